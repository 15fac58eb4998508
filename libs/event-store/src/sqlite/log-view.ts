import { existsSync } from 'node:fs';
import { CopyUnfinishedError, LedgerNotFoundError, StoreUnavailableError } from '../errors.js';
import { toInstant } from '../instant.js';
import type { FollowedLog, LogView } from '../port.js';
import { readBoundKeys } from './bound-keys.js';
import { Connection } from './connection.js';
import { ledgerFiles } from './data-directory.js';
import { asking, quietly } from './failure.js';
import { checkVersion } from './file-header.js';
import { readEvents, readPages, readStream, type Source, subscribe } from './following.js';
import { readKeyRows } from './key-rows.js';
import { positionOf } from './known-at.js';
import { type EventTime, prepareReads, type Reads } from './reads.js';
import { prepareIsScripted, readLedger, UNFINISHED_COPY_ID } from './schema.js';
import { Wakeup } from './wakeup.js';

/**
 * Opens a ledger beside its owner, to read its log on a connection of its own: from another thread of the same process,
 * so that what reads it all does not hold up appends. The file is opened by SQLite alone: closing it in any other way
 * would drop the owner's locks.
 *
 * @throws LedgerNotFoundError, CopyUnfinishedError, NotALedgerError, NewerSchemaError, StoreUnavailableError
 */
export function openSqliteLogView(directory: string): LogView {
  return besideOwner(directory, viewOf);
}

/**
 * The same, to follow the log as it grows. Whoever appends says so with `appended`: nothing else wakes a subscription.
 *
 * @param clock the system clock, in milliseconds since 1970
 * @throws as `openSqliteLogView`
 */
export function followSqliteLog(directory: string, clock: () => number): FollowedLog {
  return besideOwner(directory, (connection) => followedOf(connection, clock));
}

function besideOwner<View>(directory: string, viewOn: (connection: Connection) => View): View {
  const { database } = ledgerFiles(directory);
  if (!existsSync(database)) throw new LedgerNotFoundError(directory);
  return asking(() => {
    const connection = Connection.open(database);
    try {
      checkVersion(database, connection.pragma('application_id'), connection.pragma('user_version'));
      if (connection.pragma('application_id') === UNFINISHED_COPY_ID)
        throw new CopyUnfinishedError(directory);
      return viewOn(connection);
    } catch (error) {
      quietly(() => {
        connection.close();
      });
      throw error;
    }
  });
}

function viewOf(connection: Connection): LogView {
  const ledger = readLedger(connection);
  const reads = prepareReads(connection, ledger.schemaVersion);
  const isScripted = prepareIsScripted(connection);
  let isOpen = true;
  const source: Source = {
    isOpen: () => isOpen,
    head: () => asking(() => reads.atOrBefore(Number.MAX_SAFE_INTEGER)?.position ?? 0),
    reads: () => reads,
  };
  return {
    ledger,
    head: () => Promise.resolve(source.head()),
    readPages: (range) => readPages(source, range),
    readStream: (stream, range = {}) => readStream(source, stream, range),
    isTakingScript: () => asking(isScripted),
    inversions: () => asking(() => reads.inversions()),
    boundKeys: () => readBoundKeys(source, connection),
    keyRows: () => readKeyRows(source, connection),
    close: () => {
      if (!isOpen) return;
      isOpen = false;
      quietly(() => {
        connection.close();
      });
    },
  };
}

/** As a promise, its failure too. */
function asked<Answer>(question: () => Answer): Promise<Answer> {
  return new Promise((resolve) => {
    resolve(asking(question));
  });
}

function followedOf(connection: Connection, clock: () => number): FollowedLog {
  // Streams are read from all over the file.
  connection.exec('PRAGMA cache_size = -65536');
  const ledger = readLedger(connection);
  const prepared = prepareReads(connection, ledger.schemaVersion);
  const wakeup = new Wakeup();
  let isOpen = true;
  const reads = (): Reads => {
    if (!isOpen) throw new StoreUnavailableError('closed');
    return prepared;
  };
  const newest = (): EventTime | undefined => asking(() => reads().atOrBefore(Number.MAX_SAFE_INTEGER));
  const source: Source = { isOpen: () => isOpen, head: () => newest()?.position ?? 0, reads };
  let highestMs = 0;
  return {
    ledger,
    // As the owner's clock: never before the last event; where that cannot be read, the last one that was.
    now: () => {
      quietly(() => {
        highestMs = newest()?.highestMs ?? 0;
      });
      return toInstant(Math.max(Math.floor(clock()) + ledger.clockOffsetMs, highestMs));
    },
    health: () => (isOpen ? { isWritable: true } : { isWritable: false, reason: 'closed' }),
    head: () => asked(() => source.head()),
    readPages: (range) => readPages(source, range),
    readAll: (range) => readEvents(source, range),
    readStream: (stream, range = {}) => readStream(source, stream, range),
    subscribe: (options) => subscribe(source, wakeup, options),
    resolvePosition: (knownAt) => asked(() => positionOf(reads(), knownAt, source.head())),
    appended: () => {
      wakeup.ring();
    },
    close: () => {
      if (!isOpen) return;
      isOpen = false;
      wakeup.ring();
      quietly(() => {
        connection.close();
      });
    },
  };
}
