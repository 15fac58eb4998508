import type { CivilDate, ExemptionHolds, ShortGapExemption } from '#libs/enrollment';
import { nextMonth, plusDays, plusMonths, yearOf } from './days.js';
import { type Days, isIn, type OwnMember } from './own-member.js';
import { isWithin, type Terms } from './terms.js';

/** True where a group that serves no wait holds the member on a payment day. */
export function isFullyExempt(member: OwnMember, terms: Terms, paidOn: CivilDate): boolean {
  return terms
    .value('exemptions.full', paidOn)
    .some(({ status, holds }) =>
      holds === 'newborn-age'
        ? isNewborn(member, terms, paidOn)
        : member.statuses(status).some((days) => isIn([days], paidOn) && isHeld(holds, days, terms, paidOn)),
    );
}

function isNewborn({ bornOn }: OwnMember, terms: Terms, paidOn: CivilDate): boolean {
  const age = terms.reading('R29', paidOn);
  if (bornOn === undefined || paidOn < bornOn) return false;
  return paidOn < (age === 'first-birthday' ? plusMonths(bornOn, 12) : plusDays(bornOn, age.days));
}

function isHeld(
  holds: Exclude<ExemptionHolds, 'newborn-age'>,
  days: Days,
  terms: Terms,
  paidOn: CivilDate,
): boolean {
  const added = terms.reading('R30', paidOn);
  switch (holds) {
    case 'while-status':
      return true;
    case 'while-status-or-months':
      return days.until !== null || isWithin(terms, days.from, terms.reading('R35', paidOn), paidOn);
    case 'calendar-year':
      return yearOf(paidOn) === yearOf(days.from);
    case 'recently-added':
      return added === 'calendar-year'
        ? yearOf(paidOn) === yearOf(days.from)
        : isWithin(terms, days.from, added.months, paidOn);
  }
}

/** A payment with the day its cover would start by its class alone, and the resident cover of earlier years. */
export interface Return {
  readonly paidOn: CivilDate;
  readonly ordinaryStart: CivilDate;
  readonly earlier: readonly Days[];
}

/** The short-gap rules of the pack whose facts a payment has, in the pack's order, whatever else they ask for. */
export function shortGapRules(member: OwnMember, terms: Terms, back: Return): readonly ShortGapExemption[] {
  const { paidOn } = back;
  return terms
    .value('exemptions.shortGap', paidOn)
    .filter((rule) =>
      rule.after === 'employee-gap'
        ? isAfterEmployee(member, terms, rule, back)
        : isSoon(member, terms, rule, paidOn),
    );
}

function isSoon(member: OwnMember, terms: Terms, rule: ShortGapExemption, paidOn: CivilDate): boolean {
  const froms = rule.statuses.flatMap((status) => member.statuses(status).map(({ from }) => from));
  return froms.some((from) => {
    const counted = rule.countedFrom === 'day' ? from : nextMonth(from);
    return from <= paidOn && isWithin(terms, counted, rule.months ?? 0, paidOn);
  });
}

function isAfterEmployee(member: OwnMember, terms: Terms, rule: ShortGapExemption, back: Return): boolean {
  const left = employeeEndBefore(member, back);
  if (left === undefined || back.paidOn > plusMonths(left, terms.reading('R25', back.paidOn))) return false;
  if (rule.coveredYearsBefore === null) return true;
  const basic = [...member.employee, ...back.earlier];
  for (let day = plusMonths(left, -12 * rule.coveredYearsBefore); day < left; day = plusDays(day, 1)) {
    if (!isIn(basic, day)) return false;
  }
  return true;
}

/** True where the cover starts so long after employee cover that it is not continuous any more. */
export function isInterrupted(member: OwnMember, terms: Terms, back: Return): boolean {
  const left = employeeEndBefore(member, back);
  if (left === undefined || back.paidOn <= plusMonths(left, terms.reading('R25', back.paidOn))) return false;
  const months = terms.value('gap.interruptedMonths', back.paidOn) ?? terms.reading('R25', back.paidOn);
  const limit = plusMonths(left, months);
  const isFrom = terms.value('gap.interruptedFrom', back.paidOn) === 'on';
  return isFrom ? back.ordinaryStart >= limit : back.ordinaryStart > limit;
}

/** The first day without employee cover, where the last covered day before the return was an employee's alone. */
function employeeEndBefore(member: OwnMember, { ordinaryStart, earlier }: Return): CivilDate | undefined {
  const [first] = member.employee;
  if (first === undefined) return undefined;
  for (let day = plusDays(ordinaryStart, -1); day >= first.from; day = plusDays(day, -1)) {
    if (isIn(earlier, day)) return undefined;
    if (isIn(member.employee, day))
      return member.employee.findLast(({ from }) => from <= day)?.until ?? ordinaryStart;
    if (isIn(member.other, day)) return undefined;
  }
  return undefined;
}
