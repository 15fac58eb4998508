import { type CivilDate, earlierOf, laterOf, startOfYear } from '../calendar/civil-date.js';
import type { BreakRun } from './cover/break-years.js';
import type { ResidentCover } from './cover/resident-cover.js';
import type { SparedBy, Wait } from './wait/wait.js';

/** A resident coverage year with the break years it answers for and its wait. */
export interface Enrolment extends ResidentCover {
  /** The run of break years before it; undefined where it answers for none. */
  readonly run: BreakRun | undefined;
  /** The years of the run, latest first. */
  readonly breakYears: readonly number[];
  readonly wait: Wait | null;
  /** The special group, or the short gap, that spared it a wait; null: nothing did. */
  readonly sparedBy: SparedBy | null;
  /** What repairs may remove in all, in the unit of the wait. */
  readonly repairable: number;
  /** False where the opening balance answers for the year, or death came before it began: it gives cover and nothing else. */
  readonly isExamined: boolean;
  /** Examined, and of a coverage year the text applies to: it has a wait and a ceiling. */
  readonly isUnderRules: boolean;
}

/** The enrolment for a year, if any; the list ascends. */
export function enrolmentOf(enrolments: readonly Enrolment[], year: number): Enrolment | undefined {
  for (let index = enrolments.length - 1; index >= 0; index -= 1) {
    const enrolment = enrolments[index];
    if (enrolment !== undefined && enrolment.year <= year)
      return enrolment.year === year ? enrolment : undefined;
  }
  return undefined;
}

/** The first day of an enrolment on which some fund pays: by R33 a wait stops major-illness insurance too, or does not. */
export function benefitsStart({ cover, rules, wait }: Enrolment): CivilDate {
  return wait === null || rules.readings.R33 === 'no' ? cover.from : wait.benefitsFrom;
}

/** The days of a year that an enrolment covers; none where `from` is not before `until`. */
export function daysIn(
  { cover }: Enrolment,
  year: number,
): { readonly from: CivilDate; readonly until: CivilDate } {
  return {
    from: laterOf(cover.from, startOfYear(year)),
    until: earlierOf(cover.until, startOfYear(year + 1)),
  };
}
