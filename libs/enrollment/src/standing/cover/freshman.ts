import type { FactOf } from '../../events.js';
import type { FreshmanRule } from '../../parameters.js';
import { dayOfYear, type Rules } from '../../rules.js';
import type { CoverStarted } from './cover-start.js';
import { type Member, statusOnDay } from '../member/member.js';
import type { PaymentClass } from './payment-class.js';

/** The start of the cover of a student's first payment, with the facts that make it one. */
export interface FreshmanCover extends CoverStarted {
  readonly rule: FreshmanRule;
  readonly eventIds: readonly string[];
}

/**
 * Where a student's first payment through school starts to cover, if the pack's rule for it applies.
 *
 * @clause 闽政办〔2025〕3号 一(二); 晋医保发〔2025〕3号 一(三).
 */
export function freshmanCover(
  member: Member,
  payment: FactOf<'PremiumPaid'>,
  paidClass: PaymentClass,
  rules: Rules,
): FreshmanCover | undefined {
  const rule = rules.freshman;
  const { channel, coverageYear, paidOn } = payment.data;
  if (rule === null || paidClass !== 'in-window' || channel !== rule.channel) return undefined;
  const status = statusOnDay(member, 'freshman', paidOn);
  if (status === undefined) return undefined;
  const previous = member.payments.find(({ data }) => data.coverageYear === coverageYear - 1);
  if (rule.requiresPreviousYear && previous === undefined) return undefined;
  if (rule.firstPaymentOnly && hasEarlierPayment(member, payment, rule.channel)) return undefined;
  const from = rule.coverFrom === 'payment' ? paidOn : dayOfYear(rule.coverFrom, coverageYear);
  const previousIds = rule.requiresPreviousYear && previous !== undefined ? [previous.id] : [];
  return { rule, from, by: 'freshman', eventIds: [status.eventId, ...previousIds] };
}

function hasEarlierPayment(member: Member, payment: FactOf<'PremiumPaid'>, channel: string): boolean {
  return member.payments.some(
    ({ data }) => data.channel === channel && data.coverageYear < payment.data.coverageYear,
  );
}
