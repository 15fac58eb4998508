import type { CivilDate } from '../../calendar/civil-date.js';
import type { Status } from '../../events.js';
import type { WaitUnit } from '../../wait-terms.js';

/**
 * A waiting period, before which the pooled fund pays nothing: its lengths in `unit`, which are null, like its start, for
 * one taken over from an opening balance. `benefitsFrom` is the first day after it.
 */
export interface Wait {
  /** The coverage year whose enrolment brought it. */
  readonly year: number;
  readonly unit: WaitUnit;
  readonly fixed: number | null;
  readonly variable: number | null;
  readonly repaired: number | null;
  readonly total: number | null;
  readonly startsOn: CivilDate | null;
  readonly benefitsFrom: CivilDate;
}

/** How long a wait is in all, in the field of its unit. */
export function totalLength({ total, unit }: Pick<Wait, 'total' | 'unit'>): TotalLength {
  return unit === 'months' ? { totalMonths: total } : { totalMonths: null, totalDays: total };
}

/** Null months: the wait is counted in days, or came over from an older system. */
export interface TotalLength {
  readonly totalMonths: number | null;
  readonly totalDays?: number | null;
}

/** What spares an enrolment its wait: a special group, or a short gap after other cover. */
export type SparedBy = Status | 'short-gap';
