import { addDays, type CivilDate, startOfYear, yearOf } from '../calendar/civil-date.js';
import type { FactOf } from '../events.js';
import type { Rules, Window } from '../policy-book.js';
import type { Birth, Member } from './member.js';

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
  return window.extendedUntil !== null && paidOn <= window.extendedUntil ? 'extended' : 'late';
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

/** Where the cover of a payment starts by its class alone, before any special start (docs/domain.md §4.2). */
export function ordinaryCoverStart(
  paidOn: CivilDate,
  coverageYear: number,
  paidClass: PaymentClass,
  window: Window,
): CivilDate {
  const january = startOfYear(coverageYear);
  if (paidClass === 'in-window' && window.coverFrom === 'january') return january;
  return paidOn > january ? paidOn : january;
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
  member.trace.step({
    id,
    rule: 'windows',
    value: paidClass,
    unit: 'class',
    formula: `${payment.data.paidOn} in ${window.opens}..${window.closes}${window.extendedUntil === null ? '' : `..${window.extendedUntil}`}`,
    eventIds: [payment.id],
    rules,
    clauseOf: 'windows',
  });
  if (window.extendedUntil !== null && paidClass !== 'extended') {
    member.trace.notApplied(
      id,
      'windows.extended',
      `payment after ${window.closes}, until ${window.extendedUntil}`,
      payment.data.paidOn,
    );
  }
}
