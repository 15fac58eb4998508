export * from './embedded.js';
export * from './errors.js';
export { parseInstant, toInstant } from './instant.js';
export { MAX_APPEND_BYTES, MAX_EVENTS_PER_APPEND, MAX_NAME_LENGTH, PAGE_SIZE } from './limits.js';
export { namedAs } from './named-as.js';
export { openCopy, openStore, type OpenStoreOptions } from './open-store.js';
export type * from './port.js';
export { BACKUP_MANIFEST_FILE } from './sqlite/data-directory.js';
export { type Journal, type JournalLength, openSqliteJournal } from './sqlite/journal.js';
export { JournalLoop, type JournalPace, USUAL_JOURNAL_PACE } from './sqlite/journal-loop.js';
export { followSqliteLog, openSqliteLogView } from './sqlite/log-view.js';
export { LEDGER_FILE, openLedgerSnapshot } from './sqlite/snapshot.js';
export {
  CHECKPOINT_FRAMES,
  openSqliteCopy,
  openSqliteStore,
  type SqliteCopyOptions,
  type SqliteStoreOptions,
} from './sqlite/open.js';
export {
  describeStoreAddress,
  directoryAddress,
  formatStoreAddress,
  holdsPassword,
  parseStoreAddress,
  STORE_ADDRESS_FORMS,
  type StoreAddress,
  withoutCredentials,
} from './store-address.js';
