import { randomUUID } from 'node:crypto';

import type { AppendResult, EventStore, NewEvent } from '../port.js';
import { everything, newEvent, newEvents } from '../testing/index.js';
import { type Fault, type ProtocolServer, startProtocolServer } from '../testing/protocol-server/index.js';
import { connect } from './connection.js';
import { parseConnectionString } from './connection-string.js';
import { openEventStoreDb } from './open.js';
import { asRecord } from './server.js';

jest.setTimeout(120_000);

const appendTimeoutMs = 3_000;
let server: ProtocolServer;
let store: EventStore;
let ledgerName: string;

async function open(connection = server.connectionString): Promise<EventStore> {
  const create = { logId: randomUUID(), kind: 'ledger', clockOffsetMs: 0, appVersion: '0' } as const;
  return openEventStoreDb({ connection, ledgerName, create, clock: Date.now, appendTimeoutMs });
}

beforeEach(async () => {
  server = await startProtocolServer();
  ledgerName = 'faulty';
  store = await open();
});

afterEach(async () => {
  server.faults.clear();
  await store.close();
  await server.stop();
});

const isEvents = (stream: string): boolean => stream.startsWith('faulty.');
const isReservation = (stream: string): boolean => stream.startsWith('faulty-id.');

/** As command handling does: an unknown outcome is asked for again, unchanged. */
async function insist(
  events: readonly NewEvent[],
  stream = 'member-P-0001',
  version = 0,
): Promise<AppendResult> {
  for (;;) {
    try {
      return await store.append(stream, version, events, { idempotencyKey: `key-${events[0]?.id ?? ''}` });
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
  }
}

function isPassing(error: unknown): boolean {
  const { code } = error as { readonly code?: string };
  return code === 'append-outcome-unknown' || code === 'store-unavailable';
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const faults: [string, Fault][] = [
  ['silence before the commit', { kind: 'silence', committed: false }],
  ['silence after the commit', { kind: 'silence', committed: true }],
  ['a late reply', { kind: 'late', ms: 3_500, committed: true }],
  ['a late commit', { kind: 'late', ms: 3_500, committed: false }],
  ['a cut before the commit', { kind: 'cut', committed: false }],
  ['a cut after the commit', { kind: 'cut', committed: true }],
  ['an unavailable server before the commit', { kind: 'status', committed: false }],
  ['an unavailable server after the commit', { kind: 'status', committed: true }],
  ['a server that gave up waiting for its own commit', { kind: 'timeout', committed: true }],
  ['a reply that comes twice', { kind: 'duplicate', ms: 20 }],
];

describe.each([
  ['the events', isEvents],
  ['a reservation', isReservation],
])('an append meets, at %s,', (_, stream) => {
  test.each(faults)('%s: the event is there once, and the next goes well', async (_name, fault) => {
    const planned = server.faults.plan({ method: 'append', stream, fault });
    const event = newEvent();
    const { events } = await insist([event]);
    expect(planned.hits).toBe(1);
    await insist(newEvents(1), 'member-P-0001', 1);
    // What comes late has come by then.
    if (fault.kind === 'late') await new Promise((resolve) => setTimeout(resolve, 1_000));
    const all = await everything(store);
    expect(all).toHaveLength(2);
    expect(all[0]).toEqual(events[0]);
    expect(all.map(({ version }) => version)).toEqual([1, 2]);
    await until(() => store.health().isWritable);
  });
});

test('a bigint is refused before any call, so no append hangs on it', async () => {
  const { append, batchAppend } = server.calls;
  await expect(
    store.append('member-P-0001', 0, [newEvent({ data: { amountFen: 1n } })]),
  ).rejects.toMatchObject({
    code: 'invalid-event',
    pointer: '/events/0/data/amountFen',
  });
  expect({ append, batchAppend }).toEqual({
    append: server.calls.append,
    batchAppend: server.calls.batchAppend,
  });
});

test('a server that stays silent: the outcome is unknown, within the time-out, and asking again answers it', async () => {
  server.faults.plan({
    method: 'append',
    stream: isEvents,
    times: 1,
    fault: { kind: 'silence', committed: true },
  });
  const event = newEvent();
  const startedAt = Date.now();
  await expect(store.append('member-P-0001', 0, [event])).rejects.toMatchObject({
    code: 'append-outcome-unknown',
  });
  expect(Date.now() - startedAt).toBeLessThan(appendTimeoutMs + 5_000);
  const again = await store.append('member-P-0001', 0, [event]);
  expect(again.replayed).toBe(true);
  expect(await everything(store)).toEqual(again.events);
});

test('a stream error while appends are pending: each is stored once', async () => {
  server.faults.plan({
    method: 'append',
    stream: isEvents,
    skip: 5,
    times: 2,
    fault: { kind: 'status', committed: true },
  });
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, member) => insist(newEvents(1), `member-${member}`)),
  );
  const ids = (await everything(store)).map(({ id }) => id).sort();
  expect(ids).toEqual(answers.flatMap(({ events }) => events.map(({ id }) => id)).sort());
});

test('not the leader: the append goes to the node that it names', async () => {
  const leader = await startProtocolServer({ log: server.log });
  const fault: Fault = { kind: 'not-leader', host: '127.0.0.1', port: leader.port };
  server.faults.plan({ method: 'append', times: 1000, fault });
  const { events } = await insist(newEvents(1));
  expect(await everything(store)).toEqual(events);
  expect(leader.calls.batchAppend + leader.calls.append).toBeGreaterThan(0);
  await store.close();
  await leader.stop();
});

test.each(['end', 'status', 'cut'] as const)(
  'subscriptions that are closed (%s) every few events go on after the last one',
  async (how) => {
    server.faults.plan({ method: 'subscribe', times: 5, fault: { kind: 'close-after', events: 3, how } });
    server.faults.plan({
      method: 'read',
      skip: 20,
      times: 3,
      fault: { kind: 'close-after', events: 1, how: 'cut' },
    });
    const stop = new AbortController();
    const seen: string[] = [];
    const following = (async () => {
      for await (const item of store.subscribe({ after: 0, signal: stop.signal })) {
        if ('id' in item) seen.push(item.id);
      }
    })();
    for (let version = 0; version < 40; version += 1) await insist(newEvents(1), 'member-P-0001', version);
    await until(() => seen.length >= 40);
    stop.abort();
    await following;
    expect(seen).toEqual((await everything(store)).map(({ id }) => id));
  },
);

test('the server goes away and comes back: readiness is true to fact, a subscription goes on, nothing is lost or doubled', async () => {
  const stop = new AbortController();
  const seen: string[] = [];
  const following = (async () => {
    for await (const item of store.subscribe({ after: 0, signal: stop.signal })) {
      if ('id' in item) seen.push(item.id);
    }
  })();
  await insist(newEvents(1));
  await until(() => store.health().isWritable);
  await server.away();
  await until(() => !store.health().isWritable);
  expect(store.health()).toEqual({ isWritable: false, reason: 'unreachable' });
  const event = newEvent();
  await expect(store.append('member-P-0001', 1, [event])).rejects.toMatchObject({
    code: 'store-unavailable',
    reason: 'unreachable',
  });
  await expect(store.head()).rejects.toMatchObject({ code: 'store-unavailable', reason: 'unreachable' });
  await server.back();
  await until(() => store.health().isWritable);
  expect((await insist([event], 'member-P-0001', 1)).replayed).toBe(false);
  await until(() => seen.length === 2);
  stop.abort();
  await following;
  expect(seen).toEqual((await everything(store)).map(({ id }) => id));
});

test('one client serves all stores of a process, and is let go of with the last', async () => {
  const settings = parseConnectionString(server.connectionString);
  const [first, second] = await Promise.all([connect(settings), connect(settings)]);
  expect(first.server).toBe(second.server);
  first.release();
  first.release();
  await insist(newEvents(1));
  second.release();
  expect(await everything(store)).toHaveLength(1);
});

test('correlation and causation stand where the server’s own tools look for them', async () => {
  const metadata = { correlationId: 'c-1', causationId: 'e-1', actor: 'key-1' };
  await insist([newEvent({ metadata })]);
  const { server: raw, release } = await connect(parseConnectionString(server.connectionString));
  const read = { stream: 'faulty.member-P-0001', from: 0, count: 1, direction: 'forwards' } as const;
  const [record] = (await raw.readStream(read, asRecord)).items;
  expect(JSON.parse(record?.metadata ?? '')).toMatchObject({ $correlationId: 'c-1', $causationId: 'e-1' });
  release();
});

test('a foreign event in a stream of the ledger fails the read, named by stream and number', async () => {
  await insist(newEvents(1));
  const { server: raw, release } = await connect(parseConnectionString(server.connectionString));
  const foreign = { id: randomUUID(), type: 'Other', data: '{}', metadata: '{}' };
  await raw.append('faulty.member-P-0001', 0, [foreign], Date.now() + 5_000);
  release();
  const refusal = { code: 'foreign-event', serverStream: 'faulty.member-P-0001', number: 1 };
  await expect(store.readStream('member-P-0001')).rejects.toMatchObject(refusal);
  await expect(everything(store)).rejects.toMatchObject(refusal);
});

describe('opening is refused', () => {
  test('where no server answers', async () => {
    await expect(open('esdb://127.0.0.1:1?tls=false')).rejects.toMatchObject({ reason: 'unreachable' });
  });

  test.each(['21.6.0', '22.10.5', '23.6.0'])('by a server that is too old: %s', async (version) => {
    const old = await startProtocolServer({ features: { version } });
    await expect(open(old.connectionString)).rejects.toMatchObject({ reason: 'unsupported-server' });
    await old.stop();
  });

  test('by a server that does not let this user in', async () => {
    const guarded = await startProtocolServer({
      users: [{ name: 'ops', password: 'changeit', isAdmin: true }],
    });
    await expect(open(guarded.connectionString)).rejects.toMatchObject({ reason: 'access-denied' });
    await guarded.stop();
  });

  test('where there is no ledger and none is to be created', async () => {
    const connection = server.connectionString;
    await expect(openEventStoreDb({ connection, ledgerName: 'none', clock: Date.now })).rejects.toMatchObject(
      {
        code: 'ledger-not-found',
      },
    );
  });
});
