import { endOfYear } from '../calendar/civil-date.js';
import { refusal } from '../errors.js';
import { type FactOf, HYPOTHETICAL_ID } from '../events.js';
import { rulesOn } from '../standing/member/member.js';
import { isInNewbornWindow, newbornTier } from '../standing/cover/payment-class.js';
import { coverOf, residentCovers } from '../standing/cover/resident-cover.js';
import type { Check } from './admission.js';

/** A lapse for a year that has a live one. */
export const duplicateLapse: Check = ({ body, at, member }) => {
  if (body.type !== 'CoverageLapsed') return undefined;
  const isRecorded = member?.lapses.some(({ data }) => data.coverageYear === body.coverageYear) === true;
  return isRecorded
    ? refusal('duplicate-lapse', `${at}/coverageYear`, { seen: body.coverageYear })
    : undefined;
};

/**
 * A payment before the window of its year opens.
 *
 * @clause 晋医保发〔2025〕3号 一(四): a newborn's payment for the next year is not bound to the window.
 */
export const windowNotOpen: Check = ({ body, at, member }) => {
  if (body.type !== 'PremiumPaid' || member === undefined) return undefined;
  const rules = rulesOn(member, body.paidOn);
  const { opens } = rules.window(body.coverageYear);
  const isNewborn = isInNewbornWindow(body.paidOn, body.coverageYear, rules, member.birth);
  if (body.paidOn >= opens || isNewborn) return undefined;
  const facts = { seen: body.paidOn, year: body.coverageYear, expected: opens };
  return refusal('window-not-open', `${at}/paidOn`, facts, rules.clauses.windows);
};

/**
 * A payment after its coverage year, or after the last day on which the region accepts one for it. A child that a rule for
 * newborns gives a time of its own has that time, until the year ends: it may be born after the last day.
 */
export const coverageYearOver: Check = ({ body, at, member }) => {
  if (body.type !== 'PremiumPaid' || member === undefined) return undefined;
  const { coverageYear, paidOn } = body;
  const rules = rulesOn(member, paidOn);
  const hasOwnTime =
    isInNewbornWindow(paidOn, coverageYear, rules, member.birth) ||
    newbornTier(paidOn, coverageYear, rules, member.birth) !== undefined;
  const expected = hasOwnTime ? endOfYear(coverageYear) : rules.window(coverageYear).lateUntil;
  if (paidOn <= expected) return undefined;
  const facts = { seen: paidOn, year: coverageYear, expected };
  return refusal('coverage-year-over', `${at}/paidOn`, facts, rules.clauses.windows);
};

/** A second live payment for a year. */
export const duplicatePayment: Check = ({ body, at, member }) => {
  if (body.type !== 'PremiumPaid') return undefined;
  const isPaid = member?.payments.some(({ data }) => data.coverageYear === body.coverageYear) === true;
  return isPaid ? refusal('duplicate-payment', `${at}/coverageYear`, { seen: body.coverageYear }) : undefined;
};

/** A payment whose cover would start after its year. One made void by death is accepted, so that it can be refunded. */
export const nothingToCover: Check = ({ body, at, member }) => {
  if (body.type !== 'PremiumPaid' || member === undefined) return undefined;
  const payment: FactOf<'PremiumPaid'> = { id: HYPOTHETICAL_ID, type: 'PremiumPaid', data: body };
  const earlier = residentCovers(member).filter(({ year }) => year < body.coverageYear);
  const cover = coverOf(member, payment, earlier);
  if (cover.cover.from <= endOfYear(body.coverageYear)) return undefined;
  const facts = { seen: cover.cover.from, year: body.coverageYear };
  return refusal('nothing-to-cover', `${at}/paidOn`, facts, cover.rules.clauses[cover.startsBy]);
};

/** A refund that names no live payment or repair of its year, paid by then. */
export const nothingToRefund: Check = ({ body, at, live }) => {
  if (body.type === 'PremiumRefunded') {
    const isLive = live.some(
      ({ id, type, data }) =>
        type === 'PremiumPaid' &&
        id === body.corrects &&
        data.coverageYear === body.coverageYear &&
        data.paidOn <= body.refundedOn,
    );
    return isLive ? undefined : refusal('nothing-to-refund', `${at}/corrects`, { seen: body.coverageYear });
  }
  if (body.type !== 'RepairRefunded') return undefined;
  const isLive = live.some(
    ({ id, type, data }) =>
      type === 'RepairPaid' &&
      id === body.corrects &&
      data.enrolmentYear === body.enrolmentYear &&
      sameYears(data.breakYears, body.breakYears) &&
      data.paidOn <= body.refundedOn,
  );
  return isLive ? undefined : refusal('nothing-to-refund', `${at}/corrects`, { seen: body.enrolmentYear });
};

/** A rescission without a live recorded lapse of its year. */
export const nothingToRescind: Check = ({ body, at, member }) => {
  if (body.type !== 'LapseRescinded') return undefined;
  const isLive = member?.lapses.some(
    ({ id, data }) => id === body.corrects && data.coverageYear === body.coverageYear,
  );
  return isLive === true
    ? undefined
    : refusal('nothing-to-rescind', `${at}/coverageYear`, { seen: body.coverageYear });
};

/** True where two lists name the same years. */
export function sameYears(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((year) => b.includes(year));
}
