import { type CivilDate, yearOf } from '../calendar/civil-date.js';
import { coveredOn, type History, isPooledFundPayingOn } from './history.js';
import { isAfterDeath } from './member/member.js';

/** Why the resident pooled fund does not pay on a day. */
export type NotPayableReason =
  | 'covered-by-employee-scheme'
  | 'covered-by-other-system'
  | 'cover-starts-later'
  | 'deceased'
  | 'in-waiting-period'
  | 'not-covered';

/** Whether the resident pooled fund may pay for a service on a day. */
export interface PooledFundAnswer {
  readonly payable: boolean;
  readonly reasons: readonly NotPayableReason[];
}

/**
 * Whether the resident pooled fund pays on a day: only where that day's cover is resident and its wait is over.
 *
 * @clause 闽政办〔2025〕3号 二(三): costs of the waiting time are not paid by the pooled fund.
 */
export function pooledFundOn(history: History, day: CivilDate): PooledFundAnswer {
  const reason = notPayableReason(history, day);
  return { payable: reason === null, reasons: reason === null ? [] : [reason] };
}

function notPayableReason(history: History, day: CivilDate): NotPayableReason | null {
  switch (coveredOn(history, day)) {
    case 'employee':
      return 'covered-by-employee-scheme';
    case 'other':
      return 'covered-by-other-system';
    case 'resident':
      return isPooledFundPayingOn(history, day) ? null : 'in-waiting-period';
    case 'none':
      if (isAfterDeath(history.member, day)) return 'deceased';
      return startsLater(history, day) ? 'cover-starts-later' : 'not-covered';
  }
}

function startsLater(history: History, day: CivilDate): boolean {
  return history.enrolments.some(({ cover, year }) => year === yearOf(day) && cover.from > day);
}
