/**
 * The client and the generated code of the protocol, in one module that is imported when the first store is opened: a
 * process that serves from SQLite does not wait for them to load.
 */
export { EventStoreDBClient } from '@eventstore/db-client';
export * as shared from '@eventstore/db-client/generated/shared_pb.js';
export { StreamsClient, StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
export * as messages from '@eventstore/db-client/generated/streams_pb.js';
