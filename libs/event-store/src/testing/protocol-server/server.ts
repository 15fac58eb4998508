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
  /** Default: 1 MiB, as the real one. */
  readonly maxAppendBytes?: number;
  /** Default false: then a reader of a quiet store gets no checkpoint, as from older servers. */
  readonly checkpointsWhenCaughtUp?: boolean;
}

/** A server that speaks EventStoreDB's protocol on loopback, to be tested against. */
export interface ProtocolServer {
  readonly connectionString: string;
  readonly port: number;
  readonly log: EventLog;
  readonly faults: Faults;
  /** Counted since the start, or since a test set them to 0. */
  readonly calls: CallCounts;
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

/** Starts a server on a free port of the loopback address. */
export async function startProtocolServer(options: ProtocolServerOptions = {}): Promise<ProtocolServer> {
  const grpc = new Server({ 'grpc.max_receive_message_length': maxMessageBytes });
  const injector = grpc.createConnectionInjector(ServerCredentials.createInsecure());
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
  return {
    connectionString: `esdb://127.0.0.1:${connections.port}?tls=false`,
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
    },
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
