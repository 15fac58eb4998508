import { SCHEMA_VERSION } from '#libs/enrollment';
import {
  type AppendResult,
  EventIdConflictError,
  type EventStore,
  type NewEvent,
  WrongExpectedVersionError,
} from '#libs/event-store';
import { todayOf } from './coordinates/moment.js';
import { eventIdOf } from './hashing.js';
import type { Author } from './ledger.js';

/** How often an append to a stream of the ledger itself is made anew because another process came first. */
const MAX_ATTEMPTS = 16;

/**
 * Appends what `build` makes of the stream's present state; nothing where it makes nothing. An id that is taken is of an
 * event that another process appended meanwhile: ids here follow from the state, so what is made anew has others.
 */
export async function appendToStream(
  store: EventStore,
  stream: string,
  build: () => Promise<{ readonly version: number; readonly events: readonly NewEvent[] }>,
): Promise<AppendResult | undefined> {
  for (let left = MAX_ATTEMPTS; ; left -= 1) {
    const { version, events } = await build();
    if (events.length === 0) return undefined;
    try {
      return await store.append(stream, version, events);
    } catch (error) {
      if (left === 1 || !isOvertaken(error)) throw error;
    }
  }
}

/**
 * Appends a step of a job to its stream, which was seen at a version. False: somebody else came first, so that the stream
 * has to be read and judged again.
 */
export async function appendStep(
  store: EventStore,
  seen: { readonly stream: string; readonly version: number },
  { type, data }: { readonly type: string; readonly data: NewEvent['data'] },
  { actor, correlationId }: Author,
): Promise<boolean> {
  const { stream, version } = seen;
  const event: NewEvent = {
    id: eventIdOf(store.ledger.logId, `${stream}/${String(version + 1)}/${type}`),
    type,
    schemaVersion: SCHEMA_VERSION,
    data,
    metadata: { correlationId, actor, effectiveOn: todayOf(store) },
  };
  try {
    const { replayed } = await store.append(stream, version, [event]);
    return !replayed;
  } catch (error) {
    if (isOvertaken(error)) return false;
    throw error;
  }
}

function isOvertaken(error: unknown): boolean {
  return error instanceof WrongExpectedVersionError || error instanceof EventIdConflictError;
}
