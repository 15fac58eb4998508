import { setTimeout as pause } from 'node:timers/promises';

import type * as SharedMessages from '@eventstore/db-client/generated/shared_pb.js';
import type { StreamsClient, StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type * as StreamMessages from '@eventstore/db-client/generated/streams_pb.js';
import type { ClientReadableStream } from '@grpc/grpc-js';

import { AppendStream, type AppendReply } from './append-stream.js';
import { type ClientInternals, forLeader, type Streams } from './client.js';
import { ServerFailure, toServerFailure } from './failures.js';
import { checkpointOf, recordOf, type ServerRecord } from './record.js';
import { type AllRead, type LogPoint, Requests, type ServerWrite, type StreamRead } from './requests.js';

/** The generated code of the protocol, loaded when the first store is opened. */
export interface Protocol {
  readonly shared: typeof SharedMessages;
  readonly messages: typeof StreamMessages;
  readonly service: typeof StreamsClient;
  readonly methods: typeof StreamsService;
}

/** Part of a read: how far it came. */
export interface Page<Item = ServerRecord> {
  readonly items: readonly Item[];
  /** There was nothing more to read when the server answered. */
  readonly isEnd: boolean;
}

type Decode<Item> = (record: ServerRecord) => Item;

/** For who wants what the server has. */
export const asRecord: Decode<ServerRecord> = (record) => record;

/** What a subscription gives. */
export type Followed = { readonly record: ServerRecord } | { readonly checkpoint: LogPoint } | 'confirmed';

/** No reply to a page within this time: the server is taken for gone. */
const READ_TIMEOUT_MS = 10_000;
/** A page ends early with the event that takes it past so many bytes, so that large events do not fill the memory. */
const PAGE_BYTES = 8_000_000;
/** A call that failed in passing is made again after so many milliseconds, each more or less by half. */
const RETRY_AFTER_MS: readonly number[] = [50, 200, 600];

/** The calls that the store makes, over the one client of the process: bounded in time, failures as `ServerFailure`. */
export class Server {
  private readonly requests: Requests;
  private readonly appends: AppendStream;
  private lastStreams: Streams | undefined;

  constructor(
    private readonly client: ClientInternals,
    private readonly protocol: Protocol,
  ) {
    this.requests = new Requests(protocol.shared, protocol.messages);
    this.appends = new AppendStream(client, protocol.service, protocol.shared);
  }

  /**
   * Stores events at exactly the revision that follows the expected one, or none. Made again with the same ids after a
   * failure in passing, as long as the time lasts: at an exact revision that stores them once.
   *
   * @param deadline in milliseconds since 1970 by the system clock
   */
  append(
    stream: string,
    expectedRevision: number,
    events: readonly ServerWrite[],
    deadline: number,
  ): Promise<AppendReply> {
    const revision = expectedRevision < 0 ? 'no-stream' : expectedRevision;
    let failures: readonly ServerFailure[] = [];
    const attempt = async (): Promise<AppendReply> => {
      try {
        const left = Math.max(deadline - Date.now(), 1);
        return await this.appends.append(
          (correlationId) => this.requests.append(stream, revision, correlationId, events),
          left,
        );
      } catch (error) {
        failures = [...failures, toServerFailure(error)];
        throw worst(failures);
      }
    };
    return persistently(attempt, deadline);
  }

  /** Whether this user may write the stream: asks for a revision that cannot be, so that nothing is stored. */
  async probeWrite(stream: string, event: ServerWrite): Promise<void> {
    const request = (correlationId: string): StreamMessages.BatchAppendReq =>
      this.requests.append(stream, IMPOSSIBLE_REVISION, correlationId, [event]);
    await this.appends.append(request, READ_TIMEOUT_MS);
  }

  /** @param decode is called while the rest of the page is still on its way; what it throws is thrown as it is */
  readStream<Item>(read: StreamRead, decode: Decode<Item>): Promise<Page<Item>> {
    return this.readPage(() => this.requests.readStream(read), read.count, decode);
  }

  /** As `readStream`, across streams. */
  readAll<Item>(read: AllRead, decode: Decode<Item>): Promise<Page<Item>> {
    return this.readPage(() => this.requests.readAll(read), read.count, decode);
  }

  /** History after the point, then live, until the signal or a failure. The iteration never ends by itself. */
  async *follow(after: LogPoint, prefix: string, signal: AbortSignal): AsyncGenerator<Followed> {
    const request = this.requests.subscribe(after, prefix);
    const streams = await this.client.getGRPCClient(this.protocol.service, 'subscribe');
    this.lastStreams = streams;
    const isOver = (): boolean => signal.aborted;
    if (isOver()) return;
    const call = streams.read(request, ...this.client.callArguments(forLeader, { deadline: Infinity }));
    // A cancelled call ends with an error of its own, which comes when nobody listens any more.
    call.on('error', () => undefined);
    const cancel = (): void => {
      call.cancel();
    };
    signal.addEventListener('abort', cancel);
    try {
      for await (const response of call as AsyncIterable<StreamMessages.ReadResp>) {
        const followed = followedOf(response);
        if (followed !== undefined) yield followed;
      }
      throw new ServerFailure('unreachable', true, true, 'The server ended the subscription.');
    } catch (error) {
      if (isOver()) return;
      void this.client.handleError(streams, error as Error);
      throw toServerFailure(error);
    } finally {
      signal.removeEventListener('abort', cancel);
      cancel();
    }
  }

  /**
   * The server's version, once it is known to have what the store needs.
   *
   * @throws ServerFailure
   */
  async checkVersion(): Promise<string> {
    const features = await persistently(() => this.client.capabilities, Date.now() + READ_TIMEOUT_MS);
    const { serverVersion } = features;
    const [major = NaN, minor = NaN] = serverVersion.split('.').map(Number);
    const isOld = major < LEAST_VERSION[0] || (major === LEAST_VERSION[0] && minor < LEAST_VERSION[1]);
    if (isOld || !features.supports(this.protocol.methods.batchAppend)) {
      throw new ServerFailure('unsupported-server', false, false, `The server has version ${serverVersion}.`);
    }
    return serverVersion;
  }

  close(): void {
    this.appends.close();
    this.lastStreams?.close();
  }

  private async readPage<Item>(
    makeRequest: () => StreamMessages.ReadReq,
    count: number,
    decode: Decode<Item>,
  ): Promise<Page<Item>> {
    const page = await persistently(
      () =>
        this.client.execute(this.protocol.service, 'read', (streams) => {
          this.lastStreams = streams;
          const deadline = new Date(Date.now() + READ_TIMEOUT_MS);
          const call = streams.read(makeRequest(), ...this.client.callArguments(forLeader, { deadline }));
          return collect(call, count, decode);
        }),
      Date.now() + READ_TIMEOUT_MS,
    );
    if ('refusal' in page) throw page.refusal;
    return page;
  }
}

/** EventStoreDB 23.10; the version numbers of KurrentDB go on from there. */
const LEAST_VERSION = [23, 10] as const;
const IMPOSSIBLE_REVISION = Number.MAX_SAFE_INTEGER;

/** Records come by the thousand: an iterator's promise for each would cost as much as decoding it. */
function collect<Item>(
  call: ClientReadableStream<StreamMessages.ReadResp>,
  count: number,
  decode: Decode<Item>,
): Promise<Page<Item> | { readonly refusal: Error }> {
  return new Promise((resolve, reject) => {
    const items: Item[] = [];
    let bytes = 0;
    const take = (response: StreamMessages.ReadResp): void => {
      try {
        const record = recordOf(response);
        if (record === undefined) return;
        items.push(decode(record));
        bytes += record.bytes;
        if (bytes > PAGE_BYTES) leave({ items, isEnd: false });
      } catch (error) {
        // Not the server's failure, which is what a rejection means here.
        leave({ refusal: error as Error });
      }
    };
    const leave = (result: Page<Item> | { readonly refusal: Error }): void => {
      call.off('data', take);
      resolve(result);
      call.cancel();
    };
    call.on('data', take);
    // Stays: a cancelled call ends with an error of its own.
    call.on('error', reject);
    call.on('end', () => {
      resolve({ items, isEnd: items.length < count });
    });
  });
}

function followedOf(response: StreamMessages.ReadResp): Followed | undefined {
  if (response.hasConfirmation()) return 'confirmed';
  const record = recordOf(response);
  if (record !== undefined) return { record };
  const checkpoint = checkpointOf(response);
  return checkpoint && { checkpoint };
}

/** The last of several tries, but no later one says that an earlier one will not arrive yet. */
function worst(failures: readonly ServerFailure[]): ServerFailure {
  const last = failures.at(-1);
  if (last === undefined) throw new Error('There is always a failure.');
  if (last.mayBeStored || !failures.some(({ mayBeStored }) => mayBeStored)) return last;
  return new ServerFailure(last.kind, true, last.isTransient, last.message, { cause: last });
}

/** Makes a call that may be made twice, again after failures in passing: a few times, and not past the deadline. */
async function persistently<Answer>(call: () => Promise<Answer>, deadline: number): Promise<Answer> {
  for (let failed = 0; ; failed += 1) {
    try {
      return await call();
    } catch (error) {
      const failure = toServerFailure(error);
      const retryAfter = (RETRY_AFTER_MS[failed] ?? Infinity) * (0.5 + Math.random());
      if (!failure.isTransient || Date.now() + retryAfter >= deadline) throw failure;
      await pause(retryAfter);
    }
  }
}
