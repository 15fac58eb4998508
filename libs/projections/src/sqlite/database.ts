import { statSync } from 'node:fs';
import { join } from 'node:path';
import {
  acquireOwnerLock,
  Connection,
  createDirectory,
  createPrivateFile,
  type OwnerLock,
  quietly,
  StoreLockedError,
  StoreUnavailableError,
  toStoreError,
} from '#libs/event-store';
import { NotReadModelsError, ReadModelsDamagedError, ReadModelsLockedError } from '../errors.js';
import { moveAside, removeLeftOver, saysReadModels } from './damage.js';
import { layoutOf, layOut, logIdOf } from './layout.js';

/** In place of a directory: read models that end with the process. */
export const IN_MEMORY = ':memory:';

/** The file of the read models in a directory. */
export function readModelFile(directory: string): string {
  return join(directory, 'read-models.sqlite');
}

/** What tells a file from another one that takes its place: its inode. */
export type FileId = string;

/** The file of the read models that is in a directory now; undefined: there is none. */
export function readModelFileId(directory: string): FileId | undefined {
  return idOf(readModelFile(directory));
}

/** An open database of read models, and what makes it ours. */
export interface ReadModelDatabase {
  readonly connection: Connection;
  /** null in memory */
  readonly file: FileId | null;
  /** Writes all or nothing. */
  transact(write: () => void): void;
  /** @throws ReadModelsDamagedError where its file or its journal was taken away, or another is there */
  checkInPlace(): void;
  /** Moves its file out of the way, where it is still there, and releases it. */
  setAside(): void;
  /** Releases the database. Again is a no-op. */
  close(): void;
}

/**
 * Opens the read models of a ledger in a directory, for this process alone. Those of another ledger, or of another
 * layout, are dropped: they are derived, and are made again from the log.
 *
 * @throws ReadModelsLockedError, NotReadModelsError; the driver's own errors
 */
export function openDatabase(directory: string, logId: string): ReadModelDatabase {
  if (directory === IN_MEMORY) return prepared(Connection.open(IN_MEMORY), logId, undefined, IN_MEMORY);
  createDirectory(directory);
  const lock = lockOf(directory);
  const path = readModelFile(directory);
  try {
    removeLeftOver(path);
    createPrivateFile(path);
    return prepared(Connection.open(path), logId, lock, path);
  } catch (error) {
    quietly(lock.release);
    const failure = toStoreError(error);
    const isNoDatabase = failure instanceof StoreUnavailableError && failure.reason === 'corrupt';
    throw isNoDatabase && !saysReadModels(path) ? new NotReadModelsError(path) : error;
  }
}

/**
 * Moves read models out of the way that cannot be opened.
 *
 * @returns false where the file does not say that it holds read models: it is left alone then
 * @throws ReadModelsLockedError
 */
export function setAsideUnopened(directory: string): boolean {
  const lock = lockOf(directory);
  try {
    const path = readModelFile(directory);
    const areReadModels = saysReadModels(path);
    if (areReadModels) moveAside(path);
    return areReadModels;
  } finally {
    lock.release();
  }
}

/**
 * Opens the read models in a directory beside whoever projects into them, to read them. Its reads see whole transactions,
 * and hold up nobody.
 *
 * @throws ReadModelsDamagedError where they are not there: none are made by reading them; the driver's own errors
 */
export function openReadModelsBeside(directory: string): {
  readonly connection: Connection;
  readonly file: FileId;
} {
  const path = readModelFile(directory);
  const file = idOf(path);
  if (file === undefined) throw new ReadModelsDamagedError(path, 'gone');
  const connection = Connection.open(path);
  connection.exec('PRAGMA query_only = 1; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY');
  return { connection, file };
}

/** True where nothing was to be there, as in memory, or the file still is. */
function isThere(path: string, file: FileId | null | undefined): boolean {
  return file === undefined || file === null || idOf(path) === file;
}

function idOf(path: string): FileId | undefined {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino.toString();
}

function lockOf(directory: string): OwnerLock {
  try {
    return acquireOwnerLock(join(directory, 'read-models.lock'));
  } catch (error) {
    throw error instanceof StoreLockedError ? new ReadModelsLockedError(directory) : error;
  }
}

function prepared(
  connection: Connection,
  logId: string,
  lock: OwnerLock | undefined,
  path: string,
): ReadModelDatabase {
  try {
    const found = layoutOf(connection);
    if (found === 'foreign') throw new NotReadModelsError(path);
    setPragmas(connection);
    if (found !== 'ours' || logIdOf(connection) !== logId) layOut(connection, logId);
  } catch (error) {
    quietly(() => {
      connection.close();
    });
    throw error;
  }
  let isOpen = true;
  const [file, journal] = [path, `${path}-wal`].map((each) => idOf(each) ?? null);
  const close = (): void => {
    if (!isOpen) return;
    isOpen = false;
    // The driver closes the files late, so SQLite's own checkpoint at closing may not come.
    quietly(() => {
      connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    });
    quietly(() => {
      connection.close();
    });
    lock?.release();
  };
  return {
    connection,
    file: file ?? null,
    transact: (write) => {
      connection.transact(write);
    },
    checkInPlace: () => {
      if (!isThere(path, file)) throw new ReadModelsDamagedError(path, 'gone');
      // Whoever reads beside would make another journal, and find nothing in it.
      if (!isThere(`${path}-wal`, journal)) throw new ReadModelsDamagedError(`${path}-wal`, 'gone');
    },
    setAside: () => {
      if (file !== null && isThere(path, file)) moveAside(path);
      close();
    },
    close,
  };
}

/**
 * Without a sync at each commit: rows and checkpoint are lost together when the power fails, and made again. So is what
 * SQLite would keep of a file that a crash of the machine has left behind its journal.
 */
function setPragmas(connection: Connection): void {
  connection.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA wal_autocheckpoint = 16384;
    PRAGMA cache_size = -65536;
    PRAGMA temp_store = MEMORY;
  `);
}
