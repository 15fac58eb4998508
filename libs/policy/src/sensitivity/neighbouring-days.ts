import { type CivilDate, dayOfYear, isCivilDate, nextDay, previousDay, yearOf } from '#libs/enrollment';

/** A coverage year that is no leap year, after another that is none: yearly days exist in every year. */
const COMMON_YEAR = 2002;

/**
 * The day before and the day after a civil date or a yearly day (`prev-12-31`, `same-02-last`); none for any other text.
 * The day before `02-last` is taken to be 28 February, which differs from it in leap years only: nothing closer does.
 */
export function neighbouringDays(day: string): readonly string[] {
  if (isCivilDate(day)) return [previousDay(day), nextDay(day)];
  if (!/^(?:prev|same)-\d{2}-(?:\d{2}|last)$/.test(day)) return [];
  const here = dayOfYear(day, COMMON_YEAR);
  const before = day.endsWith('-02-last') ? here : previousDay(here);
  return [before, nextDay(here)].flatMap(yearlyDay);
}

/** The yearly day that a date is, of the coverage year and the one before. */
function yearlyDay(date: CivilDate): readonly string[] {
  const monthDay = date.slice('2002-'.length);
  if (yearOf(date) === COMMON_YEAR) return [`same-${monthDay}`];
  return yearOf(date) === COMMON_YEAR - 1 ? [`prev-${monthDay}`] : [];
}
