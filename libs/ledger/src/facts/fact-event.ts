import { canonicalJson } from '#libs/canonical';
import { type CivilDate, type FactBody, SCHEMA_VERSION } from '#libs/enrollment';
import type { LedgerRecord, NewEvent, RecordedEvent } from '#libs/event-store';
import { eventIdOf, sha256Of } from '../hashing.js';
import { memberStream } from '../members/stored-fact.js';
import type { FactRequest } from './fact-request.js';

/** The id of a fact: of the ledger and its natural key, so that one document line is one event for ever. */
function factId({ logId }: LedgerRecord, { source }: Pick<FactRequest, 'source'>): string {
  return eventIdOf(logId, `${source.system}\n${source.document}`);
}

/** The key that an append is bound to: the caller's own, apart from those of every other caller. */
export function boundKey({
  actor,
  idempotencyKey,
}: Pick<FactRequest, 'actor' | 'idempotencyKey'>): string | undefined {
  return idempotencyKey === undefined ? undefined : sha256Of(`${actor}\n${idempotencyKey}`);
}

/** A request with what its fact is bound to for ever, worked out once: the id of its event, and the key of its caller. */
export interface BoundRequest extends FactRequest {
  readonly id: string;
  readonly key: string | undefined;
}

/** What the fact of a request is bound to. */
export function bound(ledger: LedgerRecord, request: FactRequest): BoundRequest {
  return { ...request, id: factId(ledger, request), key: boundKey(request) };
}

/** The event of a decided fact. */
export function factEvent(
  { id, actor, correlationId, causationId, source }: BoundRequest,
  decided: { readonly body: FactBody; readonly effectiveOn: CivilDate },
): NewEvent {
  const { type, ...data } = decided.body;
  const causation = causationId === undefined ? {} : { causationId };
  const { effectiveOn } = decided;
  return {
    id,
    type,
    schemaVersion: SCHEMA_VERSION,
    data,
    metadata: { correlationId, ...causation, actor, source, effectiveOn },
  };
}

/** True where an event is what a request says: about the same member, from the same document, with the same content. */
export function isOfRequest(event: RecordedEvent, { member, body, source }: FactRequest): boolean {
  const { type, ...data } = body;
  return (
    event.stream === memberStream(member) &&
    event.type === type &&
    canonicalJson(event.metadata.source ?? null) === canonicalJson(source) &&
    canonicalJson(event.data) === canonicalJson(data)
  );
}
