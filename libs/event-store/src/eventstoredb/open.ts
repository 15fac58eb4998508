import { CopyUnfinishedError, LedgerNotFoundError } from '../errors.js';
import type { CopySource, EventStore, LedgerCreation } from '../port.js';
import { connect, type Connection } from './connection.js';
import { checkLedgerName, parseConnectionString } from './connection-string.js';
import { toStoreError } from './failures.js';
import { createLedger, type LedgerState, readLedger } from './ledger-stream.js';
import { streamNames } from './names.js';
import { EventStoreDbStore } from './store.js';
import { probeWriting } from './watch.js';

/** How to open a ledger on an EventStoreDB server or cluster. */
export interface EventStoreDbOptions {
  /** `esdb://…` or `esdb+discover://…`; besides what the client knows, `ledger=NAME` in it names the ledger. */
  readonly connection: string;
  /** Before the one in the connection string. Default: `canbao`. */
  readonly ledgerName?: string;
  /** What to create the ledger from when there is none; an existing ledger stays as it is. */
  readonly create?: LedgerCreation;
  /** The system clock, in milliseconds since 1970; it may step back. */
  readonly clock: () => number;
  /** An append whose outcome is not known after so many milliseconds is given up. Default: 10,000. */
  readonly appendTimeoutMs?: number;
}

export const DEFAULT_LEDGER_NAME = 'canbao';
const APPEND_TIMEOUT_MS = 10_000;

/**
 * Opens a ledger on a server, creating it where there is none and `create` is given. Any number of processes may do so.
 *
 * @throws InvalidConnectionError, LedgerNotFoundError, CopyUnfinishedError, NewerSchemaError, ForeignEventError
 * @throws StoreUnavailableError when the server does not answer, refuses the user, or is too old
 */
export async function openEventStoreDb(options: EventStoreDbOptions): Promise<EventStore & CopySource> {
  const { names, place, connection } = await connectTo(options);
  try {
    const state = await openLedger(connection, names.ledger, options);
    if (state === undefined) throw new LedgerNotFoundError(place);
    if (state.isUnfinished) throw new CopyUnfinishedError(place);
    const { clock, appendTimeoutMs = APPEND_TIMEOUT_MS } = options;
    const store = new EventStoreDbStore({ connection, names, state, clock, appendTimeoutMs });
    await store.start();
    return store;
  } catch (error) {
    connection.release();
    throw toStoreError(error);
  }
}

/** Connects to the server; nothing of the ledger is looked at. */
export async function connectTo(
  options: Pick<EventStoreDbOptions, 'connection' | 'ledgerName'>,
): Promise<{ names: ReturnType<typeof streamNames>; place: string; connection: Connection }> {
  const settings = parseConnectionString(options.connection);
  const name = options.ledgerName ?? settings.ledgerName ?? DEFAULT_LEDGER_NAME;
  checkLedgerName('ledger', name);
  const place = `ledger ${name} of ${settings.described}`;
  return { names: streamNames(name), place, connection: await connect(settings) };
}

async function openLedger(
  { server }: Connection,
  stream: string,
  { create, clock }: EventStoreDbOptions,
): Promise<LedgerState | undefined> {
  await server.checkVersion();
  // A ledger that could only be read is refused now, not at its first append.
  await probeWriting(server, stream);
  const state = await readLedger(server, stream);
  if (state !== undefined || create === undefined) return state;
  await createLedger(server, stream, create, clock());
  return readLedger(server, stream);
}
