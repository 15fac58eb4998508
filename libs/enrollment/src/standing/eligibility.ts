import { type CivilDate, yearOf } from '../calendar/civil-date.js';
import type { Clause } from '../policy-pack.js';
import { changeDays, coveredOn, type History, isPooledFundPayingOn } from './history.js';
import { isAfterDeath, rulesOn } from './member/member.js';
import { standingOn } from './standing.js';
import { type DaysAlike, daysAlike } from './valid-for.js';

/** Why the resident pooled fund does not pay on a day. */
export const NOT_PAYABLE_REASONS = [
  'covered-by-employee-scheme',
  'covered-by-other-system',
  'cover-starts-later',
  'deceased',
  'in-waiting-period',
  'not-covered',
] as const;
export type NotPayableReason = (typeof NOT_PAYABLE_REASONS)[number];

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

/** The first day from a day on on which the pooled fund pays, by the facts known; null: none is in sight. */
export function payableFrom(history: History, day: CivilDate): CivilDate | null {
  if (isPooledFundPayingOn(history, day)) return day;
  return changeDays(history).find((each) => each > day && isPooledFundPayingOn(history, each)) ?? null;
}

/** The days around a day with the same standing and the same answer of the pooled fund. */
export function eligibilityValidFor(history: History, on: CivilDate): DaysAlike {
  return daysAlike(changeDays(history), on, (day) => [standingOn(history, day), pooledFundOn(history, day)]);
}

/**
 * The clause that a reason not to pay rests on: of the wait, or of the cover that is missing; null where no text of the
 * pack decides but the scheme that covers the day, or a death.
 */
export function clauseOfReason(history: History, on: CivilDate, reason: NotPayableReason): Clause | null {
  switch (reason) {
    case 'in-waiting-period': {
      const enrolment = history.enrolments.find(({ cover }) => cover.from <= on && on < cover.until);
      return (enrolment?.rules ?? rulesOn(history.member, on)).clauses['wait.fixed'];
    }
    case 'cover-starts-later': {
      const enrolment = history.enrolments.find(({ cover, year }) => year === yearOf(on) && cover.from > on);
      return enrolment?.rules.clauses[enrolment.startsBy] ?? rulesOn(history.member, on).clauses.windows;
    }
    case 'not-covered':
      return rulesOn(history.member, on).clauses.windows;
    case 'covered-by-employee-scheme':
    case 'covered-by-other-system':
    case 'deceased':
      return null;
  }
}
