import { ForeignEventError } from '../errors.js';
import { parseInstant, toInstant } from '../instant.js';
import type { EncodedEvent } from '../new-append.js';
import type { EventMetadata, Position, RecordedEvent } from '../port.js';
import type { ServerRecord } from './record.js';
import type { LogPoint, ServerWrite } from './requests.js';

/** What the ledger keeps of an event beside the caller's metadata. */
type Mark = {
  readonly recordedAt: string;
  readonly schemaVersion: number;
  /** Only of an event that was copied from another store. */
  readonly position?: Position;
  /** The event brought its own instant. */
  readonly scripted?: true;
};

/** Metadata on the server; correlation and causation stand where its own tools look for them. */
type StoredMetadata = {
  readonly $correlationId?: string;
  readonly $causationId?: string;
  readonly canbao: Mark;
  /** The caller's, without what stands above. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** The caller's, all of it, where taking it apart would not give the same text again. */
  readonly whole?: EventMetadata;
};

/** An event as it stands, and where on the server. */
export interface Located {
  readonly event: RecordedEvent;
  readonly point: LogPoint;
  readonly recordedMs: number;
  readonly isScripted: boolean;
}

/** An event for the server, recorded at that instant. */
export function encodeEvent(
  { event, data, metadata, scriptedMs }: EncodedEvent,
  recordedMs: number,
  position?: Position,
): ServerWrite {
  const mark: Mark = {
    recordedAt: toInstant(recordedMs),
    schemaVersion: event.schemaVersion,
    ...(position !== undefined && { position }),
    ...(scriptedMs !== undefined && { scripted: true }),
  };
  const stored: StoredMetadata = { ...apart(event.metadata, metadata), canbao: mark };
  return { id: event.id, type: event.type, data, metadata: JSON.stringify(stored) };
}

function apart(metadata: EventMetadata, text: string): Omit<StoredMetadata, 'canbao'> {
  const { correlationId, causationId, ...rest } = metadata;
  const stored = {
    $correlationId: correlationId,
    ...(causationId !== undefined && { $causationId: causationId }),
    metadata: rest,
  };
  const isSame = typeof correlationId === 'string' && JSON.stringify(together(stored)) === text;
  return isSame ? stored : { $correlationId: correlationId, whole: metadata };
}

function together({
  $correlationId,
  $causationId,
  metadata,
  whole,
}: Omit<StoredMetadata, 'canbao'>): EventMetadata {
  if (whole !== undefined) return whole;
  return {
    correlationId: $correlationId,
    ...($causationId !== undefined && { causationId: $causationId }),
    ...metadata,
  } as EventMetadata;
}

/**
 * An event of the ledger from the server's record.
 *
 * @param prefix of the ledger's streams
 * @param base added to the server's position
 * @throws ForeignEventError when the ledger did not write it
 */
export function decodeEvent(record: ServerRecord, prefix: string, base: Position): Located {
  const { stream, revision, point, id, type } = record;
  const foreign = (what: string): ForeignEventError => new ForeignEventError(stream, revision, what);
  if (!stream.startsWith(prefix)) throw foreign('it stands outside the streams of the ledger');
  if (!record.isJson) throw foreign('it is not JSON');
  const stored = parse(record.metadata) as Partial<StoredMetadata> | undefined;
  const recordedMs = parseInstant(String(stored?.canbao?.recordedAt));
  const schemaVersion = stored?.canbao?.schemaVersion;
  if (stored?.canbao === undefined || recordedMs === undefined || !isCount(schemaVersion, 1)) {
    throw foreign('its metadata is not the ledger’s');
  }
  const { position = point.commit + base, recordedAt } = stored.canbao;
  const data = parse(record.data);
  if (data === undefined) throw foreign('its data is no JSON');
  if (!isCount(position, 1)) throw foreign('its position is none');
  const event: RecordedEvent = {
    id,
    stream: stream.slice(prefix.length),
    version: revision + 1,
    position,
    type,
    schemaVersion,
    recordedAt,
    data,
    metadata: together(stored),
  };
  return { event, point, recordedMs, isScripted: stored.canbao.scripted === true };
}

function isCount(value: unknown, least: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least;
}

/** Undefined when it is no JSON; JSON itself has no undefined. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
