import type { ConnectionSettings } from './connection-string.js';
import { makeClient } from './client.js';
import { Server } from './server.js';

type Shared = { users: number; readonly server: Promise<Server> };

/** A process has one client for each set of settings, however many stores it opens. */
const connections = new Map<string, Shared>();

/** A use of the shared connection. */
export interface Connection {
  readonly server: Server;
  /** The last one closes it. Again is a no-op. */
  release(): void;
}

/** Connects, or joins whoever in this process is connected with the same settings. */
export async function connect(settings: ConnectionSettings): Promise<Connection> {
  const key = JSON.stringify({ ...settings, ledgerName: undefined });
  const shared = connections.get(key) ?? { users: 0, server: makeServer(settings) };
  connections.set(key, shared);
  shared.users += 1;
  let isReleased = false;
  const server = await shared.server;
  return {
    server,
    release: () => {
      if (isReleased) return;
      isReleased = true;
      shared.users -= 1;
      if (shared.users > 0) return;
      connections.delete(key);
      server.close();
    },
  };
}

async function makeServer(settings: ConnectionSettings): Promise<Server> {
  const [client, { shared, messages, StreamsClient, StreamsService }] = await Promise.all([
    makeClient(settings),
    import('./load.js'),
  ]);
  return new Server(client, { shared, messages, service: StreamsClient, methods: StreamsService });
}
