import { existsSync } from 'node:fs';
import { CopyUnfinishedError, LedgerNotFoundError } from '../errors.js';
import type { LogView } from '../port.js';
import { readBoundKeys } from './bound-keys.js';
import { Connection } from './connection.js';
import { ledgerFiles } from './data-directory.js';
import { asking, quietly } from './failure.js';
import { checkVersion } from './file-header.js';
import { readPages, readStream, type Source } from './following.js';
import { readKeyRows } from './key-rows.js';
import { prepareReads } from './reads.js';
import { prepareIsScripted, readLedger, UNFINISHED_COPY_ID } from './schema.js';

/**
 * Opens a ledger beside its owner, to read its log on a connection of its own: from another thread of the same process,
 * so that what reads it all does not hold up appends. The file is opened by SQLite alone: closing it in any other way
 * would drop the owner's locks.
 *
 * @throws LedgerNotFoundError, CopyUnfinishedError, NotALedgerError, NewerSchemaError, StoreUnavailableError
 */
export function openSqliteLogView(directory: string): LogView {
  const { database } = ledgerFiles(directory);
  if (!existsSync(database)) throw new LedgerNotFoundError(directory);
  return asking(() => {
    const connection = Connection.open(database);
    try {
      checkVersion(database, connection.pragma('application_id'), connection.pragma('user_version'));
      if (connection.pragma('application_id') === UNFINISHED_COPY_ID)
        throw new CopyUnfinishedError(directory);
      return viewOf(connection);
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
