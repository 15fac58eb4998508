import type { RecordedEvent } from '#libs/event-store';
import type { LedgerContext } from '../context.js';
import { LedgerError } from '../errors.js';
import { visibleTo } from '../members/ask-member.js';
import { memberOfStream, memberStream } from '../members/stored-fact.js';
import { type BoundRequest, isOfRequest } from './fact-event.js';
import type { FactRequest } from './fact-request.js';
import { eventOfKey } from './key-binding.js';

/** An event that a key or a document is bound to for ever, and what a request with other content is refused as. */
export interface EarlierAppend {
  readonly event: RecordedEvent;
  /** Whether the key of the request led to it; else its document did. */
  readonly isByKey: boolean;
  readonly conflict: 'idempotency-key-reused' | 'source-document-conflict' | undefined;
}

/** The event that an earlier request with the same key or the same document recorded. It judges nothing yet. */
export async function earlierAppend(
  { store }: LedgerContext,
  request: BoundRequest,
): Promise<EarlierAppend | undefined> {
  const { id, key } = request;
  const bound = key === undefined ? undefined : await eventOfKey(store, key);
  const isByKey = bound !== undefined;
  const event = bound ?? (await store.eventById(id));
  if (event === undefined) return undefined;
  if (isOfRequest(event, request)) return { event, isByKey, conflict: undefined };
  return { event, isByKey, conflict: isByKey ? 'idempotency-key-reused' : 'source-document-conflict' };
}

/** The refusal of other content. It says where the recorded fact stands only to those who may see it. */
export async function conflictError(
  context: LedgerContext,
  { source, scope }: FactRequest,
  {
    event,
    conflict,
  }: {
    readonly event: RecordedEvent;
    readonly conflict: 'idempotency-key-reused' | 'source-document-conflict';
  },
): Promise<LedgerError> {
  const member = memberOfStream(event.stream);
  const all = event.stream === memberStream(member) ? await context.members.load(member) : [];
  const seen = visibleTo(context, { scope }, all, Number.MAX_SAFE_INTEGER)?.stored ?? [];
  const isShown = seen.some(({ position }) => position === event.position);
  return new LedgerError(conflict, { ...source, ...(isShown ? { position: event.position } : {}) });
}
