import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { CopyUnfinishedError, LedgerNotFoundError } from '../errors.js';
import type { LedgerRecord } from '../port.js';
import { Connection } from './connection.js';
import { createPrivateFile, ledgerFiles } from './data-directory.js';
import type { CopyingStep } from './driver.js';
import { quietly, toOpeningError, toStoreError } from './failure.js';
import { checkVersion } from './file-header.js';
import { readLedger, UNFINISHED_COPY_ID } from './schema.js';

/** Name of the database of a ledger in its data directory. */
export const LEDGER_FILE = basename(ledgerFiles('').database);

/**
 * A database as it stood when the snapshot was taken. Whoever owns the database goes on writing beside it; meanwhile its
 * journal keeps what is written, so a snapshot is held for as short as can be.
 */
export interface DatabaseSnapshot {
  /**
   * Copies the snapshot into a new file for its owner only, which stands alone, without a journal. What `onStep` throws
   * ends the copy and is thrown on.
   *
   * @throws DiskFullError, StoreUnavailableError
   */
  copyTo(path: string, onStep?: (step: CopyingStep) => void): Promise<void>;
  /** Again is a no-op. */
  close(): void;
}

/**
 * Takes a snapshot of a database that another process may be writing.
 *
 * @throws StoreUnavailableError
 */
export function openSnapshot(path: string): DatabaseSnapshot {
  return opening(path, () => snapshotOf(openPinned(path)));
}

/**
 * Takes a snapshot of the ledger in a data directory, beside its owner.
 *
 * @throws LedgerNotFoundError, CopyUnfinishedError, NotALedgerError, NewerSchemaError, StoreUnavailableError
 */
export function openLedgerSnapshot(directory: string): DatabaseSnapshot & { readonly ledger: LedgerRecord } {
  const { database } = ledgerFiles(directory);
  if (!existsSync(database)) throw new LedgerNotFoundError(directory);
  return opening(database, () => {
    const connection = openPinned(database);
    try {
      checkVersion(database, connection.pragma('application_id'), connection.pragma('user_version'));
      if (connection.pragma('application_id') === UNFINISHED_COPY_ID)
        throw new CopyUnfinishedError(directory);
      return { ...snapshotOf(connection), ledger: readLedger(connection) };
    } catch (error) {
      quietly(() => {
        connection.close();
      });
      throw error;
    }
  });
}

/** The failure names the file: a back-up opens several. */
function opening<Opened>(path: string, open: () => Opened): Opened {
  try {
    return open();
  } catch (error) {
    throw toOpeningError(error, path);
  }
}

/** A connection in a read transaction that has begun: `BEGIN` alone would see what is there at the first question. */
function openPinned(path: string): Connection {
  const connection = Connection.open(path);
  try {
    // Whoever opens or closes the database holds it alone for a moment.
    connection.exec('PRAGMA busy_timeout = 5000; BEGIN');
    connection.query('SELECT count(*) FROM sqlite_schema').get();
    return connection;
  } catch (error) {
    quietly(() => {
      connection.close();
    });
    throw error;
  }
}

function snapshotOf(connection: Connection): DatabaseSnapshot {
  let isOpen = true;
  return {
    copyTo: async (path, onStep = () => undefined) => {
      let stoppedBy: Error | undefined;
      try {
        createPrivateFile(path);
        await connection.copyTo(path, (step) => {
          try {
            onStep(step);
          } catch (error) {
            // What the driver throws for it is another error with the same text.
            if (error instanceof Error) stoppedBy = error;
            throw error;
          }
        });
        standAlone(path);
      } catch (error) {
        throw stoppedBy ?? toStoreError(error);
      }
    },
    close: () => {
      if (!isOpen) return;
      isOpen = false;
      quietly(() => {
        connection.close();
      });
    },
  };
}

/** A copy says in its header that it has a write-ahead journal, as its source has; one that is only kept has none. */
function standAlone(path: string): void {
  const copy = Connection.open(path);
  try {
    copy.exec('PRAGMA journal_mode = DELETE');
  } finally {
    copy.close();
  }
}
