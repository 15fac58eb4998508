import { addMonths, type CivilDate, firstOfNextMonth } from '../../calendar/civil-date.js';
import { firstDayOutside } from '../../calendar/day-ranges.js';
import type { Rules } from '../../rules.js';
import type { ShortGapExemption } from '../../parameters.js';
import type { ReadingId } from '../../readings.js';
import { counted } from '../counted.js';
import type { EmployeeGap } from './employee-gap.js';
import { type Exempted, isWithinMonths } from './exempted.js';
import { type Member, statusesOf } from '../member/member.js';
import type { PaymentClass } from './payment-class.js';

/** A short-gap exemption whose facts a payment has, whether or not its other conditions hold. */
export type ShortGapCandidate = Exempted<ShortGapExemption>;

const noCandidates: readonly ShortGapCandidate[] = [];

/**
 * The short-gap exemptions of the pack whose facts hold for a payment, in the pack's order.
 *
 * @clause 国办发〔2024〕38号 二(三) (continuity between schemes, R25); ZJKC73-2025-0001 二(三)2; 皖医保发〔2024〕6号 一(二);
 * 晋医保发〔2025〕3号 一(四).
 */
export function shortGapCandidates(
  member: Member,
  rules: Rules,
  paidOn: CivilDate,
  gap: EmployeeGap | undefined,
): readonly ShortGapCandidate[] {
  if (gap === undefined && member.statuses.length === 0) return noCandidates;
  const candidates: ShortGapCandidate[] = [];
  for (const rule of rules['exemptions.shortGap']) {
    const eventIds = shortGapFacts(member, rules, rule, paidOn, gap);
    const readingIds: readonly ReadingId[] = rule.after === 'employee-gap' ? ['R25'] : [];
    if (eventIds.length > 0) candidates.push({ rule, eventIds, readingIds });
  }
  return candidates;
}

/**
 * The short-gap exemption that spares a payment months of waiting: the first candidate whose conditions all hold.
 *
 * @clause 闽政办〔2025〕3号 二(三): an earlier break must still be served, so a short gap excuses nothing there.
 */
export function shortGapExemption(
  member: Member,
  payment: PaymentAfterGap,
  breakYears: readonly number[],
): ShortGapCandidate | undefined {
  if (payment.shortGaps.length === 0 && member.trace === undefined) return undefined;
  let applied: ShortGapCandidate | undefined;
  for (const rule of payment.rules['exemptions.shortGap']) {
    const candidate = payment.shortGaps.find((each) => each.rule === rule);
    if (candidate !== undefined && meetsConditions(rule, payment.paidClass, breakYears))
      applied ??= candidate;
    else if (member.trace !== undefined) traceTried(member, payment, breakYears, { rule, candidate });
  }
  return applied;
}

/** What the exemptions ask of a payment. */
interface PaymentAfterGap {
  readonly year: number;
  readonly paidOn: CivilDate;
  readonly paidClass: PaymentClass;
  readonly rules: Rules;
  readonly gap: EmployeeGap | undefined;
  readonly shortGaps: readonly ShortGapCandidate[];
}

function traceTried(
  member: Member,
  payment: PaymentAfterGap,
  breakYears: readonly number[],
  {
    rule,
    candidate,
  }: { readonly rule: ShortGapExemption; readonly candidate: ShortGapCandidate | undefined },
): void {
  member.trace?.notApplied(`shortGap:${String(payment.year)}`, () => ({
    rule: `waiting.shortGap.${rule.after}`,
    needed: neededForShortGap(rule),
    seen:
      candidate === undefined
        ? seenInstead(member, rule, payment)
        : `${payment.paidClass}, ${counted(breakYears.length, 'break year')}`,
  }));
}

/** What there was of the kind that an exemption asks for, though not in time; null: nothing. */
function seenInstead(
  member: Member,
  rule: ShortGapExemption,
  { gap, paidOn }: PaymentAfterGap,
): string | null {
  if (rule.after === 'employee-gap') {
    return gap === undefined ? null : `left on ${gap.leftOn ?? '-'}, paid on ${paidOn}`;
  }
  const days = rule.statuses.flatMap((status) =>
    statusesOf(member, status).map(({ from }) => `${status} from ${from}`),
  );
  return days.length === 0 ? null : `${days.join(', ')}; paid on ${paidOn}`;
}

/** True where the class of the payment and its break years let a short-gap exemption apply. */
export function meetsConditions(
  rule: ShortGapExemption,
  paidClass: PaymentClass,
  breakYears: readonly number[],
): boolean {
  return (!rule.onlyLate || paidClass === 'late') && (!rule.onlyWithoutBreaks || breakYears.length === 0);
}

function shortGapFacts(
  member: Member,
  rules: Rules,
  exemption: ShortGapExemption,
  paidOn: CivilDate,
  gap: EmployeeGap | undefined,
): readonly string[] {
  if (exemption.after === 'employee-gap') {
    const years = exemption.coveredYearsBefore;
    return gap?.isShort === true && (years === null || hadCoverBefore(member, gap, years))
      ? gap.eventIds
      : [];
  }
  const { months } = exemption;
  if (months === null || member.statuses.length === 0) return [];
  return exemption.statuses.flatMap((status) =>
    statusesOf(member, status)
      .filter(
        ({ from }) =>
          paidOn >= from &&
          isWithinMonths(
            exemption.countedFrom === 'day' ? from : firstOfNextMonth(from),
            months,
            paidOn,
            rules,
          ),
      )
      .map((range) => range.eventId),
  );
}

/** True where each day of so many years before the day of leaving had basic insurance (employee or resident). */
function hadCoverBefore(member: Member, gap: EmployeeGap, years: number): boolean {
  const left = gap.leftOn ?? gap.coverStart;
  const basic = [...member.employee, ...gap.enrolledBefore.map(({ cover }) => cover)].sort((a, b) =>
    a.from < b.from ? -1 : 1,
  );
  return firstDayOutside(basic, addMonths(left, -12 * years), left) === undefined;
}

function neededForShortGap(rule: ShortGapExemption): string {
  const facts =
    rule.after === 'employee-gap'
      ? 'a short gap after employee cover'
      : `a payment within ${counted(rule.months ?? 0, 'month')} of ${rule.statuses.join(', ')}`;
  return [
    facts,
    rule.onlyLate ? 'after the window' : '',
    rule.onlyWithoutBreaks ? 'no break year left to serve' : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}
