import type { CivilDate } from './civil-date.js';

/** Days from `from` (inclusive) until `until` (exclusive; null: without end). */
export interface DayRange {
  readonly from: CivilDate;
  readonly until: CivilDate | null;
}

/** True where a day lies in a range. */
export function contains(range: DayRange, day: CivilDate): boolean {
  return range.from <= day && (range.until === null || day < range.until);
}

/** The range that contains a day, if any. */
export function rangeOn<R extends DayRange>(ranges: readonly R[], day: CivilDate): R | undefined {
  return ranges.find((range) => contains(range, day));
}

/** True where a range and [from, until) share a day. */
export function overlaps(range: DayRange, from: CivilDate, until: CivilDate): boolean {
  return (range.until === null || from < range.until) && range.from < until;
}

/**
 * The first day of [from, until) that none of the ranges contains, or undefined where they cover it all.
 * The ranges are sorted by their first day.
 */
export function firstDayOutside(
  ranges: readonly DayRange[],
  from: CivilDate,
  until: CivilDate,
): CivilDate | undefined {
  let day = from;
  for (const range of ranges) {
    if (range.from > day) break;
    if (range.until === null) return undefined;
    if (range.until > day) day = range.until;
  }
  return day < until ? day : undefined;
}
