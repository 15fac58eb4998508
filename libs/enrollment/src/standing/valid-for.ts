import { type CivilDate, previousDay } from '../calendar/civil-date.js';

/** Days with the same answer; `until` is exclusive, null: without beginning or end. */
export interface DaysAlike {
  readonly from: CivilDate | null;
  readonly until: CivilDate | null;
}

/** The days around a day with what is read off it, where it changes on none but the days given, which ascend. */
export function daysAlike(
  days: readonly CivilDate[],
  on: CivilDate,
  read: (day: CivilDate) => unknown,
): DaysAlike {
  const here = JSON.stringify(read(on));
  const isDifferent = (day: CivilDate): boolean => JSON.stringify(read(day)) !== here;
  return {
    from: days.findLast((day) => day <= on && isDifferent(previousDay(day))) ?? null,
    until: days.find((day) => day > on && isDifferent(day)) ?? null,
  };
}
