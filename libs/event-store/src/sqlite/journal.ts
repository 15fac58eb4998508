import { existsSync } from 'node:fs';
import { LedgerNotFoundError } from '../errors.js';
import { Connection } from './connection.js';
import { ledgerFiles } from './data-directory.js';
import { asking, quietly } from './failure.js';

/** How long the write-ahead journal of a ledger is, in frames: pages of 4 KiB as a commit wrote them. */
export interface JournalLength {
  readonly frames: number;
  /** Those of them that are not in the database yet. Once there are none, the next commit begins the journal anew. */
  readonly waiting: number;
}

/** The journal of a ledger that somebody else writes. */
export interface Journal {
  /** Looks only: some microseconds, without touching a file. */
  length(): JournalLength;
  /**
   * Takes into the database what no open read still needs from the journal (a passive checkpoint), and returns what is
   * left. Waits for nobody, and nobody waits for it: whoever commits meanwhile goes on, and that is left then.
   *
   * @throws DiskFullError, StoreUnavailableError; the journal still has everything
   */
  takeIn(): JournalLength;
  close(): void;
}

type CheckpointRow = [busy: number, frames: number, takenIn: number];

/**
 * Opens the journal of a ledger beside its owner, on a connection of its own: from another thread of the same process, so
 * that no commit has to take it in. Beside the owner only: without one, this would be the last to close the files, and SQLite
 * would do then what the next owner is to do. As with a view of the log, SQLite alone opens the files.
 *
 * @throws LedgerNotFoundError, StoreUnavailableError
 */
export function openSqliteJournal(directory: string): Journal {
  const { database } = ledgerFiles(directory);
  if (!existsSync(database)) throw new LedgerNotFoundError(directory);
  return asking(() => {
    const connection = Connection.open(database);
    try {
      return journalOf(connection);
    } catch (error) {
      quietly(() => {
        connection.close();
      });
      throw error;
    }
  });
}

function journalOf(connection: Connection): Journal {
  // Journal and database are synced as the owner's own checkpoint would do it.
  connection.exec('PRAGMA synchronous = FULL');
  // SQLite opens the journal with the first read only.
  connection.query('SELECT count(*) FROM sqlite_schema').get();
  const look = connection.query<CheckpointRow>('PRAGMA wal_checkpoint(NOOP)');
  const checkpoint = connection.query<CheckpointRow>('PRAGMA wal_checkpoint(PASSIVE)');
  const length = (): JournalLength => asking(() => lengthIn(look.get()));
  return {
    length,
    takeIn: () => {
      asking(() => checkpoint.get());
      // What the checkpoint itself reports is from its beginning; commits went on.
      return length();
    },
    close: () => {
      quietly(() => {
        connection.close();
      });
    },
  };
}

/** A database without a journal reports −1. */
function lengthIn([, frames, takenIn]: CheckpointRow = [0, 0, 0]): JournalLength {
  return { frames: Math.max(0, frames), waiting: Math.max(0, frames - takenIn) };
}
