import {
  AccessDeniedError,
  END,
  type EventStoreDBClient,
  FOLLOWER,
  StreamNotFoundError,
} from '@eventstore/db-client';

import { connect, numbered, take } from './clients.js';
import { type ProtocolServer, type ProtocolServerOptions, startProtocolServer } from './server.js';

let server: ProtocolServer | undefined;
let client: EventStoreDBClient | undefined;

const start = async (options: ProtocolServerOptions): Promise<ProtocolServer> =>
  (server = await startProtocolServer(options));

const open = (connectionString: string): EventStoreDBClient => (client = connect(connectionString));

afterEach(async () => {
  await client?.dispose();
  await server?.stop();
  [server, client] = [undefined, undefined];
});

describe('a server with users', () => {
  const ops = { name: 'ops', password: 'p@ss/word', isAdmin: false };
  const admin = { name: 'admin', password: 'changeit', isAdmin: true };
  const secured = { users: [ops, admin], tls: true };

  it('lets a user read and write streams, but not read everything', async () => {
    const { connectionStringFor } = await start(secured);
    open(connectionStringFor(ops));
    expect(await client!.appendToStream('s', numbered(1))).toMatchObject({ success: true });
    expect(await take(client!.readStream('s'))).toHaveLength(1);
    await expect(take(client!.readAll())).rejects.toThrow(AccessDeniedError);
    await expect(take(client!.subscribeToAll())).rejects.toThrow(AccessDeniedError);
    await expect(client!.appendToStream('$s', numbered(2))).rejects.toThrow(AccessDeniedError);
  });

  it('lets an administrator read everything', async () => {
    const { connectionStringFor } = await start(secured);
    open(connectionStringFor(admin));
    await client!.appendToStream('s', numbered(1));
    expect(await take(client!.readAll())).toHaveLength(3);
  });

  it('denies a caller without a name', async () => {
    const { connectionString, log } = await start(secured);
    open(connectionString);
    await expect(client!.appendToStream('s', numbered(1))).rejects.toThrow(AccessDeniedError);
    await expect(take(client!.readStream('s'))).rejects.toThrow(AccessDeniedError);
    expect(log.events()).toHaveLength(0);
  });

  it.each([true, false])('denies a caller with a wrong password (batch: %s)', async (batchAppend) => {
    const { connectionStringFor, log } = await start({ ...secured, features: { batchAppend } });
    open(connectionStringFor({ ...ops, password: 'guess' }));
    await expect(client!.appendToStream('s', numbered(1))).rejects.toThrow(AccessDeniedError);
    await expect(take(client!.readStream('s'))).rejects.toThrow(AccessDeniedError);
    expect(log.events()).toHaveLength(0);
  });

  it('is not trusted without its certificate', async () => {
    const { port, log } = await start(secured);
    open(`esdb://ops:x@localhost:${port}?tls=true`);
    await expect(client!.appendToStream('s', numbered(1))).rejects.toMatchObject({ code: 14 });
    expect(log.events()).toHaveLength(0);
  });
});

/** The client keeps it to itself. */
const versionSeenBy = async (asking: EventStoreDBClient): Promise<string> =>
  ((await Reflect.get(asking, 'capabilities')) as { serverVersion: string }).serverVersion;

describe('what the server says of itself', () => {
  it('is its version', async () => {
    const { connectionString } = await start({ features: { version: '21.6.0' } });
    expect(await versionSeenBy(open(connectionString))).toBe('21.6.0');
  });

  it('can be nothing, when it is too old to be asked', async () => {
    const { connectionString, calls } = await start({ features: 'none' });
    expect(await versionSeenBy(open(connectionString))).toBe('unknown');
    await client!.appendToStream('s', numbered(1));
    expect(calls).toMatchObject({ append: 1, batchAppend: 0 });
  });

  it('can be that it does not take appends of the size that others take', async () => {
    const { connectionString } = await start({ maxAppendBytes: 10 });
    await expect(open(connectionString).appendToStream('s', numbered(1))).rejects.toMatchObject({
      maxAppendSize: 10,
    });
  });

  it('is where its cluster is: a client that discovers finds the node that it prefers', async () => {
    const follower = await startProtocolServer();
    const { port, calls } = await start({
      members: () => [
        { host: '127.0.0.1', port, state: 'leader', isAlive: true },
        { host: '127.0.0.1', port: follower.port, state: 'follower', isAlive: true },
      ],
    });
    open(`esdb+discover://127.0.0.1:${port}?tls=false&nodePreference=${FOLLOWER}`);
    await expect(take(client!.readStream('s'))).rejects.toThrow(StreamNotFoundError);
    expect(calls).toMatchObject({ gossip: 1, read: 0 });
    expect(follower.calls.read).toBe(1);
    await client!.dispose();
    await follower.stop();
  });

  it('is where a reader of a filter stands when it has caught up, if the server is that new', async () => {
    const { connectionString, log } = await start({ checkpointsWhenCaughtUp: true });
    const reached = new Promise((resolve) => {
      const subscription = open(connectionString).subscribeToAll({
        filter: {
          filterOn: 'streamName',
          prefixes: ['none'],
          checkpointInterval: 1,
          checkpointReached: (_subscription, { commit }) => {
            resolve(commit);
            return Promise.resolve();
          },
        },
      });
      subscription.on('error', resolve);
    });
    expect(await reached).toBe(log.positionOf(log.count - 1));
  });

  it('starts with system events, which belong to the server', async () => {
    const { connectionString } = await start({});
    const [first] = await take(open(connectionString).readAll({ maxCount: 1 }));
    expect(first?.event?.streamId).toMatch(/^\$/);
    expect(await take(client!.readAll({ fromPosition: END }))).toEqual([]);
  });
});
