import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { IsABackupError, UnsafePermissionsError } from '../errors.js';

const directoryMode = 0o700;
const fileMode = 0o600;

/** The files of a ledger. SQLite keeps `-wal`, `-shm` and now and then `-journal` beside the database. */
export type LedgerFiles = { readonly database: string; readonly lock: string };

/** Where a ledger's files are in its data directory. */
export function ledgerFiles(directory: string): LedgerFiles {
  return { database: join(directory, 'ledger.db'), lock: join(directory, 'owner.lock') };
}

/** In a back-up of a ledger: what it says of itself. No data directory has it. */
export const BACKUP_MANIFEST_FILE = 'backup.json';

/** @throws IsABackupError before anything in the directory is touched */
export function checkIsNoBackup(directory: string): void {
  if (existsSync(join(directory, BACKUP_MANIFEST_FILE))) throw new IsABackupError(directory);
}

/** Makes the directory and those above it, for its owner only, where they are not there, and says so in each parent durably. */
export function createDirectory(directory: string): void {
  if (isDirectory(directory)) return;
  const parent = dirname(resolve(directory));
  createDirectory(parent);
  try {
    mkdirSync(directory, directoryMode);
  } catch (error) {
    // Another process may have been quicker.
    if (!isDirectory(directory)) throw error;
  }
  syncDirectory(parent);
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/**
 * @throws UnsafePermissionsError when the directory, or a file of the ledger in it, lets other users in. It is not put
 *   right silently: somebody has to ask who could read it meanwhile.
 */
export function checkPermissions(directory: string): void {
  // Windows has no such permission bits.
  if (process.platform === 'win32') return;
  checkMode(directory, directoryMode);
  for (const file of filesOf(directory)) checkMode(file, fileMode);
}

/** All files of a ledger, whether they are there now or not. */
function filesOf(directory: string): readonly string[] {
  const { database, lock } = ledgerFiles(directory);
  return [database, `${database}-wal`, `${database}-shm`, `${database}-journal`, lock];
}

/**
 * Refuses a directory that cannot be written, or whose files cannot, before anything is opened: on a read-only file
 * system SQLite would open the ledger and fail at the first append.
 *
 * @throws the file system's own error, which names the path
 */
export function checkWritable(directory: string): void {
  accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  for (const file of filesOf(directory)) {
    if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK);
  }
}

/**
 * Makes an empty file for its owner only. A file that exists is not even opened: closing it again would drop the locks
 * that this process may hold on it. SQLite gives the files beside a database the permissions of the database.
 */
export function createPrivateFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', fileMode));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw error;
  }
  syncDirectory(dirname(path));
}

function checkMode(path: string, expectedMode: number): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return;
  const mode = stats.mode & 0o777;
  if ((mode & ~expectedMode) !== 0) throw new UnsafePermissionsError(path, mode, expectedMode);
}

/** A new name is only durable once its directory is. */
export function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
