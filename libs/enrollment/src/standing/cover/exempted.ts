import { addMonths, type CivilDate } from '../../calendar/civil-date.js';
import type { Rules } from '../../rules.js';
import type { ReadingId } from '../../readings.js';

/** An exemption that applied, with the facts it rests on: any one of them suffices. */
export interface Exempted<R> {
  readonly rule: R;
  readonly eventIds: readonly string[];
  readonly readingIds: readonly ReadingId[];
}

/**
 * "Within n months of d": before d + n months, or on that day too where the pack includes it. That the day is not before
 * the first one is for the caller to test.
 */
export function isWithinMonths(from: CivilDate, months: number, day: CivilDate, rules: Rules): boolean {
  const limit = addMonths(from, months);
  return day < limit || (rules['periods.lastDayIncluded'] && day === limit);
}
