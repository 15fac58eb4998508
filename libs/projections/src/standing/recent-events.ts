import { LRUCache } from 'lru-cache';
import type { RecordedEvent } from '#libs/event-store';

/** Events kept of all members together: some 20 MB. A longer history is read from the store each time. */
export const KEPT_EVENTS = 16_384;
/** Members kept at most. */
export const KEPT_MEMBERS = 1_024;

/**
 * The events of the members that were taken last, so that one with several facts in a row is read once, and a new one not
 * at all. It holds what was taken from the log and nothing else: a gap in the versions means that the store is asked.
 */
export class RecentEvents {
  private readonly members = new LRUCache<string, readonly RecordedEvent[]>({
    max: KEPT_MEMBERS,
    maxSize: KEPT_EVENTS,
    sizeCalculation: ({ length }) => length,
  });

  /**
   * All events of a member up to the given ones, which are its next; undefined where those before are not known.
   *
   * @param events in order, without a gap, at least one
   */
  joined(member: string, events: readonly RecordedEvent[]): readonly RecordedEvent[] | undefined {
    const before = this.members.get(member) ?? [];
    return events[0]?.version === before.length + 1 ? [...before, ...events] : undefined;
  }

  /** Keeps all events of a member, at least one, in place of what was kept of it. */
  keep(member: string, events: readonly RecordedEvent[]): void {
    this.members.set(member, events);
  }
}
