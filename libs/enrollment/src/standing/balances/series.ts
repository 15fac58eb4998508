import type { CivilDate } from '../../calendar/civil-date.js';
import type { ReadingId } from '../../readings.js';

/** What can move a balance; a moment of a history is of one of these kinds. */
export type Cause = 'move' | 'after-break' | 'january' | 'enrolment' | 'reset' | 'opening';

/** A value from a day on (inclusive), until the next entry of its series. */
export interface Dated<V> {
  readonly on: CivilDate;
  readonly value: V;
  /** What moved the value. A reset comes after the ceiling of its day was struck. */
  readonly cause: Cause;
  /** The readings that decided what became of the value on that day. */
  readonly readingIds: readonly ReadingId[];
  /** The step that explains the entry; absent where nothing is recorded. */
  readonly stepId?: string | undefined;
}

/** The last entry whose day is not after a day, if any. */
export function entryOn<E extends { readonly on: CivilDate }>(
  series: readonly E[],
  day: CivilDate,
): E | undefined {
  for (let index = series.length - 1; index >= 0; index -= 1) {
    const entry = series[index];
    if (entry !== undefined && entry.on <= day) return entry;
  }
  return undefined;
}

/** The value at the end of a day; `initial` before the first entry. */
export function valueOn<V>(series: readonly Dated<V>[], day: CivilDate, initial: V): V {
  const entry = entryOn(series, day);
  return entry === undefined ? initial : entry.value;
}

/**
 * The last entry by the start of an enrolled year, if any, as it stands when the ceiling of the day is struck: after the
 * credits of that day, before its settlements.
 */
export function entryAtStart<V>(series: readonly Dated<V>[], start: CivilDate): Dated<V> | undefined {
  for (let index = series.length - 1; index >= 0; index -= 1) {
    const entry = series[index];
    if (entry === undefined || entry.on > start) continue;
    if (entry.on < start || entry.cause !== 'reset') return entry;
  }
  return undefined;
}
