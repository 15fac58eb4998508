import { type ReadingId, READINGS } from '../../readings.js';
import type { PaymentClass } from '../cover/payment-class.js';
import type { Enrolment } from '../enrolment.js';
import { type Member, rulesOn } from '../member/member.js';
import { type Moment, momentEvents } from './moments.js';
import type { Dated } from './series.js';
import type { Trace } from '../trace.js';

/** True for an enrolment that is a resident year in the streak and for the credits (R4, R31). */
export function isResidentYear(member: Member, enrolment: Enrolment): boolean {
  if (!enrolment.isExamined) return false;
  const { readings } = rulesOn(member, enrolment.startsOn);
  return enrolment.year >= readings.R4 && !(enrolment.paidClass === 'free' && readings.R31 === 'ignored');
}

/**
 * Consecutive resident years: one more on the start of each enrolled year (a late one by R36), 0 on 1 January after a break year and only
 * then; employee and other years leave it as it is.
 *
 * @clause 国办发〔2024〕38号 二(三): after a break the count of years starts anew; 闽政办〔2025〕3号 二(一): employee years do
 * not count towards resident years.
 */
export function streakSeries(member: Member, moments: readonly Moment[]): readonly Dated<number>[] {
  const series: Dated<number>[] = [];
  let streak = 0;
  let last: string | undefined;
  for (const moment of moments) {
    const before = streak;
    if (moment.kind === 'after-break') streak = 0;
    else if (moment.kind === 'opening') streak = member.opening?.data.streakYears ?? 0;
    else if (moment.kind === 'enrolment') streak = afterEnrolment(member, moment.enrolment, streak);
    else continue;
    const readingIds = moment.kind === 'enrolment' ? streakReadings(member, moment.enrolment) : none;
    if (member.trace !== undefined) {
      const id = `streak:${String(series.length + 1)}:${moment.on}`;
      traceStreak(member, member.trace, moment, { id, before, after: streak, last, readingIds });
      last = id;
    }
    series.push({ on: moment.on, value: streak, cause: moment.kind, readingIds, stepId: last });
  }
  return series;
}

const none: readonly ReadingId[] = [];
const firstYear: readonly ReadingId[] = ['R4'];

/** A year from here on counts under every listed choice of R4. */
const LATEST_FIRST_YEAR = Math.max(...READINGS.R4.choices);

/** The reading that says whether a year counts that was paid like this. */
const readingsOfClass: Readonly<Record<PaymentClass, readonly ReadingId[]>> = {
  'in-window': none,
  extended: ['R16'],
  late: ['R36'],
  free: ['R31'],
};

/** The readings that decided whether and how an enrolment counts. */
function streakReadings(member: Member, enrolment: Enrolment): readonly ReadingId[] {
  const { gap, paidClass, year } = enrolment;
  const { R4, R28 } = rulesOn(member, enrolment.startsOn).readings;
  // A year before the first that counts is left out; nothing else was asked about it.
  if (year < R4) return firstYear;
  let ids = readingsOfClass[paidClass];
  if (year < LATEST_FIRST_YEAR) ids = ids.length === 0 ? firstYear : ['R4', ...ids];
  if (gap?.isInterruption === true) ids = [...ids, 'R28'];
  // Whether the gap is an interruption.
  if (gap !== undefined && R28 === 'yes') ids = [...ids, 'R25'];
  return ids;
}

function afterEnrolment(member: Member, enrolment: Enrolment, streak: number): number {
  if (!isResidentYear(member, enrolment)) return streak;
  const { R16, R28, R36 } = rulesOn(member, enrolment.startsOn).readings;
  if (enrolment.paidClass === 'late' && R36 === 'no') return streak;
  if (enrolment.paidClass === 'extended' && R16 === 'freeze') return streak;
  const restarts =
    (R28 === 'yes' && enrolment.gap?.isInterruption === true) ||
    (enrolment.paidClass === 'extended' && R16 === 'reset');
  return restarts ? 1 : streak + 1;
}

interface StreakStep {
  readonly id: string;
  readonly before: number;
  readonly after: number;
  readonly last: string | undefined;
  readonly readingIds: readonly ReadingId[];
}

function traceStreak(
  member: Member,
  trace: Trace,
  moment: Moment,
  { id, before, after, last, readingIds }: StreakStep,
): void {
  const isFall = moment.kind === 'after-break';
  trace.step(id, () => ({
    rule: isFall ? 'streak.reset' : moment.kind === 'opening' ? 'opening' : 'streak',
    value: after,
    unit: 'years',
    formula: `${String(before)} -> ${String(after)}`,
    inputs: last === undefined || after === 0 ? [] : [last],
    readingIds: [...readingIds.filter((id) => id !== 'R4'), 'R4'],
    eventIds: momentEvents(member, moment),
    absent: isFall ? [{ type: 'PremiumPaid', coverageYear: moment.breakYear }] : [],
    rules: moment.rules,
    clauseOf: isFall ? 'R28' : 'continuous.afterYears',
  }));
}
