import { type CivilDate, endOfYear, laterOf } from '../../calendar/civil-date.js';
import { firstDayOutside } from '../../calendar/day-ranges.js';
import type { ReadingId } from '../../readings.js';
import { daysIn, type Enrolment } from '../enrolment.js';
import type { Member } from '../member/member.js';
import type { WaitReadings } from '../wait/wait-readings.js';
import { type Account, withLimit } from './account.js';
import type { Moment } from './moments.js';

const none: readonly ReadingId[] = [];
const creditReadings: readonly ReadingId[] = ['R4', 'R17', 'R18'];
const breakReadings: readonly ReadingId[] = ['R24'];
const resetReadings: readonly ReadingId[] = ['R20'];

/** The readings that decided what a moment made of the zero-claim balance. */
export function zeroClaimReadings(
  moment: Moment,
  change: { readonly before: Account; readonly after: Account; readonly isZeroClaim: boolean },
): readonly ReadingId[] {
  const { before, after, isZeroClaim } = change;
  switch (moment.kind) {
    case 'opening':
    case 'move':
      return after === before ? none : withLimit(none, after);
    case 'after-break':
      return breakReadings;
    case 'reset':
      return resetReadings;
    case 'january':
    case 'enrolment':
      if (!isZeroClaim) return none;
      return after === before ? creditReadings : withLimit(creditReadings, after);
  }
}

/** The readings that decided whether a year has a day of benefits: those of a wait that may outlast its cover. */
export function benefitDayReadings(
  member: Member,
  enrolments: readonly Enrolment[],
  waitReadings: WaitReadings,
  year: number,
): readonly ReadingId[] {
  let ids = none;
  for (const enrolment of enrolments) {
    if (enrolment.year < year) continue;
    if (enrolment.year > year + 1) break;
    const { wait } = enrolment;
    const days = daysIn(enrolment, year);
    if (days.from >= days.until) continue;
    // Whatever the choice, benefits are paid on a day after the wait, nearly always on the last of the year.
    if (!waitReadings.mayOutlastYear(enrolment) && isPaidAfter(member, days, endOfYear(enrolment.year)))
      continue;
    const { mayWaitUntil, readingIds } = waitReadings.of(enrolment);
    if (mayWaitUntil === null || isPaidAfter(member, days, mayWaitUntil)) continue;
    ids = [...new Set<ReadingId>([...ids, ...readingIds, ...(wait === null ? none : (['R33'] as const))])];
  }
  return ids;
}

/** True where a day of some days of cover lies after a wait, which ends before `benefitsFrom`, and under no employee cover. */
function isPaidAfter(
  { employee }: Member,
  { from, until }: ReturnType<typeof daysIn>,
  benefitsFrom: CivilDate,
): boolean {
  const after = laterOf(benefitsFrom, from);
  return firstDayOutside(employee, after, until) !== undefined;
}
