import { describeConnection } from './eventstoredb/connection-string.js';

/** Where a ledger is kept. */
export type StoreAddress =
  | {
      readonly engine: 'sqlite';
      /** The data directory, or `:memory:` for a ledger that ends with the process. */
      readonly directory: string;
    }
  | {
      readonly engine: 'eventstoredb';
      /** `esdb://…` or `esdb+discover://…`, as it was written; it may hold a password. */
      readonly connection: string;
    };

/** The forms of an address, as messages name them. */
export const STORE_ADDRESS_FORMS = 'sqlite:DIR | esdb://HOST:PORT | esdb+discover://HOST:PORT';

/** The ledger of a data directory. */
export function directoryAddress(directory: string): StoreAddress {
  return { engine: 'sqlite', directory };
}

/** Reads an address; undefined for anything else. What stands behind its scheme is for the store to judge. */
export function parseStoreAddress(text: string): StoreAddress | undefined {
  const directory = /^sqlite:(.+)$/s.exec(text)?.[1];
  if (directory !== undefined) return directoryAddress(directory);
  return /^esdb(\+discover)?:/.test(text) ? { engine: 'eventstoredb', connection: text } : undefined;
}

/** An address as `parseStoreAddress` reads it, with its password. */
export function formatStoreAddress(address: StoreAddress): string {
  return address.engine === 'sqlite' ? `sqlite:${address.directory}` : address.connection;
}

/** What messages and banners show of an address: never a password. */
export function describeStoreAddress(address: StoreAddress): string {
  return address.engine === 'sqlite' ? address.directory : describeConnection(address.connection);
}

/** Whether an address holds a password; rather once too often than once too seldom. */
export function holdsPassword(address: StoreAddress): boolean {
  return address.engine === 'eventstoredb' && /:\/*[^@]*:[^@]*@/s.test(address.connection);
}

/** A text that was to be an address, as a message may show it: without what could be a user and a password. */
export function withoutCredentials(text: string): string {
  return text.replace(/^([a-z0-9+]*:\/*)?.*@/is, '$1***@');
}
