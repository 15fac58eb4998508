import { existsSync } from 'node:fs';

import { LedgerNotFoundError } from '../errors.js';
import type { EventStore, LedgerCreation } from '../port.js';
import { Connection } from './connection.js';
import {
  checkPermissions,
  checkWritable,
  createDirectory,
  createPrivateFile,
  ledgerFiles,
} from './data-directory.js';
import { checkFileHeader, checkVersion } from './file-header.js';
import { acquireOwnerLock } from './owner-lock.js';
import { createSchema, readLedger, SCHEMA_VERSION } from './schema.js';
import { asking, quietly, toOpeningError } from './failure.js';
import { SqliteEventStore } from './store.js';

/** How to open the embedded store. */
export interface SqliteStoreOptions {
  /** The data directory, or `:memory:` for a ledger that ends with the process. */
  readonly directory: string;
  /** What to create the ledger from when there is none; an existing ledger stays as it is. */
  readonly create?: LedgerCreation;
  /** The system clock, in milliseconds since 1970; it may step back. */
  readonly clock: () => number;
}

/**
 * Opens a ledger in a data directory, creating it where there is none and `create` is given. Until `close`, this is its
 * only owner. The directory and its files are for their owner only.
 *
 * @throws LedgerNotFoundError, UnsafePermissionsError, StoreLockedError
 * @throws NewerSchemaError, NotALedgerError with every file untouched
 * @throws DiskFullError, StoreUnavailableError
 */
export function openSqliteStore(options: SqliteStoreOptions): Promise<EventStore> {
  return new Promise((resolve) => {
    resolve(options.directory === ':memory:' ? asking(() => openInMemory(options)) : opening(options));
  });
}

function opening(options: SqliteStoreOptions): EventStore {
  try {
    return openFiles(options);
  } catch (error) {
    throw toOpeningError(error, options.directory);
  }
}

function openInMemory({ create, clock }: SqliteStoreOptions): EventStore {
  if (create === undefined) throw new LedgerNotFoundError(':memory:');
  const connection = Connection.open(':memory:');
  createSchema(connection, create, clock());
  return new SqliteEventStore({ connection, ledger: readLedger(connection), clock });
}

function openFiles(options: SqliteStoreOptions): EventStore {
  const { directory, create, clock } = options;
  const { database, lock } = ledgerFiles(directory);
  if (!existsSync(database)) {
    if (create === undefined) throw new LedgerNotFoundError(directory);
    createDirectory(directory);
  }
  checkPermissions(directory);
  checkWritable(directory);
  const ownerLock = acquireOwnerLock(lock);
  try {
    createPrivateFile(database);
    checkFileHeader(database);
    const connection = openDatabase(options);
    try {
      return new SqliteEventStore({ connection, ledger: readLedger(connection), clock, ownerLock });
    } catch (error) {
      quietly(() => {
        connection.close();
      });
      throw error;
    }
  } catch (error) {
    quietly(ownerLock.release);
    throw error;
  }
}

function openDatabase({ directory, create, clock }: SqliteStoreOptions): Connection {
  const { database } = ledgerFiles(directory);
  const connection = Connection.open(database);
  try {
    if (isLaidOut(connection)) {
      checkVersion(database, connection.pragma('application_id'), connection.pragma('user_version'));
    } else if (create === undefined) {
      throw new LedgerNotFoundError(directory);
    } else {
      createSchema(connection, create, clock());
    }
    setDurability(connection);
    tryWriting(connection);
    return connection;
  } catch (error) {
    quietly(() => {
      connection.close();
    });
    throw error;
  }
}

/** A process killed while it created the ledger leaves an empty database: SQLite has undone the half-written one. */
function isLaidOut(connection: Connection): boolean {
  const row = connection.query<[number]>('SELECT count(*) FROM sqlite_schema').get();
  return row?.[0] !== 0;
}

/** A ledger that could only be read is refused now, not at its first append. Nothing is changed. */
export function tryWriting(connection: Connection): void {
  connection.exec(`BEGIN IMMEDIATE; PRAGMA user_version = ${SCHEMA_VERSION}; ROLLBACK`);
}

/**
 * `synchronous` has to be said again after the change to WAL: the driver would silently run NORMAL, which may lose
 * acknowledged events when the power fails. The checkpoint is at 64 MiB; at the default, appends wait every few moments.
 */
export function setDurability(connection: Connection): void {
  connection.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA wal_autocheckpoint = 16384;
    PRAGMA cache_size = -262144;
    PRAGMA temp_store = MEMORY;
  `);
}
