import { type CivilDate, startOfYear, yearOf } from '../calendar/civil-date.js';
import { isBeforeOpening, type Member, regionOn, rulesOn } from './member/member.js';
import { repairPriceFen } from './wait/repairs.js';

/** What a reader of an answer must be told; none of them changes the answer. */
export const WARNING_CODES = [
  'expired-rule',
  'ceiling-not-set',
  'credit-used-differs',
  'not-examined',
  'price-differs',
  'moved',
  'dated-in-future',
] as const;
export type WarningCode = (typeof WARNING_CODES)[number];

/** A warning with the days on which it is shown; null: without beginning or end. */
export interface DatedWarning {
  readonly code: WarningCode;
  readonly from: CivilDate | null;
  readonly until: CivilDate | null;
}

/** The warnings that facts bring; those of a day alone (an expired text, a missing ceiling) are added when it is read. */
export function warningsOf(
  member: Member,
  isDatedInFuture: boolean,
  differingCreditUse: readonly CivilDate[],
): readonly DatedWarning[] {
  const warnings: DatedWarning[] = differingCreditUse.map((from) => ({
    code: 'credit-used-differs',
    from,
    until: null,
  }));
  for (const range of member.regions.length === 1 ? [] : member.regions.slice(1))
    warnings.push({ code: 'moved', from: range.from, until: null });
  for (const { data } of member.opening === undefined ? [] : member.claims) {
    if (isBeforeOpening(member, yearOf(data.servedOn)))
      warnings.push({ code: 'not-examined', from: data.settledOn, until: null });
  }
  for (const { data } of member.payments) {
    const price = member.book.premiumFen(regionOn(member, data.paidOn), data.coverageYear, data.paidOn);
    if (data.amountFen === undefined || price === undefined || data.amountFen === price) continue;
    warnings.push({ code: 'price-differs', from: data.paidOn, until: startOfYear(data.coverageYear + 1) });
  }
  for (const { data } of member.repairs) {
    const price = repairPriceFen(member, rulesOn(member, data.paidOn), data.paidOn);
    if (
      data.amountFen === undefined ||
      price === undefined ||
      data.amountFen === price * data.breakYears.length
    )
      continue;
    warnings.push({ code: 'price-differs', from: data.paidOn, until: startOfYear(data.enrolmentYear + 1) });
  }
  if (isDatedInFuture) warnings.push({ code: 'dated-in-future', from: null, until: null });
  return warnings;
}
