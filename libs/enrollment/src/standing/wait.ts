import type { CivilDate } from '../calendar/civil-date.js';

/**
 * A waiting period, before which the pooled fund pays nothing. One taken over from an opening balance has null
 * months and start. `benefitsFrom` is the first day after it.
 */
export interface Wait {
  /** The coverage year whose enrolment brought it. */
  readonly year: number;
  readonly fixedMonths: number | null;
  readonly variableMonths: number | null;
  readonly repairedMonths: number | null;
  readonly totalMonths: number | null;
  readonly startsOn: CivilDate | null;
  readonly benefitsFrom: CivilDate;
}
