import { type AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { sendUnaryData, ServerReadableStream } from '@grpc/grpc-js';

import type { ExpectedRevision } from './decide-append.js';
import type { Node } from './node.js';
import type { ProposedEvent } from './packed-records.js';
import { appendTooLarge, handlerFailed, Refusal, timedOut, unimplemented } from './refusals.js';
import { empty, proposedEvent, sizeOf, streamName } from './wire.js';
import { write, type WriteOutcome } from './write.js';

type Call = ServerReadableStream<AppendReq, AppendResp>;

/** `Streams.Append`: options first, then one message for each event. */
export function appendCall(node: Node, call: Call, reply: sendUnaryData<AppendResp>): void {
  receive(node, call)
    .then(({ options, events }) => {
      node.calls.append += 1;
      const stream = streamName(options.getStreamIdentifier());
      const request = { stream, expected: expectedRevision(options), events, peer: call.getPeer() };
      write(node, request, {
        answer: (outcome) => {
          if (outcome.kind === 'timeout') reply(timedOut());
          else reply(null, response(options, outcome));
        },
        fail: (refusal) => {
          reply(refusal);
        },
      });
    })
    .catch((error: unknown) => {
      reply(error instanceof Refusal ? error : handlerFailed());
    });
}

async function receive(
  node: Node,
  call: Call,
): Promise<{ options: AppendReq.Options; events: readonly ProposedEvent[] }> {
  let options: AppendReq.Options | undefined;
  const events: ProposedEvent[] = [];
  let bytes = 0;
  for await (const message of call as AsyncIterable<AppendReq>) {
    if (options === undefined) {
      options = message.getOptions();
      if (options === undefined) throw handlerFailed();
      const stream = streamName(options.getStreamIdentifier());
      requireWritable(stream);
      node.access.require(call.metadata, stream);
      continue;
    }
    const proposed = message.getProposedMessage();
    if (proposed === undefined) throw handlerFailed();
    const event = proposedEvent(proposed);
    bytes += sizeOf(event);
    if (bytes > node.maxAppendBytes) throw appendTooLarge(node.maxAppendBytes);
    events.push(event);
  }
  if (options === undefined) throw handlerFailed();
  return { options, events };
}

/**
 * @throws Refusal for no name; and for a stream of stream metadata, whose rules (age, count, rights) this server does
 *   not follow
 */
export function requireWritable(stream: string): void {
  if (stream === '') throw handlerFailed();
  if (stream.startsWith('$$')) throw unimplemented('Writing the metadata of a stream');
}

function expectedRevision(options: AppendReq.Options): ExpectedRevision {
  if (options.hasRevision()) return BigInt(options.getRevision());
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasAny()) return 'any';
  if (options.hasStreamExists()) return 'stream-exists';
  throw handlerFailed();
}

function response(
  options: AppendReq.Options,
  outcome: Exclude<WriteOutcome, { kind: 'timeout' }>,
): AppendResp {
  return outcome.kind === 'stored'
    ? new AppendResp().setSuccess(success(outcome))
    : new AppendResp().setWrongExpectedVersion(wrongRevision(options, outcome.current));
}

function success({ last, position }: Extract<WriteOutcome, { kind: 'stored' }>): AppendResp.Success {
  const result = new AppendResp.Success();
  if (last < 0) result.setNoStream(empty());
  else result.setCurrentRevision(String(last));
  if (position === undefined) return result.setNoPosition(empty());
  const text = position.toString();
  return result.setPosition(new AppendResp.Position().setCommitPosition(text).setPreparePosition(text));
}

function wrongRevision(options: AppendReq.Options, current: number): AppendResp.WrongExpectedVersion {
  const result = new AppendResp.WrongExpectedVersion();
  if (options.hasRevision()) result.setExpectedRevision(options.getRevision());
  if (options.hasNoStream()) result.setExpectedNoStream(empty());
  if (options.hasAny()) result.setExpectedAny(empty());
  if (options.hasStreamExists()) result.setExpectedStreamExists(empty());
  return current < 0 ? result.setCurrentNoStream(empty()) : result.setCurrentRevision(String(current));
}
