import { NotALedgerError } from './errors.js';
import type { CopySource, CopyTarget, EventStore, LedgerCreation, LedgerRecord } from './port.js';
import { openEventStoreDb } from './eventstoredb/open.js';
import { openEventStoreDbCopy } from './eventstoredb/copy.js';
import { openSqliteCopy, openSqliteStore } from './sqlite/open.js';
import type { StoreAddress } from './store-address.js';

/** How to open the ledger of an address. */
export interface OpenStoreOptions {
  /** What to create the ledger from when there is none; an existing ledger stays as it is. */
  readonly create?: LedgerCreation;
  /** The system clock, in milliseconds since 1970; it may step back. */
  readonly clock: () => number;
  /** Of the embedded store only: as `SqliteStoreOptions.checkpointFrames`. */
  readonly checkpointFrames?: number | undefined;
}

/**
 * Opens the ledger of an address, creating it where there is none and `create` is given. Whoever opened it closes it.
 *
 * @throws a StoreError: LedgerNotFoundError, CopyUnfinishedError, StoreUnavailableError, or one of the store's own
 */
export async function openStore(
  address: StoreAddress,
  options: OpenStoreOptions,
): Promise<EventStore & CopySource> {
  if (address.engine !== 'sqlite') return openEventStoreDb({ connection: address.connection, ...options });
  const store = await openSqliteStore({ directory: address.directory, ...options });
  if (store.ledger.kind !== 'access-log') return store;
  await store.close();
  throw new NotALedgerError(address.directory);
}

/**
 * Begins the copy of a ledger at an address, or goes on with it.
 *
 * @param ledger the record of the ledger that is copied
 * @throws CopyMismatchError where something else stands, StoreUnavailableError, or an error of the store's own
 */
export function openCopy(
  address: StoreAddress,
  ledger: LedgerRecord,
  { clock }: Pick<OpenStoreOptions, 'clock'>,
): Promise<CopyTarget> {
  return address.engine === 'sqlite'
    ? openSqliteCopy({ directory: address.directory, ledger })
    : openEventStoreDbCopy({ connection: address.connection, ledger, clock });
}
