/** Where a ledger is kept. */
export type StoreAddress = {
  readonly engine: 'sqlite';
  /** The data directory, or `:memory:` for a ledger that ends with the process. */
  readonly directory: string;
};

/** The forms of an address, as messages name them. */
export const STORE_ADDRESS_FORMS = 'sqlite:DIR';

/** The ledger of a data directory. */
export function directoryAddress(directory: string): StoreAddress {
  return { engine: 'sqlite', directory };
}

/** Reads an address; undefined for anything else. What stands behind its scheme is for the store to judge. */
export function parseStoreAddress(text: string): StoreAddress | undefined {
  const directory = /^sqlite:(.+)$/s.exec(text)?.[1];
  return directory === undefined ? undefined : directoryAddress(directory);
}

/** An address as `parseStoreAddress` reads it. */
export function formatStoreAddress({ directory }: StoreAddress): string {
  return `sqlite:${directory}`;
}

/** What messages and banners show of an address. */
export function describeStoreAddress({ directory }: StoreAddress): string {
  return directory;
}

/** A text that was to be an address, as a message may show it: without what could be a user and a password. */
export function withoutCredentials(text: string): string {
  return text.replace(/^([a-z0-9+]*:\/*)?.*@/is, '$1***@');
}
