import {
  CancelledError,
  DeadlineExceededError,
  type EventStoreDBClient,
  NO_STREAM,
  NotLeaderError,
  UnavailableError,
} from '@eventstore/db-client';

import { connect, numbered, take } from './clients.js';
import type { Fault } from './faults.js';
import { type ProtocolServer, startProtocolServer } from './server.js';

let server: ProtocolServer;
let client: EventStoreDBClient;

beforeEach(async () => {
  server = await startProtocolServer();
  client = connect(server.connectionString);
});

afterEach(async () => {
  await client.dispose();
  await server.stop();
});

const append = (n: number, stream = 's'): Promise<unknown> => client.appendToStream(stream, numbered(n));

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no failure',
    (error: unknown) => error,
  );

const after = (ms: number): Promise<string> => new Promise((resolve) => setTimeout(resolve, ms, 'pending'));

/** Waits for what the machine does in its own time; a test that waits in vain runs into its limit. */
const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await after(5);
};

const isReceived = (): boolean => server.calls.batchAppend > 0;

const stored = (): number => server.log.events().length;

const planAppend = (fault: Fault, skip = 0): void => {
  server.faults.plan({ method: 'append', skip, fault });
};

describe('an append', () => {
  it.each([true, false])('of which the server never speaks (stored: %s) never settles', async (committed) => {
    planAppend({ kind: 'silence', committed });
    const pending = append(1);
    pending.catch(() => undefined);
    await until(isReceived);
    expect(await Promise.race([pending, after(300)])).toBe('pending');
    expect(stored()).toBe(committed ? 1 : 0);
  });

  it('is answered late, stored at once', async () => {
    planAppend({ kind: 'late', ms: 1000, committed: true });
    const pending = append(1);
    await until(isReceived);
    expect(await Promise.race([pending, after(50)])).toBe('pending');
    expect(stored()).toBe(1);
    expect(await pending).toMatchObject({ success: true });
  });

  it('is stored late', async () => {
    planAppend({ kind: 'late', ms: 1000, committed: false });
    const pending = append(1);
    await until(isReceived);
    expect(stored()).toBe(0);
    expect(await Promise.race([pending, after(50)])).toBe('pending');
    expect(await pending).toMatchObject({ success: true });
    expect(stored()).toBe(1);
  });

  it.each([true, false])(
    'fails as unavailable (stored: %s), and others that wait with it',
    async (committed) => {
      planAppend({ kind: 'silence', committed: false });
      planAppend({ kind: 'status', committed });
      const waiting = failure(append(1));
      expect(await failure(append(2))).toBeInstanceOf(UnavailableError);
      expect(await waiting).toBeInstanceOf(UnavailableError);
      expect(stored()).toBe(committed ? 1 : 0);
      expect(await append(3)).toMatchObject({ success: true });
      expect(server.calls.batchStream).toBe(2);
    },
  );

  it.each([true, false])('is cut off with its connection (stored: %s)', async (committed) => {
    planAppend({ kind: 'cut', committed });
    const error = await failure(append(1));
    expect([UnavailableError, CancelledError].some((kind) => error instanceof kind)).toBe(true);
    expect(stored()).toBe(committed ? 1 : 0);
    expect(await append(2)).toMatchObject({ success: true });
  });

  it.each([true, false])('runs into the server’s own time-out (stored: %s)', async (committed) => {
    planAppend({ kind: 'timeout', committed });
    expect(await failure(append(1))).toBeInstanceOf(DeadlineExceededError);
    expect(stored()).toBe(committed ? 1 : 0);
  });

  it('is sent to the leader, a second node on the same log', async () => {
    const leader = await startProtocolServer({ log: server.log });
    server.faults.plan({
      method: 'append',
      times: Infinity,
      fault: { kind: 'not-leader', host: '127.0.0.1', port: leader.port },
    });
    const error = await failure(append(1));
    expect(error).toBeInstanceOf(NotLeaderError);
    expect(error).toMatchObject({ leader: { address: '127.0.0.1', port: leader.port } });
    expect(stored()).toBe(0);
    expect(await append(1)).toMatchObject({ success: true });
    expect(leader.calls.batchAppend).toBe(1);
    await client.dispose();
    await leader.stop();
  });

  it('finds a full disk: the server is gone, and back on the same port', async () => {
    planAppend({ kind: 'disk-full' });
    expect(await failure(append(1))).toBeInstanceOf(Error);
    expect(await failure(append(1))).toMatchObject({ code: 14 });
    expect(stored()).toBe(0);
    await server.back();
    client = connect(server.connectionString);
    expect(await append(1)).toMatchObject({ success: true });
  });

  it('goes well before and after the planned calls, and in other streams', async () => {
    const planned = server.faults.plan({
      method: 'append',
      stream: (name) => name === 's',
      skip: 1,
      times: 2,
      fault: { kind: 'timeout', committed: false },
    });
    const outcomes = [];
    for (const n of [1, 2, 3, 4]) {
      outcomes.push((await failure(append(n))) instanceof Error);
      expect(await append(n, 'other')).toMatchObject({ success: true });
    }
    expect(outcomes).toEqual([false, true, true, false]);
    expect(planned.hits).toBe(2);
  });
});

describe('a read', () => {
  beforeEach(async () => {
    await client.appendToStream('s', [numbered(1), numbered(2), numbered(3)], {
      expectedRevision: NO_STREAM,
    });
  });

  it.each(['status', 'cut'] as const)('breaks off after some events (%s)', async (how) => {
    server.faults.plan({ method: 'read', fault: { kind: 'close-after', events: 2, how } });
    const seen: bigint[] = [];
    const read = async (): Promise<void> => {
      for await (const { event } of client.readStream('s')) seen.push(event!.revision);
    };
    expect(await failure(read())).toBeInstanceOf(Error);
    expect(seen.length).toBeLessThanOrEqual(2);
  });

  it('gets nothing, or fails', async () => {
    server.faults.plan({ method: 'read', fault: { kind: 'silence', committed: false } });
    const pending = failure(take(client.readStream('s')));
    expect(await Promise.race([pending, after(200)])).toBe('pending');
    server.faults.plan({ method: 'read', fault: { kind: 'status', committed: false } });
    expect(await failure(take(client.readStream('s')))).toBeInstanceOf(UnavailableError);
    server.faults.plan({ method: 'read', fault: { kind: 'not-leader', host: 'h', port: 1 } });
    client = connect(server.connectionString);
    expect(await failure(take(client.readStream('s')))).toBeInstanceOf(NotLeaderError);
  });
});

describe('a subscription', () => {
  beforeEach(async () => {
    await client.appendToStream('s', [numbered(1), numbered(2), numbered(3)], {
      expectedRevision: NO_STREAM,
    });
  });

  it.each(['end', 'status', 'cut'] as const)('is closed after some events (%s)', async (how) => {
    server.faults.plan({ method: 'subscribe', fault: { kind: 'close-after', events: 2, how } });
    const seen: bigint[] = [];
    const follow = async (): Promise<void> => {
      for await (const { event } of client.subscribeToStream('s')) seen.push(event!.revision);
    };
    expect((await failure(follow())) instanceof Error).toBe(how !== 'end');
    expect(seen.length).toBeLessThanOrEqual(2);
  });

  it('ends when the server goes away; nothing comes back by itself', async () => {
    const follow = failure(take(client.subscribeToStream('s')));
    await until(() => server.calls.subscribe > 0);
    await server.away();
    expect(await follow).toBeInstanceOf(Error);
    await server.back();
    await after(300);
    expect(server.calls.subscribe).toBe(1);
  });
});

describe('the server', () => {
  it('is away for a while and comes back on the same port with its log', async () => {
    await append(1);
    const { port } = server;
    await server.away();
    expect(server.connections()).toBe(0);
    expect(await failure(append(2))).toBeInstanceOf(Error);
    expect(await failure(append(2))).toMatchObject({ code: 14 });
    await server.back();
    expect(server.port).toBe(port);
    client = connect(server.connectionString);
    await append(2);
    expect(stored()).toBe(2);
  });

  it('leaves gaps between positions, beyond what a number can hold', async () => {
    await append(1);
    server.log.skip(2n ** 53n);
    await append(2);
    const [first, second] = await take(client.readStream('s'));
    expect(second!.event!.position!.commit - first!.event!.position!.commit).toBeGreaterThan(2n ** 53n);
    const [read] = await take(client.readAll({ fromPosition: second!.event!.position! }));
    expect(read?.event?.id).toBe(second?.event?.id);
  });

  it('tells what was called', async () => {
    await append(1);
    await append(2);
    await take(client.readStream('s'));
    expect(server.calls).toEqual({
      append: 0,
      batchAppend: 2,
      batchStream: 1,
      read: 1,
      subscribe: 0,
      serverFeatures: 1,
      gossip: 0,
    });
  });
});
