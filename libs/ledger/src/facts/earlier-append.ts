import type { RecordedEvent } from '#libs/event-store';
import type { LedgerContext } from '../context.js';
import { LedgerError } from '../errors.js';
import { boundKey, factId, isOfRequest } from './fact-event.js';
import type { FactRequest } from './fact-request.js';

/**
 * The event that an earlier request with the same key or the same document recorded. Both bind for ever: with other
 * content they are refused, whatever the member's history says.
 */
export async function earlierAppend(
  { store }: LedgerContext,
  request: FactRequest,
): Promise<RecordedEvent | undefined> {
  const key = boundKey(request);
  const [bound] = (key === undefined ? undefined : await store.findByIdempotencyKey(key)) ?? [];
  if (bound !== undefined && !isOfRequest(bound, request)) {
    throw new LedgerError('idempotency-key-reused', { position: bound.position });
  }
  const ofDocument = bound ?? (await store.eventById(factId(store.ledger, request)));
  if (ofDocument !== undefined && !isOfRequest(ofDocument, request)) {
    throw new LedgerError('source-document-conflict', {
      ...request.source,
      position: ofDocument.position,
    });
  }
  return ofDocument;
}
