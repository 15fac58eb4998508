import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  acquireOwnerLock,
  Connection,
  createDirectory,
  createPrivateFile,
  laidOutBy,
  type Layout,
  type OwnerLock,
  quietly,
  StoreLockedError,
} from '#libs/event-store';
import { NotSealsError, SealsLockedError } from '../errors.js';
import { MAX_STREAMS_WITHOUT_ROW } from '../heads/head-rows.js';

/** In place of a directory: seals that end with the process. */
export const IN_MEMORY = ':memory:';

/** The layout below; a file of an unknown one is left untouched, since seals that were given out cannot be made again. */
const LAYOUT = 2;

/** The same tables, with a row of the map of heads wherever two streams are below it. It is read as it is. */
const LAYOUT_OF_MORE_ROWS = 1;

/** "CNBS" in the file's header: this database holds the seals of a canbao ledger. */
const APPLICATION_ID = 0x434e4253;

const tables = `
  CREATE TABLE ledger (only INTEGER PRIMARY KEY CHECK (only = 1), log_id TEXT NOT NULL) STRICT;
  CREATE TABLE tiles (
    level INTEGER NOT NULL,
    tile INTEGER NOT NULL,
    hashes BLOB NOT NULL,
    PRIMARY KEY (level, tile)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE positions (tile INTEGER PRIMARY KEY, first INTEGER NOT NULL UNIQUE, positions TEXT NOT NULL) STRICT;
  CREATE TABLE heads (
    key TEXT PRIMARY KEY,
    stream TEXT NOT NULL,
    length INTEGER NOT NULL,
    leaf BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE head_rows (prefix TEXT PRIMARY KEY, kinds TEXT NOT NULL, hashes BLOB NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE checkpoints (size INTEGER PRIMARY KEY, position INTEGER NOT NULL, note TEXT NOT NULL) STRICT;
  CREATE TABLE cosignatures (
    size INTEGER NOT NULL,
    witness TEXT NOT NULL,
    line TEXT NOT NULL,
    PRIMARY KEY (size, witness)
  ) STRICT, WITHOUT ROWID;
`;

/** The layout of the file, which has been the same in every program. */
export const SEAL_LAYOUT: Layout = {
  objects: () =>
    laidOutBy((fresh) => {
      fresh.exec(tables);
    }),
};

/** Name of the file of the seals. */
export const SEAL_FILE = 'seals.sqlite';

/** Where the seals of a directory are. */
export function sealFile(directory: string): string {
  return join(directory, SEAL_FILE);
}

/** An open database of seals. */
export interface SealDatabase {
  readonly connection: Connection;
  /** Writes all or nothing. */
  transact(write: () => void): void;
  /** Releases the database. Again is a no-op. */
  close(): void;
}

/** Seals as they are found. */
export interface FoundSeals extends SealDatabase {
  /** The log that they say to be of. */
  readonly logId: string;
}

/**
 * Opens the seals of a ledger in a directory to write them, for one sealer alone; makes them where there are none.
 *
 * @throws SealsLockedError, NotSealsError; the driver's own errors
 */
export function openForSealing(directory: string, logId: string): SealDatabase {
  if (directory === IN_MEMORY)
    return prepared(Connection.open(IN_MEMORY), { logId, path: IN_MEMORY, isWriter: true });
  createDirectory(directory);
  const lock = lockOf(directory);
  const path = sealFile(directory);
  try {
    createPrivateFile(path);
    return prepared(Connection.open(path), { logId, path, isWriter: true, lock });
  } catch (error) {
    quietly(lock.release);
    throw error;
  }
}

/**
 * Opens the seals of a ledger beside whoever writes them; undefined where there are none yet.
 *
 * @throws NotSealsError; the driver's own errors
 */
export function openBeside(directory: string, logId: string): SealDatabase | undefined {
  return openFound(directory, logId);
}

/**
 * The same of one log, or of whatever log they say to be: `openAsFound` opens them to verify them.
 *
 * @throws NotSealsError; the driver's own errors
 */
export function openFound(directory: string, logId: string | undefined): FoundSeals | undefined {
  const path = sealFile(directory);
  if (!existsSync(path)) return undefined;
  const connection = Connection.open(path);
  if (!isEmptyOrCloses(connection)) return prepared(connection, { logId, path, isWriter: false });
  connection.close();
  return undefined;
}

interface Opened {
  /** Undefined: whatever it says. */
  readonly logId: string | undefined;
  readonly path: string;
  readonly isWriter: boolean;
  readonly lock?: OwnerLock;
}

function prepared(connection: Connection, { logId, path, isWriter, lock }: Opened): FoundSeals {
  let said: string;
  try {
    if (isEmpty(connection) && logId !== undefined) layOut(connection, logId);
    const found = isSeals(connection) ? logIdOf(connection) : undefined;
    if (found === undefined || (logId !== undefined && found !== logId)) throw new NotSealsError(path);
    said = found;
    if (isWriter) setDurability(connection);
    if (isWriter && connection.pragma('user_version') === LAYOUT_OF_MORE_ROWS) removeRows(connection);
    // A co-signature is taken beside the sealer; the one waits for the other, for moments.
    connection.exec('PRAGMA busy_timeout = 5000; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY');
  } catch (error) {
    quietly(() => {
      connection.close();
    });
    throw error;
  }
  let isOpen = true;
  return {
    logId: said,
    connection,
    transact: (write) => {
      connection.transact(write);
    },
    close: () => {
      if (!isOpen) return;
      isOpen = false;
      if (isWriter) {
        // The driver closes the files late, so SQLite's own checkpoint at closing may not come.
        quietly(() => {
          connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
        });
      }
      quietly(() => {
        connection.close();
      });
      lock?.release();
    },
  };
}

function isSeals(connection: Connection): boolean {
  const isKnown = [LAYOUT, LAYOUT_OF_MORE_ROWS].includes(connection.pragma('user_version'));
  return isKnown && connection.pragma('application_id') === APPLICATION_ID;
}

/** As text, and no more of it than is told, whatever somebody made of it: what is not the id of the log is found to be another one. */
function logIdOf(connection: Connection): string | undefined {
  return connection
    .query<[string]>("SELECT substr(CAST(coalesce(log_id, '') AS TEXT), 1, 100) FROM ledger")
    .get()?.[0];
}

function isEmpty(connection: Connection): boolean {
  return connection.query<[number]>('SELECT count(*) FROM sqlite_schema').get()?.[0] === 0;
}

function isEmptyOrCloses(connection: Connection): boolean {
  try {
    return isEmpty(connection);
  } catch (error) {
    quietly(() => {
      connection.close();
    });
    throw error;
  }
}

function layOut(connection: Connection, logId: string): void {
  connection.exec(`BEGIN IMMEDIATE; ${tables}`);
  connection.command('INSERT INTO ledger VALUES (1, ?)')(logId);
  connection.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${LAYOUT}; COMMIT`);
}

/** Takes the rows away that are made from heads now. What was signed stays as it is. */
function removeRows(connection: Connection): void {
  connection.transact(() => {
    connection.exec(`
      DELETE FROM head_rows WHERE ${MAX_STREAMS_WITHOUT_ROW} >= (
        SELECT count(*) FROM (
          SELECT 1 FROM heads WHERE key >= prefix AND key < prefix || 'g' LIMIT ${MAX_STREAMS_WITHOUT_ROW + 1}
        )
      );
      PRAGMA user_version = ${LAYOUT};
    `);
  });
}

/** A checkpoint that was given out must be there after a loss of power, too. The file is written at 64 MiB, not at each seal. */
function setDurability(connection: Connection): void {
  connection.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA wal_autocheckpoint = 16384;
    PRAGMA cache_size = -65536;
    PRAGMA temp_store = MEMORY;
  `);
}

function lockOf(directory: string): OwnerLock {
  try {
    return acquireOwnerLock(join(directory, 'seals.lock'));
  } catch (error) {
    throw error instanceof StoreLockedError ? new SealsLockedError(directory) : error;
  }
}
