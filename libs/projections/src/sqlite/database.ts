import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  acquireOwnerLock,
  Connection,
  createDirectory,
  createPrivateFile,
  type OwnerLock,
  quietly,
  StoreLockedError,
} from '#libs/event-store';
import { NotReadModelsError, ReadModelsDamagedError, ReadModelsLockedError } from '../errors.js';
import { layoutOf, layOut, logIdOf } from './layout.js';

/** In place of a directory: read models that end with the process. */
export const IN_MEMORY = ':memory:';

/** The file of the read models in a directory. */
export function readModelFile(directory: string): string {
  return join(directory, 'read-models.sqlite');
}

/** An open database of read models, and what makes it ours. */
export interface ReadModelDatabase {
  readonly connection: Connection;
  /** Writes all or nothing. */
  transact(write: () => void): void;
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
    createPrivateFile(path);
    return prepared(Connection.open(path), logId, lock, path);
  } catch (error) {
    quietly(lock.release);
    throw error;
  }
}

/**
 * Opens the read models in a directory beside whoever projects into them, to read them. Its reads see whole transactions,
 * and hold up nobody.
 *
 * @throws ReadModelsDamagedError where they are not there: none are made by reading them; the driver's own errors
 */
export function openReadModelsBeside(directory: string): Connection {
  const path = readModelFile(directory);
  if (!existsSync(path)) throw new ReadModelsDamagedError(path);
  const connection = Connection.open(path);
  connection.exec('PRAGMA query_only = 1; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY');
  return connection;
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
  return {
    connection,
    transact: (write) => {
      connection.transact(write);
    },
    close: () => {
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
    },
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
