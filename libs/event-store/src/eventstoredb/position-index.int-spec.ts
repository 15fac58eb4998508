import { status } from '@grpc/grpc-js';

import { toInstant } from '../instant.js';
import type { LedgerRecord, RecordedEvent } from '../port.js';
import { collect, everything, newEvent, newEvents } from '../testing/index.js';
import { type ProtocolServer, startProtocolServer } from '../testing/protocol-server/index.js';
import { connect } from './connection.js';
import { parseConnectionString } from './connection-string.js';
import { openEventStoreDbCopy } from './copy.js';
import { openEventStoreDb } from './open.js';
import { asRecord } from './server.js';

jest.setTimeout(120_000);

const noon = Date.parse('2026-03-01T12:00:00.000Z');
const ledger: LedgerRecord = {
  logId: '6ba7b810-9dad-51d1-80b4-00c04fd430c8',
  kind: 'ledger',
  clockOffsetMs: 0,
  appVersion: '0.1.0',
  createdAt: '2026-03-01T00:00:00.000Z',
  schemaVersion: 1,
};
/** As several writers leave them: positions with gaps, instants that tie and go back. */
const events: readonly RecordedEvent[] = Array.from({ length: 2_400 }, (_, index) => ({
  ...newEvent(),
  stream: `member-${Math.floor(index / 50)}`,
  version: (index % 50) + 1,
  position: 10 + 3 * index,
  recordedAt: toInstant(noon + 10 * index - ((index * 7919) % 83)),
}));

let server: ProtocolServer;

beforeAll(async () => {
  server = await startProtocolServer();
  const copy = await openEventStoreDbCopy({ connection: server.connectionString, clock: Date.now, ledger });
  for (let at = 0; at < events.length; at += 600) await copy.takeEvents(events.slice(at, at + 600));
  await copy.finish();
  await copy.close();
});
afterAll(() => server.stop());

/** By the words of the definition. */
function knownAt(instant: string): number {
  const later = events.findIndex(({ recordedAt }) => recordedAt > instant);
  return (later === -1 ? events.at(-1) : events[later - 1])?.position ?? 0;
}

test('the index of a ledger of several writers leads to every position and instant, for whoever opens it next', async () => {
  const options = { connection: server.connectionString, clock: (): number => noon };
  const [first, second] = await Promise.all([openEventStoreDb(options), openEventStoreDb(options)]);
  const third = await openEventStoreDb(options);
  const { server: raw, release } = await connect(parseConnectionString(server.connectionString));
  const read = { stream: 'canbao-index', from: 0, count: 10, direction: 'forwards' } as const;
  const { items } = await raw.readStream(read, asRecord);
  expect(items.map(({ data }) => (JSON.parse(data) as { position: number }).position)).toEqual(
    [999, 1_999].map((index) => events[index]?.position),
  );
  release();
  for (const store of [first, second, third]) {
    for (let index = 3; index < events.length; index += 797) {
      const { position, recordedAt } = events[index] ?? { position: NaN, recordedAt: '' };
      expect(await store.resolvePosition(recordedAt)).toBe(knownAt(recordedAt));
      expect(await store.resolvePosition(position + 2)).toBe(position);
      expect(await store.recordedAtOf(position)).toBe(recordedAt);
      expect(await store.recordedAtOf(position + 1)).toBeUndefined();
      expect(await collect(store.readAll({ after: position - 1, limit: 2 }))).toEqual(
        events.slice(index, index + 2),
      );
    }
    expect(await store.resolvePosition(toInstant(noon - 1_000))).toBe(0);
    expect(await everything(store)).toEqual(events);
  }
  // The clock starts after everything that anybody recorded.
  const latest = events.reduce((last, { recordedAt }) => (recordedAt > last ? recordedAt : last), '');
  expect(first.now()).toBe(latest);
  const { events: added } = await first.append('member-new', 0, newEvents(1));
  expect(added[0]?.recordedAt).toBe(toInstant(Date.parse(latest) + 1));
  expect(await second.resolvePosition('9999-12-31T23:59:59.999Z')).toBe(added[0]?.position);
  await Promise.all([first, second, third].map((store) => store.close()));
});

test('an entry of the index that could not be written is written with the next; no question fails for it', async () => {
  const own = await startProtocolServer();
  const connection = own.connectionString;
  const clock = (): number => noon;
  const store = await openEventStoreDb({ connection, clock, create: { ...ledger } });
  const planned = own.faults.plan({
    method: 'append',
    stream: (name) => name === 'canbao-index',
    // Not one to try again at once.
    fault: { kind: 'status', code: status.RESOURCE_EXHAUSTED, committed: false },
  });
  for (let version = 0; version < 2_100; version += 100) {
    const added = await store.append('member-P-0001', version, newEvents(100));
    expect(await store.resolvePosition('9999-12-31T23:59:59.999Z')).toBe(added.events.at(-1)?.position);
  }
  expect(planned.hits).toBe(1);
  const { server: raw, release } = await connect(parseConnectionString(connection));
  const read = { stream: 'canbao-index', from: 0, count: 10, direction: 'forwards' } as const;
  const { items } = await raw.readStream(read, asRecord);
  const marked = (await everything(store)).filter(({ version }) => version % 1_000 === 0);
  expect(items.map(({ data }) => (JSON.parse(data) as { position: number }).position)).toEqual(
    marked.map(({ position }) => position),
  );
  release();
  await store.close();
  await own.stop();
});

test('a cluster is found by its members: esdb+discover, several hosts, a preference', async () => {
  const host = `127.0.0.1:${server.port}`;
  for (const connection of [
    `esdb+discover://${host}?tls=false`,
    `esdb://127.0.0.1:1,${host}?tls=false&nodePreference=follower`,
  ]) {
    const store = await openEventStoreDb({ connection, clock: Date.now });
    expect(await store.eventById(events[5]?.id ?? '')).toEqual(events[5]);
    await store.close();
  }
});
