import { existsSync } from 'node:fs';

import { CopyMismatchError, CopyUnfinishedError, LedgerNotFoundError } from '../errors.js';
import type { CopySource, CopyTarget, EventStore, LedgerCreation, LedgerRecord } from '../port.js';
import { Connection } from './connection.js';
import {
  checkIsNoBackup,
  checkPermissions,
  checkWritable,
  createDirectory,
  createPrivateFile,
  ledgerFiles,
} from './data-directory.js';
import { checkFileHeader, checkVersion } from './file-header.js';
import { SqliteCopyTarget } from './copy-target.js';
import { asking, quietly, toOpeningError } from './failure.js';
import { acquireOwnerLock, type OwnerLock } from './owner-lock.js';
import { createCopySchema, createSchema, readLedger, SCHEMA_VERSION, UNFINISHED_COPY_ID } from './schema.js';
import { SqliteEventStore } from './store.js';

/** How to open the embedded store. */
export interface SqliteStoreOptions {
  /** The data directory, or `:memory:` for a ledger that ends with the process. */
  readonly directory: string;
  /** What to create the ledger from when there is none; an existing ledger stays as it is. */
  readonly create?: LedgerCreation;
  /** The system clock, in milliseconds since 1970; it may step back. */
  readonly clock: () => number;
  /**
   * From how many frames of the journal on a commit takes it into the database, while everybody waits. Default:
   * `CHECKPOINT_FRAMES.alone`; `relieved` where somebody beside the owner does it before (`openSqliteJournal`).
   */
  readonly checkpointFrames?: number | undefined;
}

/**
 * `alone`: 64 MiB; at SQLite's default, appends wait every few moments. `relieved`: four times that, the safety net where somebody
 * else does it: if that one ends, or a burst never pauses for long enough, a commit does what is left.
 */
export const CHECKPOINT_FRAMES = { alone: 16_384, relieved: 65_536 } as const;

/**
 * Opens a ledger in a data directory, creating it where there is none and `create` is given. Until `close`, this is its
 * only owner. The directory and its files are for their owner only.
 *
 * @throws LedgerNotFoundError, IsABackupError, UnsafePermissionsError, StoreLockedError, CopyUnfinishedError
 * @throws NewerSchemaError, NotALedgerError with every file untouched
 * @throws DiskFullError, StoreUnavailableError
 */
export function openSqliteStore(options: SqliteStoreOptions): Promise<EventStore & CopySource> {
  const { directory } = options;
  if (directory !== ':memory:') return opening(directory, () => openLedgerFiles(options));
  return new Promise((resolve) => {
    resolve(asking(() => openInMemory(options)));
  });
}

/** Where a ledger is copied to. */
export interface SqliteCopyOptions {
  readonly directory: string;
  /** The record of the ledger that is copied. */
  readonly ledger: LedgerRecord;
}

/**
 * Opens the copy of a ledger that is being made in a data directory, or begins it where there is nothing.
 *
 * @throws CopyMismatchError where a ledger stands, or an unfinished copy of another one
 * @throws UnsafePermissionsError, StoreLockedError, NewerSchemaError, NotALedgerError, DiskFullError,
 *   StoreUnavailableError
 */
export function openSqliteCopy({ directory, ledger }: SqliteCopyOptions): Promise<CopyTarget> {
  return opening(directory, () => {
    createDirectory(directory);
    return openFiles(directory, (ownerLock) => {
      const connection = openDatabase(directory, (fresh) => {
        createCopySchema(fresh, ledger);
      });
      return orClose(connection, () => {
        if (!isUnfinishedCopy(connection)) throw new CopyMismatchError(directory, 'it holds a ledger');
        const there = readLedger(connection);
        if (there.logId !== ledger.logId)
          throw new CopyMismatchError(directory, 'it holds an unfinished copy of another ledger');
        setCopyDurability(connection);
        tryWriting(connection);
        return new SqliteCopyTarget({ directory, connection, ledger: there, ownerLock });
      });
    });
  });
}

function opening<Store>(directory: string, open: () => Store): Promise<Store> {
  return new Promise((resolve) => {
    try {
      resolve(open());
    } catch (error) {
      throw toOpeningError(error, directory);
    }
  });
}

function openInMemory({ create, clock }: SqliteStoreOptions): SqliteEventStore {
  if (create === undefined) throw new LedgerNotFoundError(':memory:');
  const connection = Connection.open(':memory:');
  createSchema(connection, create, clock());
  return new SqliteEventStore({ connection, ledger: readLedger(connection), clock });
}

function openLedgerFiles(options: SqliteStoreOptions): SqliteEventStore {
  const { directory, create, clock, checkpointFrames } = options;
  if (!existsSync(ledgerFiles(directory).database)) {
    if (create === undefined) throw new LedgerNotFoundError(directory);
    createDirectory(directory);
  }
  return openFiles(directory, (ownerLock) => {
    const connection = openDatabase(directory, (fresh) => {
      if (create === undefined) throw new LedgerNotFoundError(directory);
      createSchema(fresh, create, clock());
    });
    return orClose(connection, () => {
      if (isUnfinishedCopy(connection)) throw new CopyUnfinishedError(directory);
      setDurability(connection, checkpointFrames);
      tryWriting(connection);
      return new SqliteEventStore({ connection, ledger: readLedger(connection), clock, ownerLock });
    });
  });
}

/** Checks the directory and takes its lock; both are left as they were where the database cannot be opened. */
function openFiles<Store>(directory: string, open: (ownerLock: OwnerLock) => Store): Store {
  const { database, lock } = ledgerFiles(directory);
  checkIsNoBackup(directory);
  checkPermissions(directory);
  checkWritable(directory);
  const ownerLock = acquireOwnerLock(lock);
  try {
    createPrivateFile(database);
    checkFileHeader(database);
    return open(ownerLock);
  } catch (error) {
    quietly(ownerLock.release);
    throw error;
  }
}

/** Opens the database and lays it out where it is fresh. */
function openDatabase(directory: string, layOut: (fresh: Connection) => void): Connection {
  const { database } = ledgerFiles(directory);
  const connection = Connection.open(database);
  return orClose(connection, () => {
    if (isLaidOut(connection))
      checkVersion(database, connection.pragma('application_id'), connection.pragma('user_version'));
    else layOut(connection);
    return connection;
  });
}

function orClose<Result>(connection: Connection, use: () => Result): Result {
  try {
    return use();
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

function isUnfinishedCopy(connection: Connection): boolean {
  return connection.pragma('application_id') === UNFINISHED_COPY_ID;
}

/** A ledger that could only be read is refused now, not at its first append. Nothing is changed. */
export function tryWriting(connection: Connection): void {
  connection.exec(`BEGIN IMMEDIATE; PRAGMA user_version = ${SCHEMA_VERSION}; ROLLBACK`);
}

/**
 * `synchronous` has to be said again after the change to WAL: the driver would silently run NORMAL, which may lose
 * acknowledged events when the power fails.
 */
export function setDurability(
  connection: Connection,
  checkpointFrames: number = CHECKPOINT_FRAMES.alone,
): void {
  connection.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA wal_autocheckpoint = ${checkpointFrames};
    PRAGMA cache_size = -262144;
    PRAGMA temp_store = MEMORY;
  `);
}

/** A copy keeps to the journal of a fresh file, so that the file's own header says at once when it is finished. */
function setCopyDurability(connection: Connection): void {
  connection.exec(`
    PRAGMA synchronous = FULL;
    PRAGMA cache_size = -262144;
    PRAGMA temp_store = MEMORY;
  `);
}
