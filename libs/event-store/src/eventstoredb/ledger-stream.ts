import { ForeignEventError, NewerSchemaError } from '../errors.js';
import { parseInstant, toInstant } from '../instant.js';
import type { LedgerCreation, LedgerRecord, Position } from '../port.js';
import { derivedId } from './names.js';
import type { ServerRecord } from './record.js';
import type { LogPoint } from './requests.js';
import { asRecord, type Server } from './server.js';

/** The layout of streams, entries and metadata (docs/adr/0009). A change of it raises the number. */
export const LAYOUT_VERSION = 1;

/** What the stream of a ledger says of it. */
export interface LedgerState {
  readonly ledger: LedgerRecord;
  /** Where the ledger begins in the log: before its first event. */
  readonly origin: LogPoint;
  /** A copy that was not finished is none yet. */
  readonly isUnfinished: boolean;
  /** Added to the server's positions. */
  readonly base: Position;
}

const types = { created: 'LedgerCreated', copying: 'LedgerCopyBegun', copied: 'LedgerCopyFinished' } as const;
const WRITE_TIMEOUT_MS = 10_000;

/** @returns undefined when there is no such ledger */
export async function readLedger(server: Server, stream: string): Promise<LedgerState | undefined> {
  const read = { stream, from: 0, count: 2, direction: 'forwards' } as const;
  const { items } = await server.readStream(read, asRecord);
  const [creation, finish] = items;
  if (creation === undefined) return undefined;
  const data = JSON.parse(creation.data) as LedgerRecord & { readonly layoutVersion: number };
  const isKnown = creation.type === types.created || creation.type === types.copying;
  if (!isKnown || !Number.isSafeInteger(data.layoutVersion) || parseInstant(data.createdAt) === undefined) {
    throw new ForeignEventError(stream, 0, 'it is not the creation of a ledger');
  }
  const { layoutVersion, ...ledger } = data;
  if (layoutVersion > LAYOUT_VERSION) {
    throw new NewerSchemaError(`stream ${stream}`, layoutVersion, LAYOUT_VERSION);
  }
  const isCopy = creation.type === types.copying;
  return {
    ledger,
    origin: creation.point,
    isUnfinished: isCopy && finish === undefined,
    base: isCopy && finish !== undefined ? baseOf(finish) : 0,
  };
}

/** Creates the ledger, unless another process was quicker: then its creation stands. */
export async function createLedger(
  server: Server,
  stream: string,
  creation: LedgerCreation,
  systemMs: number,
): Promise<void> {
  const createdAt = toInstant(Math.floor(systemMs) + creation.clockOffsetMs);
  await write(server, stream, types.created, { ...creation, createdAt, schemaVersion: LAYOUT_VERSION });
}

/** Begins a copy of another ledger; what its record says is kept. */
export function beginCopy(server: Server, stream: string, ledger: LedgerRecord): Promise<void> {
  return write(server, stream, types.copying, ledger);
}

/** @param last position of the last event copied: everything later stands behind it */
export async function finishCopy(server: Server, stream: string, last: Position): Promise<void> {
  const id = derivedId(stream, types.copied);
  const event = { id, type: types.copied, data: JSON.stringify({ base: last }), metadata: '{}' };
  await server.append(stream, 0, [event], Date.now() + WRITE_TIMEOUT_MS);
}

async function write(server: Server, stream: string, type: string, ledger: LedgerRecord): Promise<void> {
  const data = JSON.stringify({ ...ledger, layoutVersion: LAYOUT_VERSION });
  const event = { id: derivedId(stream, type, data), type, data, metadata: '{}' };
  await server.append(stream, -1, [event], Date.now() + WRITE_TIMEOUT_MS);
}

function baseOf(finish: ServerRecord): Position {
  const { base } = JSON.parse(finish.data) as { readonly base?: unknown };
  if (finish.type === types.copied && Number.isSafeInteger(base)) return Number(base);
  throw new ForeignEventError(finish.stream, finish.revision, 'it is not the end of a copy');
}
