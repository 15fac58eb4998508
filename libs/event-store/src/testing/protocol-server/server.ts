import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import {
  type sendUnaryData,
  Server,
  ServerCredentials,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';

import { Access, type User } from './access.js';
import { appendCall } from './append-call.js';
import { batchAppendCall } from './batch-append-call.js';
import { makeCertificate } from './certificate.js';
import { Connections } from './connections.js';
import { EventLog } from './event-log.js';
import { Faults } from './faults.js';
import { clusterInfo, type Member, type ServerFeatures, supportedMethods } from './features-call.js';
import { type CallCounts, type Node, noCalls } from './node.js';
import { readCall } from './read-call.js';
import { notLeader, type Refusal, unavailable, unimplemented } from './refusals.js';

/** Settings of a protocol server. */
export interface ProtocolServerOptions {
  /** Default: a log of its own, with system events only. Servers that share one are nodes of a cluster. */
  readonly log?: EventLog;
  /** What the server says of itself. `none`: it is too old to know the question. Default: version 24.10.0. */
  readonly features?: Partial<ServerFeatures> | 'none';
  /** The cluster. Default: this node alone, as leader. */
  readonly members?: () => readonly Member[];
  /** Default: none, everybody may do everything, as on an insecure node. */
  readonly users?: readonly User[];
  /** With a certificate of its own making. The client sends names and passwords over TLS only. Default false. */
  readonly tls?: boolean;
  /** Default: 1 MiB, as the real one. */
  readonly maxAppendBytes?: number;
  /** Default false: then a reader of a quiet store gets no checkpoint, as from older servers. */
  readonly checkpointsWhenCaughtUp?: boolean;
}

/** A server that speaks EventStoreDB's protocol on loopback, to be tested against. */
export interface ProtocolServer {
  /** Names no user. */
  readonly connectionString: string;
  readonly port: number;
  readonly log: EventLog;
  readonly faults: Faults;
  /** Counted since the start, or since a test set them to 0. */
  readonly calls: CallCounts;
  connectionStringFor(user: Pick<User, 'name' | 'password'>): string;
  /** Open TCP connections. */
  connections(): number;
  /** Cuts every connection and refuses new ones, until `back`. */
  away(): Promise<void>;
  /** Listens again on the same port, with everything that was stored. */
  back(): Promise<void>;
  stop(): Promise<void>;
}

/** The real server takes records of up to 16 MiB; what is over the limit of an append it refuses by that name. */
const maxMessageBytes = 17 << 20;

/**
 * Starts a server on a free port of the loopback address.
 *
 * Taken from the public sources of the real server (EventStoreDB 23 and 24, KurrentDB 25): the decision about revisions
 * and repeats, what counts against the size of an append, what a batch answers and what ends it, deadlines, statuses
 * with their trailers, pages, filters, where a read or a subscription may start, when it is said to have caught up, and
 * that a writer which cannot write ends the process. Where versions differ the stricter one is followed: metadata and
 * type count against the size, and a filter gives no checkpoint on catching up. From the documentation only: who may
 * read `$all`. Not followed: links, deletion, stream metadata, persistent subscriptions, projections; what a client asks
 * of these is refused. Narrower than the real one: the memory of ids, and a position inside a gap is refused.
 */
export async function startProtocolServer(options: ProtocolServerOptions = {}): Promise<ProtocolServer> {
  const grpc = new Server({ 'grpc.max_receive_message_length': maxMessageBytes });
  const security = await secure(options.tls ?? false);
  const injector = grpc.createConnectionInjector(security.credentials);
  const connections = new Connections((socket) => {
    injector.injectConnection(socket);
  });
  const node: Node = {
    log: options.log ?? new EventLog(),
    faults: new Faults(),
    access: new Access(options.users ?? []),
    connections,
    calls: noCalls(),
    maxAppendBytes: options.maxAppendBytes ?? 1 << 20,
    checkpointsWhenCaughtUp: options.checkpointsWhenCaughtUp ?? false,
  };
  addServices(grpc, node, options);
  await connections.listen();
  const address = `${security.host}:${connections.port}?${security.parameters}`;
  return {
    connectionString: `esdb://${address}`,
    connectionStringFor: ({ name, password }) =>
      `esdb://${encodeURIComponent(name)}:${encodeURIComponent(password)}@${address}`,
    port: connections.port,
    log: node.log,
    faults: node.faults,
    calls: node.calls,
    connections: () => connections.count,
    away: () => connections.close(),
    back: () => connections.listen(),
    stop: async () => {
      await connections.close();
      grpc.forceShutdown();
      await security.forget();
    },
  };
}

type Security = {
  readonly credentials: ServerCredentials;
  /** By a name under TLS, which knows no addresses. */
  readonly host: string;
  /** What the connection string says of it. */
  readonly parameters: string;
  forget(): Promise<void>;
};

async function secure(tls: boolean): Promise<Security> {
  if (!tls) {
    const credentials = ServerCredentials.createInsecure();
    return { credentials, host: '127.0.0.1', parameters: 'tls=false', forget: () => Promise.resolve() };
  }
  const { certificatePem, keyPem } = makeCertificate();
  const folder = await mkdtemp(join(tmpdir(), 'protocol-server-'));
  const file = join(folder, 'ca.pem');
  await writeFile(file, certificatePem);
  const pair = { private_key: Buffer.from(keyPem), cert_chain: Buffer.from(certificatePem) };
  return {
    credentials: ServerCredentials.createSsl(null, [pair]),
    host: 'localhost',
    parameters: `tls=true&tlsCAFile=${encodeURIComponent(file)}`,
    forget: () => rm(folder, { recursive: true }),
  };
}

function addServices(grpc: Server, node: Node, options: ProtocolServerOptions): void {
  const refuse = (what: string) => (_call: unknown, reply: sendUnaryData<never>) => {
    reply(unimplemented(what));
  };
  const streams: UntypedServiceImplementation = {
    append: appendCall.bind(null, node),
    batchAppend: batchAppendCall.bind(null, node),
    read: readCall.bind(null, node),
    delete: refuse('Delete'),
    tombstone: refuse('Tombstone'),
  };
  grpc.addService(StreamsService, streams);
  const { features = {} } = options;
  if (features !== 'none') {
    const answer = supportedMethods({ version: '24.10.0', batchAppend: true, ...features });
    grpc.addService(ServerFeaturesService, {
      getSupportedMethods: asked(node, 'serverFeatures', () => answer),
    });
  }
  const self = (): Member[] => [
    { host: '127.0.0.1', port: node.connections.port, state: 'leader', isAlive: true },
  ];
  const members = options.members ?? self;
  grpc.addService(GossipService, { read: asked(node, 'gossip', () => clusterInfo(members())) });
}

/** A question that needs no rights; of the faults it knows silence, lateness and a refusal. */
function asked<Response>(node: Node, method: 'serverFeatures' | 'gossip', answer: () => Response) {
  return (_call: unknown, reply: (error: Refusal | null, response?: Response) => void): void => {
    node.calls[method] += 1;
    const fault = node.faults.take({ method, stream: '' });
    if (fault === undefined) reply(null, answer());
    else if (fault.kind === 'late') {
      setTimeout(() => {
        reply(null, answer());
      }, fault.ms).unref();
    } else if (fault.kind === 'not-leader') reply(notLeader(fault.host, fault.port));
    else if (fault.kind !== 'silence') reply(unavailable());
  };
}
