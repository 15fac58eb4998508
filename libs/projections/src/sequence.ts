import { type CivilDate, civilDayOfInstant, previousDay } from '#libs/enrollment';
import type { Instant, RecordedEvent } from '#libs/event-store';

/** Events that stand in the log between the same two midnights. */
export interface Segment {
  /** The day in which they stand: that of the latest recording up to each of them. */
  readonly day: CivilDate;
  readonly events: readonly RecordedEvent[];
  /** The latest recording up to the end of the segment. */
  readonly latest: Instant;
}

/**
 * Cuts events at the midnights that lie between them (ADR 0010): an event belongs to the day of the latest recording up
 * to it, as `resolvePosition` has it. Recordings may go back a little where several processes write; days do not.
 *
 * @param latest the latest recording before the first of them; null: there is none
 */
export function segmentsOf(events: readonly RecordedEvent[], latest: Instant | null): readonly Segment[] {
  const segments: { day: CivilDate; events: RecordedEvent[]; latest: Instant }[] = [];
  let newest = latest ?? '';
  for (const event of events) {
    if (event.recordedAt > newest) newest = event.recordedAt;
    const day = civilDayOfInstant(newest);
    const last = segments.at(-1);
    if (last?.day === day) {
      last.events.push(event);
      last.latest = newest;
    } else {
      segments.push({ day, events: [event], latest: newest });
    }
  }
  return segments;
}

/**
 * The last instant before the midnight at +08:00 with which a day begins: what is recorded by then is known at that
 * midnight, so that it means the same as `knownAt` of the day before.
 */
export function instantBefore(day: CivilDate): Instant {
  return `${previousDay(day)}T15:59:59.999Z`;
}
