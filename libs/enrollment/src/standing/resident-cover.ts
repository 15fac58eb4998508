import {
  type CivilDate,
  earlierOf,
  endOfYear,
  laterOf,
  nextDay,
  startOfYear,
  yearOf,
} from '../calendar/civil-date.js';
import type { DayRange } from '../calendar/day-ranges.js';
import type { FactOf } from '../events.js';
import { dayOfYear, type Rules } from '../rules.js';
import type { FreshmanRule, NewbornTier } from '../parameters.js';
import { type EmployeeGap, employeeGap } from './employee-gap.js';
import { fullExemption } from './full-exemption.js';
import { meetsConditions, type ShortGapCandidate, shortGapCandidates } from './short-gap.js';
import { type Birth, isAfterDeath, type Member, rulesOn, statusOnDay } from './member.js';
import {
  coverStart,
  newbornTier,
  ordinaryCoverStart,
  paymentClass,
  type PaymentClass,
} from './payment-class.js';

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
  readonly gap: EmployeeGap | undefined;
  readonly shortGaps: readonly ShortGapCandidate[];
  readonly freshman: FreshmanRule | undefined;
  /** What a payment made early in a child's life brings. */
  readonly newborn: NewbornTier | undefined;
}

/** The resident cover of every enrolled year, ascending. One that would start after death or after its year is void. */
export function residentCovers(member: Member): readonly ResidentCover[] {
  const free = freeBirthYear(member);
  const covers: ResidentCover[] = free === undefined ? [] : [free];
  const ranges: DayRange[] = covers.map(({ cover }) => cover);
  for (const payment of member.payments) {
    const { coverageYear } = payment.data;
    if (coverageYear === free?.year) continue;
    const made = coverOf(member, payment, ranges);
    if (made.cover.from > endOfYear(coverageYear) || isAfterDeath(member, made.cover.from)) continue;
    covers.push(made);
    ranges.push(made.cover);
  }
  return free === undefined ? covers : covers.sort((a, b) => a.year - b.year);
}

/**
 * The cover that one payment buys, given the days covered by those of earlier years.
 *
 * @clause 闽政办〔2025〕3号 一(一) (1 January in the window, the payment day in the extended window); ZJKC73-2025-0001
 * 二(三)2 (the month after the payment, after a short gap).
 */
export function coverOf(
  member: Member,
  payment: FactOf<'PremiumPaid'>,
  earlier: readonly DayRange[],
): ResidentCover {
  const { coverageYear: year, paidOn } = payment.data;
  const rules = rulesOn(member, paidOn);
  const paidClass = paymentClass(paidOn, year, rules, member.birth);
  const student = freshmanCover(member, payment, paidClass, rules);
  const newborn = newbornTier(paidOn, year, rules, member.birth);
  const ordinary =
    student?.start ??
    newbornStart(newborn, member.birth, paidOn, year) ??
    ordinaryCoverStart(paidOn, year, paidClass, rules);
  const gap = employeeGap(member, rules, { paidOn, coverStart: ordinary }, earlier);
  const shortGaps = shortGapCandidates(member, rules, paidOn, gap);
  const from =
    paidClass === 'late' && newborn === undefined
      ? lateStart(member, rules, { paidOn, year, shortGaps, ordinary })
      : ordinary;
  return {
    year,
    eventIds: [payment.id, ...(student?.eventIds ?? newbornEvents(newborn, member.birth))],
    paidOn,
    paidClass,
    rules,
    cover: { from, until: coverEnd(member, year) },
    startsOn: laterOf(startOfYear(year), from),
    gap,
    shortGaps,
    freshman: student?.rule,
    newborn,
  };
}

/** Where a late payment starts to cover: a short-gap rule may say so; a fully exempt member needs no such rule. */
function lateStart(
  member: Member,
  rules: Rules,
  payment: {
    readonly paidOn: CivilDate;
    readonly year: number;
    readonly shortGaps: readonly ShortGapCandidate[];
    readonly ordinary: CivilDate;
  },
): CivilDate {
  const { paidOn, year, shortGaps, ordinary } = payment;
  const applied = shortGaps.find(({ rule }) => meetsConditions(rule, 'late', []));
  if (applied === undefined) return ordinary;
  const start = coverStart(applied.rule.lateCoverFrom, paidOn, year);
  if (start === ordinary) return ordinary;
  return fullExemption({ ...member, trace: undefined }, rules, paidOn, year) === undefined ? start : ordinary;
}

/** Where the payment for a small child starts to cover, if a tier of the pack says so: from birth, or like another. */
function newbornStart(
  tier: NewbornTier | undefined,
  birth: Birth | undefined,
  paidOn: CivilDate,
  year: number,
): CivilDate | undefined {
  if (tier === undefined || birth === undefined) return undefined;
  return tier.coverFrom === 'birth'
    ? laterOf(birth.on, startOfYear(year))
    : coverStart(tier.coverFrom, paidOn, year);
}

function newbornEvents(tier: NewbornTier | undefined, birth: Birth | undefined): readonly string[] {
  return tier === undefined || birth === undefined ? [] : [birth.eventId];
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
    gap: undefined,
    shortGaps: [],
    freshman: undefined,
    newborn: undefined,
  };
}

/**
 * Where a student's first payment through school starts to cover, if the pack's rule for it applies.
 *
 * @clause 闽政办〔2025〕3号 一(二); 晋医保发〔2025〕3号 一(三).
 */
function freshmanCover(
  member: Member,
  payment: FactOf<'PremiumPaid'>,
  paidClass: PaymentClass,
  rules: Rules,
):
  | { readonly rule: FreshmanRule; readonly start: CivilDate; readonly eventIds: readonly string[] }
  | undefined {
  const rule = rules.freshman;
  const { channel, coverageYear, paidOn } = payment.data;
  if (rule === null || paidClass !== 'in-window' || channel !== rule.channel) return undefined;
  const status = statusOnDay(member, 'freshman', paidOn);
  if (status === undefined) return undefined;
  const previous = member.payments.find(({ data }) => data.coverageYear === coverageYear - 1);
  if (rule.requiresPreviousYear && previous === undefined) return undefined;
  if (rule.firstPaymentOnly && hasEarlierPayment(member, payment, rule.channel)) return undefined;
  const start = rule.coverFrom === 'payment' ? paidOn : dayOfYear(rule.coverFrom, coverageYear);
  const previousIds = rule.requiresPreviousYear && previous !== undefined ? [previous.id] : [];
  return { rule, start, eventIds: [status.eventId, ...previousIds] };
}

function hasEarlierPayment(member: Member, payment: FactOf<'PremiumPaid'>, channel: string): boolean {
  return member.payments.some(
    ({ data }) => data.channel === channel && data.coverageYear < payment.data.coverageYear,
  );
}

/** The first day after the cover of a year: 1 January after it, or the day after death. */
function coverEnd(member: Member, year: number): CivilDate {
  const end = startOfYear(year + 1);
  return member.death === undefined ? end : earlierOf(end, nextDay(member.death.data.diedOn));
}
