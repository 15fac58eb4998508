import {
  CIVIL_YEARS,
  type CivilDate,
  earlierOf,
  endOfYear,
  laterOf,
  nextDay,
  startOfYear,
  yearOf,
} from '../../calendar/civil-date.js';
import type { DayRange } from '../../calendar/day-ranges.js';
import type { FactOf } from '../../events.js';
import type { FreshmanRule, NewbornTier, ParameterName } from '../../parameters.js';
import type { Rules } from '../../rules.js';
import { lateStart, newbornStart, ordinaryStart } from './cover-start.js';
import { type EmployeeGap, employeeGap } from './employee-gap.js';
import { type FreshmanCover, freshmanCover } from './freshman.js';
import { type Birth, isAfterDeath, type Member, rulesOn } from '../member/member.js';
import { newbornTier, paymentClass, type PaymentClass } from './payment-class.js';
import { type ShortGapCandidate, shortGapCandidates } from './short-gap.js';

/** The resident cover of one coverage year, paid or free. */
export interface ResidentCover {
  readonly year: number;
  /** The facts that give the cover, the payment first. */
  readonly eventIds: readonly string[];
  /** The day the payment arrived; the day of birth for a free birth year. */
  readonly paidOn: CivilDate;
  readonly paidClass: PaymentClass;
  /** The rules of that day. */
  readonly rules: Rules;
  /** Days of cover, cut at death; they may begin before the year (a student's first payment). */
  readonly cover: DayRange & { readonly until: CivilDate };
  /** The later of 1 January and the cover start: when streak, credits, penalty and ceiling of the year are settled. */
  readonly startsOn: CivilDate;
  /** The parameter that says where the cover starts. */
  readonly startsBy: ParameterName;
  readonly gap: EmployeeGap | undefined;
  readonly shortGaps: readonly ShortGapCandidate[];
  readonly freshman: FreshmanRule | undefined;
  /** What a payment made early in a child's life brings. */
  readonly newborn: NewbornTier | undefined;
}

/** The resident cover of every enrolled year, ascending. One that would start after death or after its year is void. */
export function residentCovers(member: Member): readonly ResidentCover[] {
  const covers: ResidentCover[] = [];
  let free = freeBirthYear(member);
  for (const payment of member.payments) {
    const { coverageYear } = payment.data;
    // No day can be written in such a year, and none is covered.
    if (!(coverageYear >= CIVIL_YEARS.first && coverageYear <= CIVIL_YEARS.last)) continue;
    if (free !== undefined && free.year <= coverageYear) {
      covers.push(free);
      free = undefined;
    }
    if (coverageYear === covers.at(-1)?.year) continue;
    const made = coverOf(member, payment, covers);
    if (made.cover.from > endOfYear(coverageYear) || isAfterDeath(member, made.cover.from)) continue;
    covers.push(made);
  }
  if (free !== undefined) covers.push(free);
  return covers;
}

/**
 * The cover that one payment buys, given those of earlier years, ascending.
 *
 * @clause 闽政办〔2025〕3号 一(一) (1 January in the window, the payment day in the extended window); ZJKC73-2025-0001
 * 二(三)2 (the month after the payment, after a short gap).
 */
export function coverOf(
  member: Member,
  payment: FactOf<'PremiumPaid'>,
  earlier: readonly ResidentCover[],
): ResidentCover {
  const { coverageYear: year, paidOn } = payment.data;
  const rules = rulesOn(member, paidOn);
  const paidClass = paymentClass(paidOn, year, rules, member.birth);
  const student = freshmanCover(member, payment, paidClass, rules);
  const newborn = newbornTier(paidOn, year, rules, member.birth);
  const ordinary =
    student ??
    newbornStart(newborn, member.birth, ordinaryStart(paidOn, year, paidClass, rules), {
      paidOn,
      paidClass,
      year,
    });
  const gap = employeeGap(member, rules, { paidOn, coverStart: ordinary.from }, earlier);
  const shortGaps = shortGapCandidates(member, rules, paidOn, gap);
  const start =
    paidClass === 'late' && newborn === undefined
      ? lateStart(member, rules, shortGaps, ordinary, { paidOn, year })
      : ordinary;
  return {
    year,
    eventIds: factsOf(payment, student, newborn === undefined ? undefined : member.birth),
    paidOn,
    paidClass,
    rules,
    cover: { from: start.from, until: coverEnd(member, year) },
    startsOn: laterOf(startOfYear(year), start.from),
    startsBy: start.by,
    gap,
    shortGaps,
    freshman: student?.rule,
    newborn,
  };
}

function factsOf(
  payment: FactOf<'PremiumPaid'>,
  student: FreshmanCover | undefined,
  birth: Birth | undefined,
): readonly string[] {
  if (student !== undefined) return [payment.id, ...student.eventIds];
  return birth === undefined ? [payment.id] : [payment.id, birth.eventId];
}

/**
 * The free cover of a birth year, from birth, once the child is registered.
 *
 * @clause 晋医保发〔2025〕3号 一(四): nothing is paid in the year of birth, costs since birth are covered.
 */
function freeBirthYear(member: Member): ResidentCover | undefined {
  const { birth } = member;
  if (birth === undefined) return undefined;
  const rules = rulesOn(member, birth.on);
  if (!rules.newborn.birthYearFree || birth.on < rules.pack.effectiveFrom) return undefined;
  const year = yearOf(birth.on);
  return {
    year,
    eventIds: [birth.eventId],
    paidOn: birth.on,
    paidClass: 'free',
    rules,
    cover: { from: birth.on, until: coverEnd(member, year) },
    startsOn: birth.on,
    startsBy: 'newborn',
    gap: undefined,
    shortGaps: [],
    freshman: undefined,
    newborn: undefined,
  };
}

/** The first day after the cover of a year: 1 January after it, or the day after death. */
function coverEnd(member: Member, year: number): CivilDate {
  const end = startOfYear(year + 1);
  return member.death === undefined ? end : earlierOf(end, nextDay(member.death.data.diedOn));
}
