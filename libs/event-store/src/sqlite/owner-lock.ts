import { dirname } from 'node:path';

import { StoreLockedError } from '../errors.js';
import { Connection } from './connection.js';
import { createPrivateFile } from './data-directory.js';
import { isBusy, quietly } from './failure.js';

/** Held as long as the ledger is open. */
export type OwnerLock = { readonly release: () => void };

/**
 * Makes this the one owner of a ledger, across processes: an exclusive transaction held open on a database of its own.
 * The operating system drops it when the process ends, however it ends, so nothing is left behind to clear away.
 *
 * The file is never read, copied or removed while it is held: closing any handle on it would drop the lock.
 *
 * @throws StoreLockedError when somebody else is the owner
 */
export function acquireOwnerLock(path: string): OwnerLock {
  createPrivateFile(path);
  const connection = Connection.open(path);
  try {
    // Without a journal in memory, the transaction would leave a journal file beside the lock.
    connection.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    quietly(() => {
      connection.close();
    });
    throw isBusy(error) ? new StoreLockedError(dirname(path)) : error;
  }
  return {
    release: () => {
      connection.close();
    },
  };
}
