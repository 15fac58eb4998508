import { addMonths, type CivilDate, earlierOf, laterOf } from '../calendar/civil-date.js';
import type { Rules } from '../policy-book.js';
import type { Member } from './member.js';
import type { ResidentCover } from './resident-cover.js';

/** A repair that shortened a wait. */
export interface AppliedRepair {
  readonly eventId: string;
  readonly paidOn: CivilDate;
  readonly months: number;
}

/** The months of a wait before repair, and where they start. */
export interface UnrepairedWait {
  readonly fixed: number;
  readonly variable: number;
  readonly startsOn: CivilDate;
  readonly breakYears: readonly number[];
}

/** What repairs have made of a wait. */
export interface RepairedWait {
  readonly benefitsFrom: CivilDate;
  readonly repairedMonths: number;
  /** Months that repairs may remove in all, those already removed included. */
  readonly repairableMonths: number;
  readonly applied: readonly AppliedRepair[];
}

/**
 * Takes the repairs of an enrolment in the order in which they were paid. Each removes a variable month per break year
 * of the run, never lets benefits begin before it was paid, and counts only where it shortens the wait.
 *
 * @clause 国办发〔2024〕38号 二(三); 闽政办〔2025〕3号 二(四): each further year paid removes one variable month; with four
 * break years or more, six months stay.
 */
export function repairsOf(member: Member, enrolled: ResidentCover, wait: UnrepairedWait): RepairedWait {
  const { rules, year } = enrolled;
  const total = wait.fixed + wait.variable;
  const limit = repairableMonths(rules, enrolled.paidClass, wait);
  const repairedYears = new Set<number>();
  const applied: AppliedRepair[] = [];
  let repaired = 0;
  let benefitsFrom = addMonths(wait.startsOn, total);
  for (const { id, data } of member.repairs) {
    if (data.enrolmentYear !== year) continue;
    if (rules['repair.onlyWithPayment'] && data.paidOn !== enrolled.paidOn) continue;
    const years = data.breakYears.filter(
      (each) => wait.breakYears.includes(each) && !repairedYears.has(each),
    );
    const months = Math.min(years.length * rules['repair.monthsPerYear'], limit - repaired);
    const shortened = earlierOf(
      benefitsFrom,
      laterOf(addMonths(wait.startsOn, total - repaired - months), data.paidOn),
    );
    if (months <= 0 || shortened === benefitsFrom) continue;
    for (const each of years) repairedYears.add(each);
    repaired += months;
    benefitsFrom = shortened;
    applied.push({ eventId: id, paidOn: data.paidOn, months });
  }
  return { benefitsFrom, repairedMonths: repaired, repairableMonths: limit, applied };
}

/** Months that repairs may remove: the variable ones (R12), down to the floor where there were break years enough. */
function repairableMonths(rules: Rules, paidClass: ResidentCover['paidClass'], wait: UnrepairedWait): number {
  const removable = rules.readings.R12 === 'all' ? wait.fixed + wait.variable : wait.variable;
  const hasFloor = wait.breakYears.length >= rules['wait.floorFromBreakYears'] && paidClass !== 'extended';
  if (!hasFloor) return removable;
  return Math.max(0, Math.min(removable, wait.fixed + wait.variable - rules['wait.floorMonths']));
}
