import type { EventStoreDBClient as Client } from '@eventstore/db-client';
import type { IStreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { CallOptions, Client as GrpcClient, Metadata } from '@grpc/grpc-js';

import type { ConnectionSettings } from './connection-string.js';

/** The stub of the streams service, as the client makes it on its channel. */
export type Streams = GrpcClient & IStreamsClient;

/**
 * What the adapter takes from the client: connection, discovery, TLS, user and the change to another node. The calls
 * themselves are its own (`requests.ts`, `append-stream.ts`), because the client
 * - has no read of `$all` with a filter,
 * - does not bound a batch append, and lets one stream's error or a reply that it does not know end the process,
 * - decodes an event's bytes several times over.
 *
 * These members are not part of the client's public face, so its version is pinned exactly, and the contract suite
 * runs over them.
 */
export interface ClientInternals {
  execute<Answer>(
    service: unknown,
    name: string,
    action: (streams: Streams) => Promise<Answer>,
  ): Promise<Answer>;
  getGRPCClient(service: unknown, name: string): Promise<Streams>;
  handleError(streams: Streams, error: Error): Promise<void>;
  callArguments(
    settings: { readonly requiresLeader: true },
    options: CallOptions,
  ): [metadata: Metadata, options: CallOptions];
  readonly capabilities: Promise<{
    readonly serverVersion: string;
    supports(method: unknown): boolean;
  }>;
}

/**
 * Every call is for the leader, whichever node is preferred for connecting: what holds a reservation, and which key was
 * revoked, must be read as it stands, not as a follower had it a moment ago. A follower answers with the leader's address.
 */
export const forLeader = { requiresLeader: true } as const;

/** Makes the client. */
export async function makeClient(settings: ConnectionSettings): Promise<ClientInternals> {
  const { EventStoreDBClient } = await import('./load.js');
  const { hosts, discover, numbers, nodePreference, connectionName } = settings;
  const options = {
    ...numbers,
    ...(nodePreference && { nodePreference }),
    ...(connectionName !== undefined && { connectionName }),
  };
  const [first] = hosts;
  if (first === undefined) throw new Error('Connection settings always name a host.');
  const rest = [
    {
      insecure: !settings.tls,
      ...(settings.rootCertificate && { rootCertificate: settings.rootCertificate }),
      ...(settings.userCertificate && {
        userCertFile: settings.userCertificate.certificate,
        userKeyFile: settings.userCertificate.key,
      }),
    },
    settings.user,
  ] as const;
  const make = (): Client => {
    if (discover) return new EventStoreDBClient({ ...options, discover: first }, ...rest);
    if (hosts.length > 1) return new EventStoreDBClient({ ...options, endpoints: [...hosts] }, ...rest);
    return new EventStoreDBClient({ ...options, endpoint: first }, ...rest);
  };
  return make() as unknown as ClientInternals;
}
