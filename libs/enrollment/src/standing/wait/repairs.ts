import { type CivilDate, earlierOf, laterOf, yearOf } from '../../calendar/civil-date.js';
import type { Fen } from '../../fen.js';
import type { Rules } from '../../rules.js';
import { type Member, regionOn } from '../member/member.js';
import type { ResidentCover } from '../cover/resident-cover.js';
import { addLength } from '../../wait-terms.js';

/** A repair that shortened a wait. */
export interface AppliedRepair {
  readonly eventId: string;
  readonly paidOn: CivilDate;
  /** What it removed, in the unit of the wait. */
  readonly removed: number;
}

/** The parts of a wait before repair, in its unit, and where it starts. */
export interface UnrepairedWait {
  readonly fixed: number;
  readonly variable: number;
  readonly startsOn: CivilDate;
  readonly breakYears: readonly number[];
}

/** What repairs have made of a wait. */
export interface RepairedWait {
  readonly benefitsFrom: CivilDate;
  /** What repairs have removed, in the unit of the wait. */
  readonly repaired: number;
  /** What they may remove in all, that already removed included. */
  readonly repairable: number;
  readonly applied: readonly AppliedRepair[];
}

const noRepairs: readonly AppliedRepair[] = [];

/**
 * Takes the repairs of an enrolment in the order in which they were paid. Each removes a variable part per break year
 * of the run, never lets benefits begin before it was paid, and counts only where it shortens the wait.
 *
 * @clause 国办发〔2024〕38号 二(三); 闽政办〔2025〕3号 二(四): each further year paid removes one variable month; with four
 * break years or more, six months stay.
 */
export function repairsOf(member: Member, enrolled: ResidentCover, wait: UnrepairedWait): RepairedWait {
  const { rules, year } = enrolled;
  const total = wait.fixed + wait.variable;
  const { unit } = rules.wait;
  const limit = repairable(rules, enrolled.paidClass, wait);
  let benefitsFrom = addLength(wait.startsOn, total, unit);
  if (member.repairs.length === 0)
    return { benefitsFrom, repaired: 0, repairable: limit, applied: noRepairs };
  const repairedYears = new Set<number>();
  const applied: AppliedRepair[] = [];
  let repaired = 0;
  for (const { id, data } of member.repairs) {
    if (data.enrolmentYear !== year) continue;
    if (rules['repair.onlyWithPayment'] && data.paidOn !== enrolled.paidOn) continue;
    const years = data.breakYears.filter(
      (each) => wait.breakYears.includes(each) && !repairedYears.has(each),
    );
    const removed = Math.min(years.length * rules.wait.repairPerYear, limit - repaired);
    const shortened = earlierOf(
      benefitsFrom,
      laterOf(addLength(wait.startsOn, total - repaired - removed, unit), data.paidOn),
    );
    if (removed <= 0 || shortened === benefitsFrom) continue;
    for (const each of years) repairedYears.add(each);
    repaired += removed;
    benefitsFrom = shortened;
    applied.push({ eventId: id, paidOn: data.paidOn, removed });
  }
  return { benefitsFrom, repaired, repairable: limit, applied };
}

/**
 * What one repaired year costs on a day: the individual premium of that year, of the member's region or, where the pack
 * says so, of the region with the pack's own code if one is configured; undefined where it is unknown.
 *
 * @clause 闽政办〔2025〕3号 二(四): the place of enrolment; 皖医保发〔2024〕6号 一(二): the provincial premium.
 */
export function repairPriceFen(member: Member, rules: Rules, paidOn: CivilDate): Fen | undefined {
  const { book } = member;
  const isProvincial = rules['repair.price'] === 'provincial' && book.isRegion(rules.pack.regionCode);
  const region = isProvincial ? rules.pack.regionCode : regionOn(member, paidOn);
  return book.premiumFen(region, yearOf(paidOn), paidOn);
}

/** What repairs may remove: the variable part (R12), down to the floor where there were break years enough. */
function repairable(rules: Rules, paidClass: ResidentCover['paidClass'], wait: UnrepairedWait): number {
  const removable = rules.readings.R12 === 'all' ? wait.fixed + wait.variable : wait.variable;
  const hasFloor = wait.breakYears.length >= rules['wait.floorFromBreakYears'] && paidClass !== 'extended';
  if (!hasFloor) return removable;
  return Math.max(0, Math.min(removable, wait.fixed + wait.variable - rules.wait.floor));
}
