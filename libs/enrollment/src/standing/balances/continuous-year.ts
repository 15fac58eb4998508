import type { Rules } from '../../rules.js';
import type { Enrolment } from '../enrolment.js';
import type { Member } from '../member/member.js';
import { isResidentYear } from './streak.js';

/** What a year earns: an amount at once or from the next 1 January (R5), nothing yet, or nothing by the way it was paid. */
export type Earning = 'at-once' | 'next-january' | 'nothing' | 'refused-extended' | 'refused-late';

/** What a resident year earns at its start; `streakYears` is the streak with it. */
export function earningOf(member: Member, enrolment: Enrolment, rules: Rules, streakYears: number): Earning {
  const { R5, R32 } = rules.readings;
  if (!isResidentYear(member, enrolment) || streakYears <= rules['continuous.afterYears']) return 'nothing';
  if (enrolment.paidClass === 'extended') return 'refused-extended';
  if (enrolment.paidClass === 'late' && R32 === 'no') return 'refused-late';
  return R5 === 'next-january' ? 'next-january' : 'at-once';
}
