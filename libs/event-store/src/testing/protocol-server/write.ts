import { decideAppend, type ExpectedRevision } from './decide-append.js';
import type { Fault } from './faults.js';
import type { Node } from './node.js';
import type { ProposedEvent } from './packed-records.js';
import { notLeader, Refusal, unavailable } from './refusals.js';

/** A complete append, allowed and small enough. */
export interface WriteRequest {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly ProposedEvent[];
  readonly peer: string;
}

/** `last` and `current` are revisions, -1 for none; the position is that of the last event, none without events. */
export type WriteOutcome =
  | { readonly kind: 'stored'; readonly last: number; readonly position: bigint | undefined }
  | { readonly kind: 'wrong-revision'; readonly current: number }
  | { readonly kind: 'timeout' };

/** How the outcome gets back to the client. */
export interface WriteReply {
  answer(outcome: WriteOutcome): void;
  /** Ends the call; for a batch, with every append that waits in it. */
  fail(refusal: Refusal): void;
}

/** Stores the events and replies, unless a fault is planned for it. */
export function write(node: Node, request: WriteRequest, reply: WriteReply): void {
  const fault = node.faults.take({ method: 'append', stream: request.stream });
  if (fault === undefined) reply.answer(commit(node, request));
  else fail(node, request, reply, fault);
}

function commit({ log }: Node, { stream, expected, events }: WriteRequest): WriteOutcome {
  const ids = events.map(({ id }) => id);
  const decision = decideAppend(log, stream, expected, ids);
  if (decision.kind === 'wrong-revision') return decision;
  if (decision.kind === 'append') log.append(stream, events);
  const last = decision.kind === 'append' ? log.lastRevision(stream) : decision.last;
  const record = events.length === 0 ? undefined : log.recordOf(stream, last);
  return { kind: 'stored', last, position: record === undefined ? undefined : log.positionOf(record) };
}

function fail(node: Node, request: WriteRequest, reply: WriteReply, fault: Fault): void {
  const isCommitted = 'committed' in fault && fault.committed;
  const outcome = isCommitted ? commit(node, request) : undefined;
  switch (fault.kind) {
    case 'silence':
      return;
    case 'late':
      setTimeout(() => {
        reply.answer(outcome ?? commit(node, request));
      }, fault.ms).unref();
      return;
    case 'status':
      reply.fail(fault.code === undefined ? unavailable() : new Refusal(fault.code, 'A planned fault.'));
      return;
    case 'cut':
      node.connections.cut(request.peer);
      return;
    case 'timeout':
      reply.answer({ kind: 'timeout' });
      return;
    case 'not-leader':
      reply.fail(notLeader(fault.host, fault.port));
      return;
    case 'duplicate': {
      const answer = commit(node, request);
      reply.answer(answer);
      setTimeout(() => {
        reply.answer(answer);
      }, fault.ms).unref();
      return;
    }
    case 'disk-full':
      void node.connections.close();
      return;
    case 'close-after':
      throw new Error('An append has no events to close after; plan this fault for a read.');
  }
}
