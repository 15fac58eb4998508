import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LedgerNotFoundError } from '../errors.js';
import type { CaughtUp, EventStore, FollowedLog, RecordedEvent } from '../port.js';
import { collect, newEvents } from '../testing/builders.js';
import { followSqliteLog } from './log-view.js';
import { openSqliteStore } from './open.js';

const OFFSET_MS = 86_400_000;
let directory: string;
let now: number;
let store: EventStore;
let followed: FollowedLog;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'canbao-followed-'));
  now = Date.parse('2028-01-01T00:00:00Z');
  store = await openSqliteStore({
    directory: join(directory, 'data'),
    create: {
      logId: '00000000-0000-4000-8000-000000000001',
      kind: 'ledger',
      clockOffsetMs: OFFSET_MS,
      appVersion: '0.0.0',
    },
    clock: () => now,
  });
  followed = followSqliteLog(join(directory, 'data'), () => now);
});

afterEach(async () => {
  followed.close();
  await store.close();
  rmSync(directory, { recursive: true });
});

test('what is read beside the owner is what the owner reads', async () => {
  await store.append('member-P-0001', 0, newEvents(3));
  now += 5_000;
  await store.append('member-P-0002', 0, newEvents(2));
  expect(followed.ledger).toEqual(store.ledger);
  expect(await followed.head()).toBe(await store.head());
  expect(await followed.readStream('member-P-0001')).toEqual(await store.readStream('member-P-0001'));
  expect(await collect(followed.readAll({ after: 1 }))).toEqual(await collect(store.readAll({ after: 1 })));
  expect(await collect(followed.readPages({ after: 0 }))).toEqual(
    await collect(store.readPages({ after: 0 })),
  );
  const moments = ['2028-01-01T00:00:00.000Z', '2028-01-02T00:00:01.000Z', '2028-02-01T00:00:00.000Z', 4, 99];
  for (const moment of moments)
    expect(await followed.resolvePosition(moment)).toBe(await store.resolvePosition(moment));
  await expect(followed.resolvePosition('yesterday')).rejects.toMatchObject({ code: 'invalid-event' });
});

test('its clock is that of the ledger: it never goes back behind the last event', async () => {
  now += 60_000;
  await store.append('member-P-0001', 0, newEvents(1));
  const last = followed.now();
  now -= 3_600_000;
  expect(followed.now()).toBe(last);
  expect(followed.now()).toBe(store.now());
});

test('its clock goes on where the log cannot be read: what says how long that has been does not fail for it', async () => {
  now += 60_000;
  await store.append('member-P-0001', 0, newEvents(1));
  const last = followed.now();
  followed.close();
  now -= 3_600_000;
  expect(followed.now()).toBe(last);
  now += 7_200_000;
  expect(followed.now()).toBe(store.now());
});

test('a subscription gives what is there, then what is told of, and ends with the view', async () => {
  await store.append('member-P-0001', 0, newEvents(2));
  const { signal } = new AbortController();
  const items = followed.subscribe({ after: 0, signal })[Symbol.asyncIterator]();
  const next = async (): Promise<number> => {
    const { value } = (await items.next()) as { readonly value: RecordedEvent | CaughtUp };
    return 'caughtUp' in value ? -value.caughtUp : value.position;
  };
  expect([await next(), await next(), await next()]).toEqual([1, 2, -2]);
  const third = next();
  await store.append('member-P-0001', 2, newEvents(1));
  followed.appended();
  expect(await third).toBe(3);
  expect(await next()).toBe(-3);
  const end = items.next();
  followed.close();
  expect((await end).done).toBe(true);
  expect(followed.health()).toEqual({ isWritable: false, reason: 'closed' });
  await expect(followed.head()).rejects.toMatchObject({ reason: 'closed' });
});

test('there has to be a ledger', () => {
  expect(() => followSqliteLog(join(directory, 'none'), () => now)).toThrow(LedgerNotFoundError);
});
