import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  directoryAddress,
  formatStoreAddress,
  parseStoreAddress,
  type StoreAddress,
} from '#libs/event-store';

/**
 * The store that these tests run on: `CANBAO_TEST_STORE` is `sqlite` (default) or `esdb`. The latter is the server of
 * `ESDB_URL`, or without one a protocol server (`test/esdb-server.cjs`).
 */
export const isOnSqlite = process.env['CANBAO_TEST_STORE'] !== 'esdb';

/** A test of what only the embedded store has: one owner, a directory. */
export const testOnSqlite = isOnSqlite ? test : test.skip;

let root: string | undefined;
afterAll(() => {
  if (root !== undefined) rmSync(root, { recursive: true, force: true });
});

/** A place for a new ledger that can be opened again. */
export function newAddress(): StoreAddress {
  if (!isOnSqlite) return newEventStoreDbAddress();
  root ??= mkdtempSync(join(tmpdir(), 'canbao-tested-store-'));
  return directoryAddress(join(root, randomUUID()));
}

/** A place for a new ledger that ends with its process, where the store has such a place. */
export function passingAddress(): StoreAddress {
  return isOnSqlite ? directoryAddress(':memory:') : newEventStoreDbAddress();
}

/** A server may hold any number of ledgers, each under a name of its own. */
export function newEventStoreDbAddress(): StoreAddress {
  const connection = process.env['ESDB_URL'] ?? '';
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const address = parseStoreAddress(`${connection}${connection.includes('?') ? '&' : '?'}ledger=${name}`);
  if (address?.engine !== 'eventstoredb')
    throw new Error('ESDB_URL is no connection string: esdb://HOST:PORT.');
  return address;
}

/** The flags of a program for an address: the short form where there is one. */
export function flagsOf(address: StoreAddress): readonly string[] {
  if (address.engine !== 'sqlite') return ['--store', formatStoreAddress(address)];
  return address.directory === ':memory:' ? ['--memory'] : ['--data', address.directory];
}

/** Likewise for a server, which on a store elsewhere has to be told where its access log is. */
export function servingFlagsOf(address: StoreAddress): readonly string[] {
  if (address.engine === 'sqlite') return flagsOf(address);
  root ??= mkdtempSync(join(tmpdir(), 'canbao-tested-store-'));
  return [...flagsOf(address), '--access-log', join(root, `reads-${randomUUID()}`)];
}
