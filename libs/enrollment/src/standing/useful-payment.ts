import {
  addMonths,
  type CivilDate,
  earlierOf,
  firstOfNextMonth,
  laterOf,
  nextDay,
  previousDay,
  startOfYear,
  yearOf,
} from '../calendar/civil-date.js';
import { overlaps } from '../calendar/day-ranges.js';
import type { FactOf } from '../events.js';
import { dayOfYear, type Rules } from '../rules.js';
import { addLength, type WaitTerms } from '../wait-terms.js';
import { isBeforeOpening, type Member, rulesOn, statusOnDay } from './member/member.js';

/**
 * A day, and the last day up to it under each of the rules before: those of another region or an earlier version. A record
 * is judged by the rules of its own day, so that one of these days stands for any record dated up to the day.
 */
export function judgingDays(member: Member, on: CivilDate): readonly CivilDate[] {
  const moves = member.regions.slice(1).map(({ from }) => from);
  const starts = [...moves, ...ruleDays(member)].filter((from) => from <= on);
  return [on, ...new Set(starts.map(previousDay))];
}

/** The days from which other rules answer in any region of a member. */
export function ruleDays({ book, regions }: Member): readonly CivilDate[] {
  return regions.flatMap(({ region }) => book.ruleDays(region));
}

/**
 * The last day on which a premium for the year of a day could have arrived so that the fund paid on that day: in time, or
 * so long before that a fixed wait had passed; any day where there is no wait, or a status, a birth or a short gap may spare it.
 */
export function lastUsefulPayment(member: Member, on: CivilDate): CivilDate {
  return judgingDays(member, on)
    .map((last) => earlierOf(last, usefulUnder(member, rulesOn(member, last), on)))
    .reduce(laterOf);
}

function usefulUnder(member: Member, rules: Rules, on: CivilDate): CivilDate {
  const window = rules.window(yearOf(on));
  const latest = earlierOf(on, window.lateUntil);
  const isUnderRules = yearOf(on) >= rules['coverage.firstYear'] && !isBeforeOpening(member, yearOf(on));
  if (!isUnderRules || mayBeSpared(member, rules, on)) return latest;
  const inTime = window.extendedUntil ?? window.closes;
  return earlierOf(latest, laterOf(inTime, lastStart(on, rules.wait)));
}

/**
 * The last day from which a fixed wait is over by a day: the day so long before. Months are clamped, so that all the days
 * that end a month lead to the last day of a shorter one.
 */
function lastStart(on: CivilDate, { fixed, unit }: Pick<WaitTerms, 'fixed' | 'unit'>): CivilDate {
  const start = addLength(on, -fixed, unit);
  const isMonthEnd = unit === 'months' && previousDay(firstOfNextMonth(on)) === on;
  return isMonthEnd ? previousDay(firstOfNextMonth(start)) : start;
}

/** Whether a late payer may go without a wait: a status, a birth of late, or cover elsewhere that ended lately. */
function mayBeSpared(member: Member, rules: Rules, on: CivilDate): boolean {
  const { birth, employee, other, statuses } = member;
  if (statuses.some(({ from }) => from <= on)) return true;
  if (birth !== undefined && yearOf(birth.on) >= yearOf(on) - 1) return true;
  const lately = addMonths(on, -sparingMonths(rules));
  return [...employee, ...other].some(({ from, until }) => from <= on && (until === null || until > lately));
}

/** For so long after other cover a late payer may go without a wait, at the most. */
export function sparingMonths({ readings }: Rules): number {
  return 12 + readings.R25;
}

/** The payment for the next year that covers a day of this one, were the member a freshman on the day it arrived. */
export function schoolPaymentBehind(member: Member, on: CivilDate): FactOf<'PremiumPaid'> | undefined {
  const payment = member.payments.find(({ data }) => data.coverageYear === yearOf(on) + 1);
  if (payment === undefined) return undefined;
  const { channel, coverageYear, paidOn } = payment.data;
  const rule = rulesOn(member, paidOn).freshman;
  if (rule === null || rule.channel !== channel) return undefined;
  const from = rule.coverFrom === 'payment' ? paidOn : dayOfYear(rule.coverFrom, coverageYear);
  return from <= on ? payment : undefined;
}

/** Whether a premium, paid up to a day for the next year or for this one, could give that day the cover of a freshman. */
export function mayBeCoveredAsFreshman(member: Member, on: CivilDate): boolean {
  const school = schoolPaymentBehind(member, on);
  if (school !== undefined && statusOnDay(member, 'freshman', school.data.paidOn) !== undefined) return true;
  const ranges = member.statuses.filter(({ status }) => status === 'freshman');
  if (ranges.length === 0) return false;
  return judgingDays(member, on).some((last) => {
    const rules = rulesOn(member, last);
    const { opens } = rules.window(yearOf(on) + 1);
    return rules.freshman !== null && ranges.some((range) => overlaps(range, opens, nextDay(last)));
  });
}

/** Whether the status of a newborn, not known, could make the year of birth, which is a year named or later, a free one. */
export function mayBeNewborn(member: Member, on: CivilDate, since: number): boolean {
  if (!mayBeBornSince(member, since)) return false;
  const days = judgingDays(member, on).filter((day) => day >= startOfYear(since));
  return days.some((day) => rulesOn(member, day).newborn.birthYearFree);
}

/** Whether a member may be born in a year or later: the day is not told, and nobody is liable long before birth. */
export function mayBeBornSince({ registration }: Member, year: number): boolean {
  const { bornOn, liableFrom } = registration.data;
  return bornOn === undefined && liableFrom >= startOfYear(year);
}
