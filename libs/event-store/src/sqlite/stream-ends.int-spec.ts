import { openSqliteStore } from './open.js';
import type { EventStore } from '../port.js';
import { newEvents } from '../testing/builders.js';
import { DatabaseFaults } from '../testing/database-faults.js';

const create = {
  logId: '6ba7b810-9dad-51d1-80b4-00c04fd430c8',
  kind: 'ledger',
  clockOffsetMs: 0,
  appVersion: '0.1.0',
} as const;

let faults: DatabaseFaults;
let store: EventStore;

beforeEach(async () => {
  faults = new DatabaseFaults();
  store = await openSqliteStore({ directory: ':memory:', create, clock: Date.now });
});
afterEach(async () => {
  await store.close();
  faults.remove();
});

/** The statements that some work runs. */
async function asked(work: () => Promise<unknown>): Promise<readonly string[]> {
  await faults.during(() => undefined, work);
  return faults.calls;
}

const end = async (fromVersion: number): Promise<readonly unknown[]> =>
  store.readStream('policy', { fromVersion });

test('whoever reads a stream on from its end asks the database only where something was appended', async () => {
  await store.append('policy', 0, newEvents(2));
  expect(await asked(() => end(3))).toEqual([]);
  await store.append('member-P-0001', 0, newEvents(1));
  expect(await asked(() => end(3))).toEqual([]);
  await store.append('policy', 2, newEvents(1));
  expect(await end(3)).toHaveLength(1);
  expect(await asked(() => end(4))).toEqual([]);
});

test('a stream that was read is known too, also one that is not there yet', async () => {
  expect(await end(1)).toEqual([]);
  expect(await asked(() => end(1))).toEqual([]);
  await store.append('policy', 0, newEvents(2));
  expect(await end(1)).toHaveLength(2);
});

test('a part of a stream that was read says nothing about its end', async () => {
  expect(await end(5)).toEqual([]);
  await store.append('policy', 0, newEvents(7));
  expect(await store.readStream('policy', { maxCount: 3 })).toHaveLength(3);
  expect(await end(5)).toHaveLength(3);
});

test('where nothing was found after a version, nothing is looked for there again until something is appended', async () => {
  await store.append('member-P-0001', 0, newEvents(1));
  expect(await end(5)).toEqual([]);
  expect(await asked(() => end(5))).toEqual([]);
  // Before it there may be something.
  expect(await asked(() => end(4))).not.toEqual([]);
  await expect(store.append('policy', 4, newEvents(1))).rejects.toMatchObject({ actual: 0 });
  await store.append('policy', 0, newEvents(4));
  expect(await end(4)).toHaveLength(1);
  await store.append('policy', 4, newEvents(1));
  expect(await end(5)).toHaveLength(1);
});

test('a closed store answers nothing, whatever it knows', async () => {
  await store.append('policy', 0, newEvents(2));
  await store.close();
  await expect(end(3)).rejects.toMatchObject({ code: 'store-unavailable' });
});
