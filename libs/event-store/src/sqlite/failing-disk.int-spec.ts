import { everything, newEvent, newEvents } from '../testing/index.js';
import type { EventStore } from '../port.js';
import { Connection } from './connection.js';
import { createSchema, readLedger } from './schema.js';
import { SqliteEventStore } from './store.js';

const create = {
  logId: '6ba7b810-9dad-51d1-80b4-00c04fd430c8',
  kind: 'ledger',
  clockOffsetMs: 0,
  appVersion: '0.1.0',
} as const;

/** A store whose database can be given an end, as a full disk does, and can be made to fail. */
function fragileStore(): { store: EventStore; connection: Connection } {
  const connection = Connection.open(':memory:');
  createSchema(connection, create, 0);
  return {
    connection,
    store: new SqliteEventStore({ connection, ledger: readLedger(connection), clock: Date.now }),
  };
}

test('a full disk fails the appends with nothing half-done; with room again, the same appends go through', async () => {
  const { store, connection } = fragileStore();
  const before = (await store.append('member-P-0001', 0, newEvents(3))).events;
  connection.exec(`PRAGMA max_page_count = ${connection.pragma('page_count') + 5}`);

  const events = [newEvent(), newEvent({ type: 'RepairPaid', data: 'x'.repeat(500_000) })];
  const answers = await Promise.allSettled([
    store.append('member-P-0002', 0, events, { idempotencyKey: 'k' }),
    store.append('member-P-0003', 0, newEvents(1)),
  ]);
  for (const answer of answers) {
    expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'disk-full' } });
  }
  expect(store.health()).toEqual({ isWritable: true });
  expect(await everything(store)).toEqual(before);
  expect(await store.readStream('member-P-0002')).toEqual([]);
  expect(await store.findByIdempotencyKey('k')).toBeUndefined();

  connection.exec('PRAGMA max_page_count = 1000000');
  const after = await store.append('member-P-0002', 0, events, { idempotencyKey: 'k' });
  expect(after.replayed).toBe(false);
  expect(await everything(store)).toEqual([...before, ...after.events]);
  await store.close();
});

test('what a batch wrote before the disk was full is not taken for stored by whoever reads on or appends', async () => {
  const { store, connection } = fragileStore();
  const { events } = await store.append('member-P-0001', 0, newEvents(3));
  connection.exec(`PRAGMA max_page_count = ${connection.pragma('page_count') + 5}`);
  const large = newEvent({ type: 'RepairPaid', data: 'x'.repeat(500_000) });
  const answers = await Promise.allSettled([
    store.append('member-P-0001', 3, newEvents(1)),
    store.append('member-P-0002', 0, newEvents(1)),
    store.append('member-P-0003', 0, [large]),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  connection.exec('PRAGMA max_page_count = 1000000');
  const last = events.at(-1);
  expect(await store.recordedAtOf(3)).toBe(last?.recordedAt);
  expect(await store.readStream('member-P-0001', { fromVersion: 3 })).toEqual([last]);
  expect(await store.readStream('member-P-0001', { fromVersion: 4 })).toEqual([]);
  const again = await store.append('member-P-0001', 3, newEvents(1));
  const first = await store.append('member-P-0002', 0, newEvents(1));
  expect(await store.readStream('member-P-0001', { fromVersion: 4 })).toEqual(again.events);
  expect(await store.readStream('member-P-0002')).toEqual(first.events);
  await store.close();
});

test('a commit that fails leaves its outcome open, and the store stops taking appends', async () => {
  const { store, connection } = fragileStore();
  const exec = connection.exec.bind(connection);
  jest.spyOn(connection, 'exec').mockImplementation((sql) => {
    if (sql === 'COMMIT') throw Object.assign(new Error('disk I/O error'), { errcode: 1034 });
    exec(sql);
  });
  await expect(store.append('access', 0, newEvents(1))).rejects.toMatchObject({
    code: 'append-outcome-unknown',
  });
  await expect(store.append('access', 0, newEvents(1))).rejects.toMatchObject({
    code: 'store-unavailable',
    reason: 'failed',
  });
  expect(store.health()).toEqual({ isWritable: false, reason: 'failed' });
  expect(await everything(store)).toEqual([]);
  await store.close();
});

test('the database itself refuses to change or delete an event, and a second one in its place', async () => {
  const { store, connection } = fragileStore();
  await store.append('access', 0, newEvents(2));
  expect(() => {
    connection.exec("UPDATE events SET data = '{}'");
  }).toThrow('events never change');
  expect(() => {
    connection.exec('DELETE FROM events');
  }).toThrow('events are never deleted');
  expect(() => {
    connection.exec(
      "INSERT INTO events SELECT 9, stream, version, type, 1, 1, randomblob(16), '', '' FROM events",
    );
  }).toThrow('UNIQUE');
  await store.close();
});

test('more appends than the queue holds are refused at once', async () => {
  const { store } = fragileStore();
  const answers = await Promise.allSettled(
    Array.from({ length: 10_050 }, (_, index) => store.append(`member-${index}`, 0, [newEvent()])),
  );
  const refused = answers.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(50);
  expect(refused[0]).toMatchObject({ reason: { code: 'store-unavailable', reason: 'queue-full' } });
  expect(await everything(store)).toHaveLength(10_000);
  await store.close();
});
