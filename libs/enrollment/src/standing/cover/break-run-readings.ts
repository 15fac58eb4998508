import type { ReadingId } from '../../readings.js';
import type { Rules } from '../../rules.js';
import type { Member } from '../member/member.js';
import { type BreakRun, firstCountedYear, type MissedYears } from './break-years.js';

/** An enrolment year with the break years before it, and the rules that found them. */
interface Answering {
  readonly year: number;
  readonly rules: Rules;
  readonly run: BreakRun;
}

const none: readonly ReadingId[] = [];
const firstYear: readonly ReadingId[] = ['R3'];
const answered: readonly ReadingId[] = ['R11'];
const firstYearAndAnswered: readonly ReadingId[] = ['R3', 'R11'];

/**
 * The readings that decided which years an enrolment answers for: R3 and R11 for any run of break years. Without one, R11
 * where earlier years are answered already, and R3 where a year that it could count lies open before the enrolment.
 */
export function runReadings(
  member: Member,
  { breakYears, contested }: MissedYears,
  { rules, run, year }: Answering,
): readonly ReadingId[] {
  if (run.years.length > 0) return firstYearAndAnswered;
  // A year that is not counted by the rules of the region that the member was in ends the run as well.
  const isOpen = run.endedBy < firstCountedYear(member, rules.readings.R3) || contested.includes(run.endedBy);
  const isLeftOut = isOpen && (contested[0] ?? year) < year;
  const isAnswered = (breakYears[0] ?? year) < year;
  if (isLeftOut) return isAnswered ? firstYearAndAnswered : firstYear;
  return isAnswered ? answered : none;
}

/** No choice of these readings puts more years in the run: all that are break years, or would be by another choice of R3. */
export function mostBreakYears(member: Member, missed: MissedYears, answering: Answering): number {
  if (runReadings(member, missed, answering).length === 0) return 0;
  const { breakYears, contested } = missed;
  let count = 0;
  for (const each of breakYears) if (each < answering.year) count += 1;
  for (const each of contested) if (each < answering.year && !breakYears.includes(each)) count += 1;
  return count;
}
