import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { EventStore } from '../port.js';
import { DatabaseFaults, everything, type FaultPlan, newEvents } from '../testing/index.js';
import { openSqliteStore } from './open.js';

/** Failures of what is done after a failure, or after the work: undoing and closing. */

const folder = mkdtempSync(join(tmpdir(), 'canbao-second-failure-'));
const create = {
  logId: '6ba7b810-9dad-51d1-80b4-00c04fd430c8',
  kind: 'ledger',
  clockOffsetMs: 0,
  appVersion: '0.1.0',
} as const;
let faults: DatabaseFaults;
let directories = 0;

beforeEach(() => {
  faults = new DatabaseFaults();
});

afterEach(() => {
  faults.remove();
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function newDirectory(): string {
  directories += 1;
  return join(folder, String(directories));
}

function open(directory: string): Promise<EventStore> {
  return openSqliteStore({ directory, create, clock: Date.now });
}

/** The calls of these names fail. */
function failing(...names: readonly string[]): FaultPlan {
  return (_, name) => (names.some((each) => name.startsWith(each)) ? 'input-output' : undefined);
}

test('what was written of a batch that failed, and could not be undone, is shown to nobody', async () => {
  const directory = newDirectory();
  const store = await open(directory);
  const { events } = await store.append('access', 0, newEvents(1));
  const unstored = newEvents(2);
  const half = failing('run INSERT INTO keys', 'exec ROLLBACK');
  await faults.during(half, async () => {
    await expect(store.append('access', 1, unstored, { idempotencyKey: 'k' })).rejects.toMatchObject({
      code: 'store-unavailable',
    });
  });
  const unavailable = { code: 'store-unavailable', reason: 'failed' };
  await expect(everything(store)).rejects.toMatchObject(unavailable);
  await expect(store.readStream('access')).rejects.toMatchObject(unavailable);
  await expect(store.head()).rejects.toMatchObject(unavailable);
  await expect(store.append('access', 1, unstored)).rejects.toMatchObject(unavailable);
  expect(store.health()).toEqual({ isWritable: false, reason: 'failed' });
  await store.close();

  const again = await open(directory);
  expect(await everything(again)).toEqual(events);
  const after = await again.append('access', 1, unstored, { idempotencyKey: 'k' });
  expect(after.replayed).toBe(false);
  await again.close();
});

test.each(['exec PRAGMA wal_checkpoint', 'close ledger.db', 'close owner.lock'])(
  'closing fails as the store does, keeps what was acknowledged and lets go of the rest: %s',
  async (name) => {
    const directory = newDirectory();
    const store = await open(directory);
    const { events } = await store.append('access', 0, newEvents(3));
    await faults.during(failing(name), () =>
      expect(store.close()).rejects.toMatchObject({ code: 'store-unavailable', reason: 'failed' }),
    );
    expect(faults.forgotten).toBe(0);
    // What could not be closed ends with the process.
    faults.letGo();
    const again = await open(directory);
    expect(await everything(again)).toEqual(events);
    await again.close();
  },
);

test('a full disk at closing is not told as that of an append', async () => {
  const store = await open(newDirectory());
  const full: FaultPlan = (_, name) => (name.includes('wal_checkpoint') ? 'full' : undefined);
  await faults.during(full, () => expect(store.close()).rejects.toMatchObject({ code: 'store-unavailable' }));
});

test('why a ledger cannot be opened is said, not that closing it fails too; its lock is released', async () => {
  const directory = newDirectory();
  await (await open(directory)).close();
  const plan: FaultPlan = (_, name) =>
    name.startsWith('prepare INSERT') ? 'full' : name === 'close ledger.db' ? 'input-output' : undefined;
  await faults.during(plan, () => expect(open(directory)).rejects.toMatchObject({ code: 'disk-full' }));
  await (await open(directory)).close();
});
