import {
  type CivilDate,
  firstOfNextMonth,
  laterOf,
  nextDay,
  startOfYear,
} from '../../calendar/civil-date.js';
import type { CoverStart, NewbornTier, ParameterName } from '../../parameters.js';
import type { Rules } from '../../rules.js';
import { fullExemption } from './full-exemption.js';
import { type Birth, type Member, untraced } from '../member/member.js';
import { isExtended, type PaymentClass } from './payment-class.js';
import { meetsConditions, type ShortGapCandidate } from './short-gap.js';

/** Where a cover starts, and the parameter that says so. */
export interface CoverStarted {
  readonly from: CivilDate;
  readonly by: ParameterName;
}

/** The day and the coverage year of a payment. */
interface Paid {
  readonly paidOn: CivilDate;
  readonly year: number;
}

/** Where the cover of a payment starts by its day alone, before any special start (docs/domain.md §4.2). */
export function ordinaryStart(
  paidOn: CivilDate,
  year: number,
  paidClass: PaymentClass,
  rules: Rules,
): CoverStarted {
  if (paidClass === 'late')
    return { from: startOn(rules['cover.lateFrom'], { paidOn, year }), by: 'cover.lateFrom' };
  const window = rules.window(year);
  // A payment that counts as one in the window may still arrive in the extended period and be covered as such.
  const isLikeExtended = paidClass === 'extended' || window.extendedCountsAs === 'in-window';
  return isLikeExtended && isExtended(paidOn, window)
    ? { from: startOn(rules['cover.extendedFrom'], { paidOn, year }), by: 'cover.extendedFrom' }
    : { from: startOn(window.coverFrom, { paidOn, year }), by: 'windows' };
}

/**
 * Where the payment for a small child starts to cover, if a tier of the pack says so: from birth, or like another
 * payment; one that is in time starts no later than anybody's.
 */
export function newbornStart(
  tier: NewbornTier | undefined,
  birth: Birth | undefined,
  ordinary: CoverStarted,
  paid: Paid & { readonly paidClass: PaymentClass },
): CoverStarted {
  if (tier === undefined || birth === undefined) return ordinary;
  if (tier.coverFrom === 'birth') return { from: laterOf(birth.on, startOfYear(paid.year)), by: 'newborn' };
  const from = startOn(tier.coverFrom, paid);
  return paid.paidClass !== 'late' && from > ordinary.from ? ordinary : { from, by: 'newborn' };
}

/** Where a late payment starts to cover: a short-gap rule may say so; a fully exempt member needs no such rule. */
export function lateStart(
  member: Member,
  rules: Rules,
  shortGaps: readonly ShortGapCandidate[],
  ordinary: CoverStarted,
  paid: Paid,
): CoverStarted {
  const applied = shortGaps.find(({ rule }) => meetsConditions(rule, 'late', []));
  if (applied === undefined) return ordinary;
  const from = startOn(applied.rule.lateCoverFrom, paid);
  if (from === ordinary.from) return ordinary;
  const exempt = fullExemption(untraced(member), rules, paid.paidOn, paid.year);
  return exempt === undefined ? { from, by: 'exemptions.shortGap' } : ordinary;
}

/** The day that a cover start means for a payment: never before 1 January of its year. */
function startOn(start: CoverStart, { paidOn, year }: Paid): CivilDate {
  const january = startOfYear(year);
  if (start === 'january' || paidOn < january) return january;
  if (start === 'payment') return paidOn;
  return start === 'next-day' ? nextDay(paidOn) : firstOfNextMonth(paidOn);
}
