import type { CivilDate, CoverStart, FactOf, NewbornTier } from '#libs/enrollment';
import { december, january, latest, nextMonth, plusDays, yearOf } from './days.js';
import { isFullyExempt, type Return, shortGapRules } from './own-exemptions.js';
import { type Days, isIn, type OwnMember } from './own-member.js';
import { dayNamed, isWithin, type OwnWindow, type Terms } from './terms.js';

type Payment = FactOf<'PremiumPaid'>['data'];

/** The one class that a payment day has for a coverage year, in the order in which the days follow each other. */
export const CLASSES = ['window-not-open', 'in-window', 'extended', 'late', 'coverage-year-over'] as const;
export type DayClass = (typeof CLASSES)[number];

/** A coverage year that a member has, paid or free, as the sweep works it out. */
export interface OwnCover extends Return {
  readonly year: number;
  /** An extended window that counts as the window makes `in-window`. */
  readonly dayClass: DayClass | 'free';
  readonly terms: Terms;
  readonly days: Days & { readonly until: CivilDate };
  /** The later of 1 January and the first covered day. */
  readonly startsOn: CivilDate;
  /** Spared any wait by a rule for students or small children. */
  readonly isSpared: boolean;
}

/** The class of a payment day by the days of the window alone. */
export function classBy({ opens, closes, extendedUntil, lateUntil }: OwnWindow, paidOn: CivilDate): DayClass {
  if (paidOn < opens) return 'window-not-open';
  if (paidOn > lateUntil) return 'coverage-year-over';
  if (paidOn <= closes) return 'in-window';
  return extendedUntil !== null && paidOn <= extendedUntil ? 'extended' : 'late';
}

/**
 * The class of a payment day for a member. A newborn may have a window of its own for the year after birth; neither that
 * nor a tier by its age ends on the yearly closing date.
 */
export function classOf(member: OwnMember, terms: Terms, payment: Payment): DayClass {
  const { coverageYear, paidOn } = payment;
  const plain = classBy(terms.window(coverageYear, paidOn), paidOn);
  const { bornOn } = member;
  if (bornOn === undefined || paidOn < bornOn || paidOn > december(coverageYear)) return plain;
  const days = terms.value('newborn', paidOn).nextYearWindowDays;
  const isOwnYear = coverageYear === yearOf(bornOn) + 1;
  if (days !== null && isOwnYear && paidOn <= plusDays(bornOn, days)) return 'in-window';
  return plain === 'coverage-year-over' && tierOf(member, terms, payment) !== undefined ? 'late' : plain;
}

/** The first covered day that a start of cover means, never before 1 January of the coverage year. */
export function startBy(start: CoverStart, paidOn: CivilDate, coverageYear: number): CivilDate {
  const first = january(coverageYear);
  if (paidOn < first) return first;
  switch (start) {
    case 'january':
      return first;
    case 'payment':
      return paidOn;
    case 'next-day':
      return plusDays(paidOn, 1);
    case 'next-month':
      return nextMonth(paidOn);
  }
}

/** The cover that a payment buys, given the days covered by earlier years. */
export function ownCover(member: OwnMember, payment: Payment, earlier: readonly Days[]): OwnCover {
  const { coverageYear: year, paidOn } = payment;
  const terms = member.termsOn(paidOn);
  const { row } = terms.window(year, paidOn);
  const plain = classOf(member, terms, payment);
  const dayClass = plain === 'extended' ? row.extendedCountsAs : plain;
  const student = dayClass === 'in-window' ? freshmanStart(member, terms, payment) : undefined;
  const tier = tierOf(member, terms, payment);
  const plainStart = startBy(startOf(terms, plain, payment), paidOn, year);
  const childStart = tierStart(member, tier, payment);
  // A child in time is covered no later than anybody.
  const isLater =
    childStart !== undefined && childStart > plainStart && dayClass !== 'late' && tier?.coverFrom !== 'birth';
  const ordinaryStart = student ?? (isLater ? plainStart : (childStart ?? plainStart));
  const back: Return = { paidOn, ordinaryStart, earlier };
  const from =
    dayClass === 'late' && tier === undefined ? lateStart(member, terms, back, year) : ordinaryStart;
  const isStudent = student !== undefined && terms.value('freshman', paidOn)?.noWait === true;
  const isSpared = isStudent || tier?.noWait === true;
  const days = { from, until: endOf(member, year) };
  return { ...back, year, dayClass, terms, days, startsOn: latest(january(year), from), isSpared };
}

function startOf(terms: Terms, plain: DayClass, { coverageYear, paidOn }: Payment): CoverStart {
  if (plain === 'late') return terms.value('cover.lateFrom', paidOn);
  if (plain === 'extended') return terms.value('cover.extendedFrom', paidOn);
  return terms.window(coverageYear, paidOn).row.coverFrom;
}

/** A short gap may move the cover of a late payment; a group that serves no wait needs no such rule. */
function lateStart(member: OwnMember, terms: Terms, back: Return, year: number): CivilDate {
  const [rule] = shortGapRules(member, terms, back);
  if (rule === undefined || isFullyExempt(member, terms, back.paidOn)) return back.ordinaryStart;
  return startBy(rule.lateCoverFrom, back.paidOn, year);
}

function freshmanStart(
  member: OwnMember,
  terms: Terms,
  { channel, coverageYear, paidOn }: Payment,
): CivilDate | undefined {
  const rule = terms.value('freshman', paidOn);
  if (rule === null || channel !== rule.channel || !isIn(member.statuses('freshman'), paidOn))
    return undefined;
  const others = member.all('PremiumPaid');
  if (rule.requiresPreviousYear && !others.some((each) => each.coverageYear === coverageYear - 1))
    return undefined;
  const isSecond = others.some((each) => each.channel === rule.channel && each.coverageYear < coverageYear);
  if (rule.firstPaymentOnly && isSecond) return undefined;
  return rule.coverFrom === 'payment' ? paidOn : dayNamed(rule.coverFrom, coverageYear);
}

function tierOf(
  { bornOn }: OwnMember,
  terms: Terms,
  { coverageYear, paidOn }: Payment,
): NewbornTier | undefined {
  if (bornOn === undefined || ![0, 1].includes(coverageYear - yearOf(bornOn))) return undefined;
  return terms
    .value('newborn', paidOn)
    .tiers.find(({ withinDays, withinMonths }) =>
      withinDays === null
        ? isWithin(terms, bornOn, withinMonths ?? 0, paidOn)
        : paidOn <= plusDays(bornOn, withinDays),
    );
}

function tierStart(
  { bornOn }: OwnMember,
  tier: NewbornTier | undefined,
  { coverageYear, paidOn }: Payment,
): CivilDate | undefined {
  if (tier === undefined || bornOn === undefined) return undefined;
  return tier.coverFrom === 'birth'
    ? latest(bornOn, january(coverageYear))
    : startBy(tier.coverFrom, paidOn, coverageYear);
}

/** Every coverage year of a member, ascending; one that would start after death is void. */
export function ownCovers(member: OwnMember): readonly OwnCover[] {
  const free = freeBirthYear(member);
  const covers: OwnCover[] = free === undefined ? [] : [free];
  const payments = [...member.all('PremiumPaid')].sort((a, b) => a.coverageYear - b.coverageYear);
  for (const payment of payments) {
    if (payment.coverageYear === free?.year) continue;
    const earlier = covers.map(({ days }) => days);
    const cover = ownCover(member, payment, earlier);
    if (!member.isDeadOn(cover.days.from)) covers.push(cover);
  }
  return covers.sort((a, b) => a.year - b.year);
}

function freeBirthYear(member: OwnMember): OwnCover | undefined {
  const { bornOn } = member;
  if (bornOn === undefined) return undefined;
  const terms = member.termsOn(bornOn);
  if (!terms.value('newborn', bornOn).birthYearFree || bornOn < terms.version(bornOn).effectiveFrom)
    return undefined;
  const year = yearOf(bornOn);
  return {
    year,
    paidOn: bornOn,
    ordinaryStart: bornOn,
    earlier: [],
    dayClass: 'free',
    terms,
    days: { from: bornOn, until: endOf(member, year) },
    startsOn: bornOn,
    isSpared: true,
  };
}

function endOf({ diedOn }: OwnMember, year: number): CivilDate {
  return diedOn !== undefined && diedOn < december(year) ? plusDays(diedOn, 1) : january(year + 1);
}
