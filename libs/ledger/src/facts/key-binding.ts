import { SCHEMA_VERSION } from '#libs/enrollment';
import type { EventStore, RecordedEvent } from '#libs/event-store';
import { LedgerError } from '../errors.js';
import { eventIdOf, sha256Of } from '../hashing.js';
import type { Author } from '../ledger.js';
import { checkSchemaVersion } from '../stream-view.js';

/** What `IdempotencyKeyBound` says: which event its key stands for. */
interface IdempotencyKeyBound {
  readonly eventId: string;
}

const TYPE = 'IdempotencyKeyBound';

/** Each such key has a stream of its own, so that no binding waits for another, and the second of one key is refused. */
const PREFIX = 'idempotency-key-';

/**
 * Binds a key to an event that was recorded without it. The event that says so is appended under the key and names it, so that a
 * key bound later is sealed like any other. The same again is a replay.
 *
 * @throws IdempotencyKeyConflictError where the key was bound to anything else meanwhile
 */
export async function bindKey(
  store: EventStore,
  { key, eventId }: IdempotencyKeyBound & { readonly key: string },
  { actor, correlationId }: Author,
): Promise<void> {
  const stream = `${PREFIX}${sha256Of(key)}`;
  const data: IdempotencyKeyBound = { eventId };
  const event = {
    id: eventIdOf(store.ledger.logId, stream),
    type: TYPE,
    schemaVersion: SCHEMA_VERSION,
    data,
    metadata: { correlationId, actor },
  };
  await store.append(stream, 0, [event], { idempotencyKey: key });
}

/** The event that a key stands for: the one that was appended under it, or the one that it was bound to later; undefined when it is free. */
export async function eventOfKey(store: EventStore, key: string): Promise<RecordedEvent | undefined> {
  const [appended] = (await store.findByIdempotencyKey(key)) ?? [];
  if (appended?.type !== TYPE) return appended;
  checkSchemaVersion(appended);
  const { eventId } = appended.data as IdempotencyKeyBound;
  const event = await store.eventById(eventId);
  if (event === undefined)
    throw new LedgerError('damaged-event', { position: appended.position, seen: 'the binding of a key' });
  return event;
}
