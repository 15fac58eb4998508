/**
 * What any embedded database of a ledger is made of: the one driver, private files, the lock of one owner. Read models
 * use it too, so that the tests' failures of SQLite (`testing/database-faults.ts`) reach them as well.
 */
export { Connection, type Query } from './sqlite/connection.js';
export { wholeNumber } from './sqlite/whole-number.js';
export { createDirectory, createPrivateFile, syncDirectory } from './sqlite/data-directory.js';
export type { CopyingStep, SqlValue } from './sqlite/driver.js';
export type { FileFault } from './sqlite/file-fault.js';
export { fileFaults } from './sqlite/file-faults.js';
export { type LaidOut, laidOutBy, laidOutIn, type Layout } from './sqlite/layout-faults.js';
export { LEDGER_LAYOUT } from './sqlite/schema.js';
export { quietly, toStoreError } from './sqlite/failure.js';
export { acquireOwnerLock, type OwnerLock } from './sqlite/owner-lock.js';
export { type DatabaseSnapshot, openSnapshot } from './sqlite/snapshot.js';
