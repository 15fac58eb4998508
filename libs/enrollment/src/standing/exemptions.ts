import { addDays, addMonths, type CivilDate, firstOfNextMonth, yearOf } from '../calendar/civil-date.js';
import { firstDayOutside } from '../calendar/day-ranges.js';
import type { Rules } from '../policy-book.js';
import type { FullExemption, ReadingId, ShortGapExemption } from '../policy-pack.js';
import type { EmployeeGap } from './employee-gap.js';
import { type Member, statusesOf } from './member.js';
import type { PaymentClass } from './payment-class.js';
import type { StatusRange } from './statuses.js';

/** An exemption that applied, with the facts it rests on: any one of them suffices. */
export interface Exempted<R> {
  readonly rule: R;
  readonly eventIds: readonly string[];
  readonly readingIds: readonly ReadingId[];
}

/**
 * The full exemption that holds on a payment day: the member serves no wait at all.
 *
 * @clause 国办发〔2024〕38号 二(三): newborns and other special groups are excepted from the waiting period; which groups
 * is for each region to say.
 */
export function fullExemption(
  member: Member,
  rules: Rules,
  paidOn: CivilDate,
  stepId: string,
): Exempted<FullExemption> | undefined {
  const isOrdinary = member.statuses.length === 0 && member.birth === undefined;
  if (isOrdinary && member.trace === undefined) return undefined;
  const eventIds: string[] = [];
  const readingIds = new Set<ReadingId>();
  let applied: FullExemption | undefined;
  for (const exemption of rules['exemptions.full']) {
    const holding = holdingFacts(member, rules, exemption, paidOn);
    if (holding.eventIds.length === 0) {
      member.trace?.notApplied(
        stepId,
        `waiting.exempt.${exemption.status}`,
        `status ${exemption.status} on ${paidOn}`,
        seenStatus(member, exemption),
      );
      continue;
    }
    applied ??= exemption;
    eventIds.push(...holding.eventIds);
    for (const id of holding.readingIds) readingIds.add(id);
  }
  return applied === undefined ? undefined : { rule: applied, eventIds, readingIds: [...readingIds, 'R14'] };
}

function holdingFacts(
  member: Member,
  rules: Rules,
  exemption: FullExemption,
  paidOn: CivilDate,
): { eventIds: readonly string[]; readingIds: readonly ReadingId[] } {
  if (exemption.holds === 'newborn-age') {
    const { birth } = member;
    const isNewborn = birth !== undefined && paidOn >= birth.on && paidOn < newbornUntil(birth.on, rules);
    return { eventIds: isNewborn ? [birth.eventId] : [], readingIds: ['R29'] };
  }
  const holding = statusesOf(member, exemption.status).filter((range) =>
    holds(range, exemption, rules, paidOn),
  );
  return { eventIds: holding.map((range) => range.eventId), readingIds: readingsOf(exemption) };
}

/** The first day on which a newborn counts as one no more (R29). */
function newbornUntil(born: CivilDate, rules: Rules): CivilDate {
  const { R29 } = rules.readings;
  return R29 === 'first-birthday' ? addMonths(born, 12) : addDays(born, R29.days);
}

function holds(range: StatusRange, exemption: FullExemption, rules: Rules, paidOn: CivilDate): boolean {
  if (paidOn < range.from || (range.until !== null && paidOn >= range.until)) return false;
  switch (exemption.holds) {
    case 'calendar-year':
      return yearOf(paidOn) === yearOf(range.from);
    case 'recently-added': {
      const { R30 } = rules.readings;
      return R30 === 'calendar-year'
        ? yearOf(paidOn) === yearOf(range.from)
        : isWithin(range.from, R30.months, paidOn, rules);
    }
    case 'while-status-or-months':
      return range.until !== null || isWithin(range.from, rules.readings.R35, paidOn, rules);
    case 'while-status':
    case 'newborn-age':
      return true;
  }
}

function readingsOf(exemption: FullExemption): readonly ReadingId[] {
  if (exemption.holds === 'recently-added') return ['R30'];
  return exemption.holds === 'while-status-or-months' ? ['R35'] : [];
}

/** Before d + n months, or on that day where the pack includes it; that the day is not before the first one is tested by the caller. */
function isWithin(from: CivilDate, months: number, day: CivilDate, rules: Rules): boolean {
  const limit = addMonths(from, months);
  return day < limit || (rules['periods.lastDayIncluded'] && day === limit);
}

function seenStatus(member: Member, exemption: FullExemption): string | null {
  if (exemption.holds === 'newborn-age') return member.birth?.on ?? null;
  const ranges = statusesOf(member, exemption.status);
  return ranges.length === 0 ? null : ranges.map(({ from, until }) => `${from}..${until ?? ''}`).join(', ');
}

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
  return rules['exemptions.shortGap'].flatMap((rule) => {
    const eventIds = shortGapFacts(member, rules, rule, paidOn, gap);
    const readingIds: readonly ReadingId[] = rule.after === 'employee-gap' ? ['R25'] : [];
    return eventIds.length === 0 ? [] : [{ rule, eventIds, readingIds }];
  });
}

/**
 * The short-gap exemption that spares a payment months of waiting: the first candidate whose conditions all hold.
 *
 * @clause 闽政办〔2025〕3号 二(三): an earlier break must still be served, so a short gap excuses nothing there.
 */
export function shortGapExemption(
  member: Member,
  rules: Rules,
  payment: {
    readonly candidates: readonly ShortGapCandidate[];
    readonly paidClass: PaymentClass;
    readonly breakYears: readonly number[];
  },
  stepId: string,
): ShortGapCandidate | undefined {
  let applied: ShortGapCandidate | undefined;
  for (const rule of rules['exemptions.shortGap']) {
    const candidate = payment.candidates.find((each) => each.rule === rule);
    if (candidate !== undefined && meetsConditions(rule, payment.paidClass, payment.breakYears)) {
      applied ??= candidate;
    } else if (member.trace !== undefined) {
      const failed =
        candidate === undefined
          ? null
          : `${payment.paidClass}, ${String(payment.breakYears.length)} break years`;
      member.trace.notApplied(stepId, `waiting.shortGap.${rule.after}`, neededForShortGap(rule), failed);
    }
  }
  return applied;
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
  if (months === null) return [];
  return exemption.statuses.flatMap((status) =>
    statusesOf(member, status)
      .filter(
        ({ from }) =>
          paidOn >= from &&
          isWithin(exemption.countedFrom === 'day' ? from : firstOfNextMonth(from), months, paidOn, rules),
      )
      .map((range) => range.eventId),
  );
}

/** True where each day of so many years before the day of leaving had basic insurance (employee or resident). */
function hadCoverBefore(member: Member, gap: EmployeeGap, years: number): boolean {
  const left = gap.leftOn ?? gap.coverStart;
  const basic = [...member.employee, ...gap.residentCover].sort((a, b) => (a.from < b.from ? -1 : 1));
  return firstDayOutside(basic, addMonths(left, -12 * years), left) === undefined;
}

function neededForShortGap(rule: ShortGapExemption): string {
  const facts =
    rule.after === 'employee-gap'
      ? 'a short gap after employee cover'
      : `a payment within ${String(rule.months)} months of ${rule.statuses.join(', ')}`;
  return [
    facts,
    rule.onlyLate ? 'after the window' : '',
    rule.onlyWithoutBreaks ? 'no break year left to serve' : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}
