import { addDays, type CivilDate, yearOf } from '../../calendar/civil-date.js';
import type { FactOf } from '../../events.js';
import type { Rules, Window } from '../../rules.js';
import type { NewbornTier } from '../../parameters.js';
import { isWithinMonths } from './exempted.js';
import type { Birth, Member } from '../member/member.js';

/** How a payment arrived; `free` is a year that is covered without one. */
export type PaymentClass = 'in-window' | 'extended' | 'late' | 'free';

/**
 * The class of a payment by the day on which it arrived.
 *
 * @clause 国办发〔2024〕38号 二(三): paying outside the window has consequences; 闽政办〔2025〕3号 一(一): the extended
 * window; 晋医保发〔2025〕3号 一(四): a child's first payment is in time up to a number of days after birth.
 */
export function paymentClass(
  paidOn: CivilDate,
  coverageYear: number,
  rules: Rules,
  birth: Birth | undefined,
): PaymentClass {
  const window = rules.window(coverageYear);
  if (paidOn <= window.closes || isInNewbornWindow(paidOn, coverageYear, rules, birth)) return 'in-window';
  return isExtended(paidOn, window) ? window.extendedCountsAs : 'late';
}

/** True for a payment in the window or the extended window. */
export function isPaidInTime(paidClass: PaymentClass): boolean {
  return paidClass === 'in-window' || paidClass === 'extended';
}

/** True where a payment for the year after birth arrived within the newborn's own window (both days included). */
export function isInNewbornWindow(
  paidOn: CivilDate,
  coverageYear: number,
  rules: Rules,
  birth: Birth | undefined,
): boolean {
  const days = rules.newborn.nextYearWindowDays;
  if (days === null || birth === undefined || coverageYear !== yearOf(birth.on) + 1) return false;
  return paidOn >= birth.on && paidOn <= addDays(birth.on, days);
}

/** True for a payment day in the extended window of a year. */
export function isExtended(paidOn: CivilDate, { closes, extendedUntil }: Window): boolean {
  return extendedUntil !== null && paidOn > closes && paidOn <= extendedUntil;
}

/** The newborn tier that a payment for the birth year or the year after it is made in, by age on its day. */
export function newbornTier(
  paidOn: CivilDate,
  coverageYear: number,
  rules: Rules,
  birth: Birth | undefined,
): NewbornTier | undefined {
  const { tiers } = rules.newborn;
  if (tiers.length === 0 || birth === undefined || paidOn < birth.on) return undefined;
  const age = coverageYear - yearOf(birth.on);
  if (age !== 0 && age !== 1) return undefined;
  return tiers.find(({ withinDays, withinMonths }) =>
    withinDays === null
      ? isWithinMonths(birth.on, withinMonths ?? 0, paidOn, rules)
      : paidOn <= addDays(birth.on, withinDays),
  );
}

/** Records the class of a payment for an explanation. */
export function traceClass(
  member: Member,
  payment: FactOf<'PremiumPaid'>,
  paidClass: PaymentClass,
  rules: Rules,
): void {
  if (member.trace === undefined) return;
  const year = payment.data.coverageYear;
  const id = `class:${String(year)}`;
  const window = rules.window(year);
  member.trace.step(id, () => ({
    rule: 'windows',
    value: paidClass,
    unit: 'class',
    formula: `${payment.data.paidOn} in ${window.opens}..${window.closes}${window.extendedUntil === null ? '' : `..${window.extendedUntil}`}`,
    eventIds: [payment.id],
    rules,
    clauseOf: 'windows',
  }));
  if (window.extendedUntil !== null && !isExtended(payment.data.paidOn, window)) {
    member.trace.notApplied(id, () => ({
      rule: 'windows.extended',
      needed: `payment after ${window.closes}, until ${window.extendedUntil ?? ''}`,
      seen: payment.data.paidOn,
    }));
  }
}
