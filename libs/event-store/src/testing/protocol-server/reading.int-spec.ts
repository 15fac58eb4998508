import {
  type AllStreamResolvedEvent,
  BACKWARDS,
  END,
  type EventStoreDBClient,
  START,
  StreamNotFoundError,
  streamNameFilter,
} from '@eventstore/db-client';

import { connect, numbered, numberedId, take } from './clients.js';
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

const fill = async (stream: string, from: number, count: number): Promise<void> => {
  await client.appendToStream(
    stream,
    Array.from({ length: count }, (_, index) => numbered(from + index)),
  );
};

const ids = (events: readonly { event?: { id: string } }[]): (string | undefined)[] =>
  events.map(({ event }) => event?.id);

const numberedIds = (...numbers: number[]): string[] => numbers.map(numberedId);

describe('reading a stream', () => {
  it('gives its events with revision, position, type, data and metadata', async () => {
    await fill('s', 1, 2);
    const [, second] = await take(client.readStream('s'));
    const { position } = server.log.events()[1]!;
    expect(second?.event).toMatchObject({
      streamId: 's',
      id: numberedId(2),
      revision: 1n,
      type: 'Something',
      data: { n: 2 },
      metadata: { actor: 'K-1' },
      isJson: true,
      position: { commit: position, prepare: position },
    });
    expect(Date.now() - second!.event!.created.getTime()).toBeLessThan(60_000);
  });

  it('starts at the revision, goes either way and stops at the count', async () => {
    await fill('s', 1, 5);
    expect(ids(await take(client.readStream('s', { fromRevision: 3n })))).toEqual(numberedIds(4, 5));
    expect(ids(await take(client.readStream('s', { maxCount: 2 })))).toEqual(numberedIds(1, 2));
    const back = { direction: BACKWARDS, fromRevision: END, maxCount: 2 } as const;
    expect(ids(await take(client.readStream('s', back)))).toEqual(numberedIds(5, 4));
    const middle = { direction: BACKWARDS, fromRevision: 2n } as const;
    expect(ids(await take(client.readStream('s', middle)))).toEqual(numberedIds(3, 2, 1));
  });

  it('from after its end is empty; backwards from there begins at the end', async () => {
    await fill('s', 1, 2);
    expect(await take(client.readStream('s', { fromRevision: 7n }))).toEqual([]);
    const back = { direction: BACKWARDS, fromRevision: 7n } as const;
    expect(ids(await take(client.readStream('s', back)))).toEqual(numberedIds(2, 1));
  });

  it('that is not there says so', async () => {
    await expect(take(client.readStream('none'))).rejects.toThrow(StreamNotFoundError);
  });

  it('of many events reaches a slow reader whole', async () => {
    for (let from = 1; from < 2000; from += 500) await fill('s', from, 500);
    const events = client.readStream('s');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await take(events)).toHaveLength(2000);
  });
});

describe('reading everything', () => {
  it('gives system events, too, in order of position', async () => {
    await fill('s', 1, 2);
    await fill('t', 3, 1);
    const all = await take(client.readAll());
    expect(all.map(({ event }) => event?.streamId)).toEqual(['$user-admin', '$users', 's', 's', 't']);
    expect(ids(await take(client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 2 })))).toEqual(
      numberedIds(3, 2),
    );
  });

  it('starts at the position, and backwards before it', async () => {
    await fill('s', 1, 3);
    const { position } = server.log.events()[1]!;
    const fromPosition = { commit: position, prepare: position };
    expect(ids(await take(client.readAll({ fromPosition })))).toEqual(numberedIds(2, 3));
    const back = await take(client.readAll({ fromPosition, direction: BACKWARDS, maxCount: 1 }));
    expect(ids(back)).toEqual(numberedIds(1));
  });

  it('from where no record begins fails, past the last record it is empty', async () => {
    await fill('s', 1, 2);
    const { position } = server.log.events()[1]!;
    const at = (commit: bigint) => client.readAll({ fromPosition: { commit, prepare: commit } });
    await expect(take(at(position - 1n))).rejects.toThrow('InvalidPosition');
    expect(await take(at(position + 1n))).toEqual([]);
  });
});

describe('a subscription', () => {
  it('to everything gives history, says that it caught up, and goes on', async () => {
    await fill('s', 1, 2);
    const subscription = client.subscribeToAll({ fromPosition: START });
    const caughtUp = new Promise((resolve) => subscription.once('caughtUp', resolve));
    const events = take(subscription, 5);
    await caughtUp;
    await fill('t', 3, 1);
    expect(ids(await events).slice(2)).toEqual(numberedIds(1, 2, 3));
  });

  it('starts after the position', async () => {
    await fill('s', 1, 3);
    const { position } = server.log.events()[0]!;
    const fromPosition = { commit: position, prepare: position };
    expect(ids(await take(client.subscribeToAll({ fromPosition }), 2))).toEqual(numberedIds(2, 3));
  });

  it('from where no record begins fails', async () => {
    await fill('s', 1, 3);
    const commit = server.log.events()[0]!.position + 1n;
    const subscription = client.subscribeToAll({ fromPosition: { commit, prepare: commit } });
    await expect(take(subscription)).rejects.toThrow('invalid position');
  });

  it('from the end, or past it, gives only what comes', async () => {
    await fill('s', 1, 3);
    const subscription = client.subscribeToAll({ fromPosition: END });
    const events = take(subscription, 1);
    await new Promise((resolve) => subscription.once('caughtUp', resolve));
    await fill('s', 4, 1);
    expect(ids(await events)).toEqual(numberedIds(4));
  });

  it('with a filter gives what it allows, and a checkpoint after each interval', async () => {
    await fill('other', 1, 40);
    await fill('mine.s', 41, 1);
    const checkpoints: bigint[] = [];
    const filter = streamNameFilter({
      prefixes: ['mine.'],
      checkpointReached: (_subscription, { commit }) => void checkpoints.push(commit),
    });
    const subscription = client.subscribeToAll({ filter });
    const events = take(subscription, 2);
    await new Promise((resolve) => subscription.once('caughtUp', resolve));
    await fill('mine.s', 42, 1);
    expect(ids(await events)).toEqual(numberedIds(41, 42));
    // Two system events come before the forty.
    expect(checkpoints).toEqual([server.log.events()[29]!.position]);
  });

  it('to a stream waits for it, and starts after the revision', async () => {
    const events = take(client.subscribeToStream('s'), 2);
    await fill('s', 1, 2);
    expect(ids(await events)).toEqual(numberedIds(1, 2));
    expect(ids(await take(client.subscribeToStream('s', { fromRevision: 0n }), 1))).toEqual(numberedIds(2));
  });

  it('of a reader who fell behind catches up again, losing nothing', async () => {
    const subscription = client.subscribeToAll({ filter: streamNameFilter({ prefixes: ['s'] }) });
    let caughtUp = 0;
    subscription.on('caughtUp', () => (caughtUp += 1));
    const events: Promise<AllStreamResolvedEvent[]> = take(subscription, 500);
    await new Promise((resolve) => subscription.once('caughtUp', resolve));
    await fill('s', 1, 500);
    expect(ids(await events)).toEqual(numberedIds(...Array.from({ length: 500 }, (_, index) => index + 1)));
    expect(caughtUp).toBeGreaterThanOrEqual(1);
  });
});
