import { AllStreamPosition } from '@eventstore/db-client/generated/shared_pb.js';
import type { Status } from '@eventstore/db-client/generated/status_pb.js';
import { type BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb.js';

import { requireWritable } from './append-call.js';
import {
  accessDeniedStatus,
  badRequestStatus,
  timeoutStatus,
  tooLargeStatus,
  wrongRevisionStatus,
} from './batch-status.js';
import type { ExpectedRevision } from './decide-append.js';
import type { Node } from './node.js';
import type { ProposedEvent } from './packed-records.js';
import { handlerFailed, Refusal } from './refusals.js';
import { proposedEvent, readUuid, sizeOf, streamIdentifier, streamName } from './wire.js';
import { write, type WriteOutcome } from './write.js';

type Call = ServerDuplexStream<BatchAppendReq, BatchAppendResp>;

/** An append whose messages have not all come yet. */
type Pending = {
  readonly options: BatchAppendReq.Options;
  readonly stream: string;
  readonly events: ProposedEvent[];
  readonly timer: NodeJS.Timeout;
  bytes: number;
};

/**
 * `Streams.BatchAppend`: many appends in one stream, each with a correlation id. The deadline bounds only the time until
 * an append is complete; how long its commit takes is not bounded by it.
 */
export function batchAppendCall(node: Node, call: Call): void {
  node.calls.batchStream += 1;
  try {
    new BatchAppends(node, call, node.access.authenticate(call.metadata)).start();
  } catch (error) {
    call.emit('error', error);
  }
}

class BatchAppends {
  readonly #pending = new Map<string, Pending>();
  readonly #peer: string;

  constructor(
    private readonly node: Node,
    private readonly call: Call,
    private readonly mayWrite: (stream: string) => boolean,
  ) {
    this.#peer = call.getPeer();
  }

  start(): void {
    this.call.on('data', (message: BatchAppendReq) => {
      this.#take(message);
    });
    this.call.on('end', () => this.call.end());
    this.call.on('close', () => {
      for (const { timer } of this.#pending.values()) clearTimeout(timer);
      this.#pending.clear();
    });
  }

  #take(message: BatchAppendReq): void {
    const stream = streamName(message.getOptions()?.getStreamIdentifier());
    try {
      const correlation = readUuid(message.getCorrelationId());
      if (message.hasOptions() && !this.#open(correlation, message, stream)) return;
      const pending = this.#pending.get(correlation);
      if (pending === undefined) return;
      const isSmall = this.#add(pending, message);
      if (!isSmall || message.getIsFinal()) this.#forget(correlation, pending);
      if (!isSmall) this.#refuse(message, pending.stream, tooLargeStatus(this.node.maxAppendBytes));
      else if (message.getIsFinal()) this.#write(message, pending);
    } catch (error) {
      const text = error instanceof Refusal ? error.details : String(error);
      this.#refuse(message, stream, badRequestStatus(text));
    }
  }

  /** False when the append is refused at once. */
  #open(correlation: string, message: BatchAppendReq, stream: string): boolean {
    const options = message.getOptions();
    if (options === undefined) throw handlerFailed();
    if (!this.mayWrite(stream)) {
      this.#refuse(message, stream, accessDeniedStatus());
      return false;
    }
    requireWritable(stream);
    const timeoutMs = (options.getDeadline()?.toDate().getTime() ?? Infinity) - Date.now();
    if (timeoutMs <= 0) {
      this.#refuse(message, stream, timeoutStatus());
      return false;
    }
    if (this.#pending.has(correlation)) return true;
    const timer = setTimeout(
      () => {
        this.#pending.delete(correlation);
        this.#refuse(message, stream, timeoutStatus());
      },
      Math.min(timeoutMs, writeTimeoutMs),
    );
    timer.unref();
    this.#pending.set(correlation, { options, stream, events: [], timer, bytes: 0 });
    return true;
  }

  /** False when the append has become too large. */
  #add(pending: Pending, message: BatchAppendReq): boolean {
    for (const proposed of message.getProposedMessagesList()) {
      const event = proposedEvent(proposed);
      pending.events.push(event);
      pending.bytes += sizeOf(event);
    }
    return pending.bytes <= this.node.maxAppendBytes;
  }

  #forget(correlation: string, { timer }: Pending): void {
    clearTimeout(timer);
    this.#pending.delete(correlation);
  }

  #write(message: BatchAppendReq, { options, stream, events }: Pending): void {
    this.node.calls.batchAppend += 1;
    const request = { stream, expected: expectedRevision(options), events, peer: this.#peer };
    write(this.node, request, {
      answer: (outcome) => {
        if (outcome.kind === 'wrong-revision') {
          this.#refuse(message, stream, wrongRevisionStatus(options, outcome.current));
        } else if (outcome.kind === 'timeout') this.#refuse(message, stream, timeoutStatus());
        else this.#reply(message, stream, new BatchAppendResp().setSuccess(success(outcome)));
      },
      fail: (refusal) => {
        this.call.emit('error', refusal);
      },
    });
  }

  #refuse(message: BatchAppendReq, stream: string, status: Status): void {
    this.#reply(message, stream, new BatchAppendResp().setError(status));
  }

  #reply(message: BatchAppendReq, stream: string, response: BatchAppendResp): void {
    if (this.call.cancelled || this.call.destroyed || this.call.writableEnded) return;
    const correlation = message.getCorrelationId();
    this.call.write(response.setCorrelationId(correlation).setStreamIdentifier(streamIdentifier(stream)));
  }
}

/** Prepare time-out and commit time-out of the real server, two seconds each, bound what a client may ask for. */
const writeTimeoutMs = 4_000;

function expectedRevision(options: BatchAppendReq.Options): ExpectedRevision {
  if (options.hasStreamPosition()) return BigInt(options.getStreamPosition());
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasAny()) return 'any';
  if (options.hasStreamExists()) return 'stream-exists';
  throw handlerFailed();
}

function success({ last, position }: Extract<WriteOutcome, { kind: 'stored' }>): BatchAppendResp.Success {
  const result = new BatchAppendResp.Success();
  if (last < 0) result.setNoStream(new Empty());
  else result.setCurrentRevision(String(last));
  if (position === undefined) return result.setNoPosition(new Empty());
  const text = position.toString();
  return result.setPosition(new AllStreamPosition().setCommitPosition(text).setPreparePosition(text));
}
