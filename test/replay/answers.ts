import {
  type CivilDate,
  civilDate,
  derive,
  type Fact,
  type PolicyBook,
  startOfYear,
  standingOn,
  timelineOf,
  validFor,
  yearOf,
} from '#libs/enrollment';
import { FIRST_YEAR, LAST_YEAR } from './histories.js';

/** Days on which generated histories are asked about: quarter by quarter, and the days around the turn of each year. */
export const QUESTION_DAYS: readonly CivilDate[] = Array.from(
  { length: LAST_YEAR - FIRST_YEAR + 2 },
  (_, index) => FIRST_YEAR + index,
).flatMap((year) =>
  ['01-01', '01-02', '03-15', '06-01', '08-31', '10-31', '12-31'].map((day) =>
    civilDate(`${String(year)}-${day}`),
  ),
);

/** The last year that those days lie in. */
export const THROUGH_YEAR = yearOf(QUESTION_DAYS.at(-1) ?? startOfYear(LAST_YEAR));

/** A day on which every generated fact has been recorded, and all years asked about are over. */
export const TODAY = startOfYear(THROUGH_YEAR + 1);

/** Everything that can be asked about a member, as bytes: the standing of many days, where it holds, and the timeline. */
export function answerBytes(facts: readonly Fact[], book: PolicyBook): string {
  const history = derive(facts, book, { throughYear: THROUGH_YEAR });
  if (history === undefined) return 'nobody is registered';
  const standings = QUESTION_DAYS.map((day) => standingOn(history, day));
  const valid = QUESTION_DAYS.filter((_, index) => index % 7 === 2).map((day) => validFor(history, day));
  return JSON.stringify({ standings, valid, timeline: timelineOf(history, TODAY) });
}
