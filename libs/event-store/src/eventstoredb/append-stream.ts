import { randomUUID } from 'node:crypto';

import type * as SharedMessages from '@eventstore/db-client/generated/shared_pb.js';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ClientDuplexStream } from '@grpc/grpc-js';

import { type ClientInternals, forLeader, type Streams } from './client.js';
import { ServerFailure, toServerFailure } from './failures.js';

/** What the server said of one append: stored, or the stream's last revision, -1 where there is none. */
export type AppendReply =
  | { readonly stored: true; readonly revision: number }
  | { readonly stored: false; readonly revision: number };

type Waiting = {
  readonly resolve: (reply: AppendReply) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
};

type OpenCall = {
  readonly streams: Streams;
  readonly call: ClientDuplexStream<BatchAppendReq, BatchAppendResp>;
  /** Resolves when the buffer of the connection has room again. */
  sent: Promise<void>;
};

/**
 * The one stream of batch appends of a process. Each append has its own time-out. A reply that nobody waits for (late,
 * or doubled) is left alone; when the stream breaks, those that wait on it, and no others, are told so.
 */
export class AppendStream {
  private readonly waiting = new Map<string, Waiting>();
  private opening: Promise<OpenCall> | undefined;

  constructor(
    private readonly client: ClientInternals,
    private readonly service: typeof StreamsClient,
    private readonly shared: typeof SharedMessages,
  ) {}

  /**
   * @param makeRequest for a correlation id
   * @throws ServerFailure, after at most that many milliseconds
   */
  async append(
    makeRequest: (correlationId: string) => BatchAppendReq,
    timeoutMs: number,
  ): Promise<AppendReply> {
    const correlationId = randomUUID();
    const request = makeRequest(correlationId);
    const open = await bounded(this.opened(), timeoutMs);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(correlationId);
        reject(silence(timeoutMs, true));
      }, timeoutMs);
      this.waiting.set(correlationId, { resolve, reject, timer });
      this.send(open, correlationId, request);
    });
  }

  /** Ends the stream; whoever still waits is told that nobody knows. */
  close(): void {
    const opening = this.opening;
    this.opening = undefined;
    void opening?.then(
      ({ call }) => {
        call.cancel();
      },
      () => undefined,
    );
    this.rejectAll(new ServerFailure('closed', true, false, 'The connection was closed.'));
  }

  /** One write after the other, each when the buffer of the connection has room. */
  private send(open: OpenCall, correlationId: string, request: BatchAppendReq): void {
    open.sent = open.sent.then(() => {
      // The time-out has come meanwhile, or the stream broke: then it must not be sent any more.
      if (!this.waiting.has(correlationId) || open.call.write(request)) return undefined;
      return new Promise((resolve) => {
        const go = (): void => {
          open.call.off('drain', go).off('close', go);
          resolve();
        };
        open.call.on('drain', go).on('close', go);
      });
    });
  }

  private opened(): Promise<OpenCall> {
    this.opening ??= this.openCall().catch((error: unknown) => {
      this.opening = undefined;
      throw toServerFailure(error);
    });
    return this.opening;
  }

  private async openCall(): Promise<OpenCall> {
    const streams = await this.client.getGRPCClient(this.service, 'batchAppend');
    const [metadata, options] = this.client.callArguments(forLeader, { deadline: Infinity });
    const call = streams.batchAppend(metadata, options);
    const open: OpenCall = { streams, call, sent: Promise.resolve() };
    call.on('data', (response: BatchAppendResp) => {
      this.take(response);
    });
    call.on('error', (error: Error) => {
      this.end(open, error);
    });
    call.on('end', () => {
      this.end(open, new ServerFailure('unreachable', true, true, 'The server ended the stream of appends.'));
    });
    return open;
  }

  private end({ streams }: OpenCall, error: Error): void {
    this.opening = undefined;
    this.rejectAll(toServerFailure(error));
    // Closes the channel where the node is gone or no leader, so that the next call finds another.
    void this.client.handleError(streams, error);
  }

  private rejectAll(error: Error): void {
    const all = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject, timer } of all) {
      clearTimeout(timer);
      reject(error);
    }
  }

  private take(response: BatchAppendResp): void {
    const correlationId = response.getCorrelationId()?.getString() ?? '';
    const waiting = this.waiting.get(correlationId);
    if (waiting === undefined) return;
    this.waiting.delete(correlationId);
    clearTimeout(waiting.timer);
    try {
      waiting.resolve(this.replyOf(response));
    } catch (error) {
      waiting.reject(error as Error);
    }
  }

  private replyOf(response: BatchAppendResp): AppendReply {
    const success = response.getSuccess();
    if (success !== undefined) return { stored: true, revision: Number(success.getCurrentRevision()) };
    const details = response.getError()?.getDetails();
    const name = details?.getTypeName() ?? '';
    if (details !== undefined && name === WRONG_EXPECTED_VERSION) {
      const wrong = details.unpack(
        (bytes) => this.shared.WrongExpectedVersion.deserializeBinary(bytes),
        name,
      );
      const revision =
        wrong?.hasCurrentStreamRevision() === true ? Number(wrong.getCurrentStreamRevision()) : -1;
      return { stored: false, revision };
    }
    throw refusal(name, response.getError()?.getMessage() ?? '');
  }
}

const WRONG_EXPECTED_VERSION = 'event_store.client.WrongExpectedVersion';

/** What else the server can say to an append. */
function refusal(typeName: string, message: string): Error {
  const text = `${message} (${typeName})`;
  switch (typeName) {
    case 'event_store.client.AccessDenied':
      return new ServerFailure('access-denied', false, false, text);
    case 'event_store.client.MaximumAppendSizeExceeded':
      return new ServerFailure('failed', false, false, `${text}: raise the server's MaxAppendSize to 1 MiB`);
    case 'event_store.client.StreamDeleted':
      return new ServerFailure('corrupt', false, false, `${text}: a stream of the ledger was deleted`);
    case 'event_store.client.Timeout':
      return new ServerFailure('unreachable', true, true, text);
    default:
      return toServerFailure(new Error(text));
  }
}

function silence(timeoutMs: number, mayBeStored: boolean): ServerFailure {
  return new ServerFailure(
    'unreachable',
    mayBeStored,
    true,
    `The server did not answer within ${timeoutMs} milliseconds.`,
  );
}

/** Connecting, too, takes no longer than the append may. Nothing was sent by then. */
function bounded<Value>(promise: Promise<Value>, timeoutMs: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(silence(timeoutMs, false));
    }, timeoutMs);
    promise.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}
