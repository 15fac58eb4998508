import {
  type AppendResult,
  EventIdConflictError,
  type EventStore,
  type NewEvent,
  WrongExpectedVersionError,
} from '#libs/event-store';

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
      const isOvertaken = error instanceof WrongExpectedVersionError || error instanceof EventIdConflictError;
      if (left === 1 || !isOvertaken) throw error;
    }
  }
}
