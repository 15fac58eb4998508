import type { Enrolment } from '../enrolment.js';
import { type Member, rulesOn } from '../member/member.js';
import type { Moment } from './moments.js';
import type { Dated } from './series.js';
import { streakReadings } from './streak-readings.js';
import { traceStreak } from './streak-steps.js';

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
    else if (moment.kind === 'enrolment') streak = afterEnrolment(member, moment.by, streak);
    else continue;
    const readingIds = streakReadings(moment);
    if (member.trace !== undefined) {
      const id = `streak:${String(series.length + 1)}:${moment.on}`;
      traceStreak(member.trace, moment, { id, before, after: streak, last, readingIds });
      last = id;
    }
    series.push({ on: moment.on, value: streak, cause: moment.kind, readingIds, stepId: last });
  }
  return series;
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
