import {
  type CivilDate,
  firstOfNextMonth,
  laterOf,
  nextDay,
  startOfYear,
} from '../../calendar/civil-date.js';
import type { FactOf, Status } from '../../events.js';
import type { ReadingId } from '../../readings.js';
import type { Exempted } from '../cover/exempted.js';
import { fullExemption } from '../cover/full-exemption.js';
import type { Member } from '../member/member.js';
import { repairsOf } from './repairs.js';
import type { ResidentCover } from '../cover/resident-cover.js';
import { shortGapExemption } from '../cover/short-gap.js';
import type { Wait } from './wait.js';
import { traceCarried, traceExemption, traceParts, traceNone, traceWait } from './waiting-period-steps.js';

/** The wait of an enrolment with what it was made of. */
export interface SettledWait {
  readonly wait: Wait | null;
  /** The special group, or the short gap, that spared it; null: nothing did. */
  readonly sparedBy: Status | 'short-gap' | null;
  /** What repairs may remove in all, in the unit of the wait: the variable or, by R12, every part. */
  readonly repairable: number;
  readonly readingIds: readonly ReadingId[];
}

/** No wait, and nothing to repair. */
export const noWait: SettledWait = unwaited(null, []);

function unwaited(sparedBy: SettledWait['sparedBy'], readingIds: readonly ReadingId[]): SettledWait {
  return { wait: null, sparedBy, repairable: 0, readingIds };
}

const carriedReadings: readonly ReadingId[] = ['R7', 'R8'];

/**
 * The waiting period of an enrolment (docs/domain.md §4.4).
 *
 * @clause 国办发〔2024〕38号 二(三): three fixed months for whoever pays outside the window or was not continuous, one more
 * for each further break year, repairable, not below six from four break years on.
 */
export function waitingPeriod(
  member: Member,
  enrolled: ResidentCover,
  breakYears: readonly number[],
  previous: SettledWait | undefined,
): SettledWait {
  const { rules, year } = enrolled;
  const { readings } = rules;
  const exempt = fullExemption(member, rules, enrolled.paidOn, year);
  if (member.trace !== undefined) traceExemption(member, enrolled, exempt);
  const group =
    enrolled.freshman?.noWait === true ? 'freshman' : enrolled.newborn?.noWait === true ? 'newborn' : null;
  if ((exempt !== undefined && readings.R14 === 'yes') || group !== null) {
    if (member.trace !== undefined) traceNone(member, enrolled, exempt);
    return unwaited(exempt?.rule.status ?? group, exempt?.readingIds ?? []);
  }
  const carried = carriedWait(previous, enrolled);
  if (carried !== undefined && readings.R8 === 'carried') {
    if (member.trace !== undefined) traceCarried(member, enrolled, carried);
    return { wait: carried, sparedBy: null, repairable: 0, readingIds: carriedReadings };
  }
  const shortGap = shortGapExemption(member, enrolled, breakYears);
  const fixed = exempt === undefined ? fixedPart(enrolled, breakYears, shortGap !== undefined) : 0;
  const variable = shortGap?.rule.spares === 'whole-wait' ? 0 : variablePart(enrolled, breakYears);
  if (member.trace !== undefined) traceParts(member, enrolled, breakYears, { fixed, variable, shortGap });
  const readingIds = waitReadings(enrolled, breakYears, { shortGap, exempt, carried });
  if (fixed + variable === 0) {
    if (member.trace !== undefined) traceNone(member, enrolled, shortGap);
    return unwaited(shortGap === undefined ? null : 'short-gap', readingIds);
  }
  const startsOn = waitStart(enrolled);
  const { benefitsFrom, repaired, repairable, applied } = repairsOf(member, enrolled, {
    fixed,
    variable,
    startsOn,
    breakYears,
  });
  const wait: Wait = {
    year,
    unit: rules.wait.unit,
    fixed,
    variable,
    repaired,
    total: fixed + variable - repaired,
    startsOn,
    benefitsFrom,
  };
  if (member.trace !== undefined) traceWait(member, enrolled, breakYears, wait, applied);
  return {
    wait,
    sparedBy: null,
    repairable,
    readingIds: applied.length > 0 ? [...readingIds, 'R12'] : readingIds,
  };
}

/** The wait that an opening balance brought over, as if its last year had begun it; none where it names no day. */
export function openingWait(opening: FactOf<'OpeningBalanceDeclared'>['data']): SettledWait {
  if (opening.benefitsFrom === undefined) return noWait;
  const wait: Wait = {
    year: opening.asOfYear,
    unit: 'months',
    fixed: null,
    variable: null,
    repaired: null,
    total: null,
    startsOn: null,
    benefitsFrom: opening.benefitsFrom,
  };
  return { wait, sparedBy: null, repairable: 0, readingIds: noWait.readingIds };
}

/**
 * A wait of the year before that runs past its 31 December, where this year is paid in the window or the extended window:
 * it goes on, or its rest is lost (R8).
 */
function carriedWait(previous: SettledWait | undefined, enrolled: ResidentCover): Wait | undefined {
  if (previous?.wait === undefined || previous.wait === null) return undefined;
  const isInTime = enrolled.paidClass === 'in-window' || enrolled.paidClass === 'extended';
  return isInTime && previous.wait.benefitsFrom > startOfYear(enrolled.year) ? previous.wait : undefined;
}

/** The fixed part: none for an extended payment or a short gap, else for a late or not continuous one. */
function fixedPart(enrolled: ResidentCover, breakYears: readonly number[], isShortGap: boolean): number {
  const { paidClass, rules } = enrolled;
  if (isShortGap) return 0;
  const whole = rules.wait.fixed;
  const isInterrupted = enrolled.gap?.isInterruption === true;
  if (paidClass === 'extended') return rules.readings.R15 === 'full' && breakYears.length > 0 ? whole : 0;
  if (paidClass === 'late' || isInterrupted) return whole;
  return breakYears.length > 0 && rules.readings.R6 === 'yes' ? whole : 0;
}

/** The variable part: so much for each break year but the first (R1). */
function variablePart(enrolled: ResidentCover, breakYears: readonly number[]): number {
  const { paidClass, rules } = enrolled;
  const { R1, R6, R10, R15 } = rules.readings;
  if (paidClass === 'extended' && R15 === 'none') return 0;
  if (paidClass === 'in-window' && R6 === 'no') return 0;
  const missedWindow = paidClass === 'late' && R10 === 'yes' ? 1 : 0;
  const counted = breakYears.length + missedWindow - (R1 === 'no' ? 1 : 0);
  return Math.max(0, counted) * rules.wait.variablePerYear;
}

/**
 * The first day of the wait: the start of the year. For a payment after the window R7 may count it from after its arrival,
 * though never before the cover.
 */
function waitStart({ paidClass, paidOn, rules, startsOn }: ResidentCover): CivilDate {
  if (paidClass === 'in-window') return startsOn;
  switch (rules.readings.R7) {
    case 'months, arrival':
    case 'days, arrival':
      return startsOn;
    case 'months, next-day':
    case 'days, next-day':
      return laterOf(startsOn, nextDay(paidOn));
    case 'months, next-month':
    case 'days, next-month':
      return laterOf(startsOn, firstOfNextMonth(paidOn));
  }
}

const always: readonly ReadingId[] = ['R7'];
const afterBreaks: readonly ReadingId[] = [...always, 'R1', 'R3', 'R11'];

function waitReadings(
  { gap, paidClass }: ResidentCover,
  breakYears: readonly number[],
  {
    shortGap,
    exempt,
    carried,
  }: {
    readonly shortGap: Exempted<unknown> | undefined;
    readonly exempt: Exempted<unknown> | undefined;
    readonly carried: Wait | undefined;
  },
): readonly ReadingId[] {
  const hasBreaks = breakYears.length > 0;
  let ids = hasBreaks ? afterBreaks : always;
  if (hasBreaks && paidClass === 'in-window') ids = [...ids, 'R6'];
  if (hasBreaks && paidClass === 'extended') ids = [...ids, 'R15'];
  if (paidClass === 'late') ids = [...ids, 'R10'];
  if (gap !== undefined) ids = [...ids, 'R25'];
  if (shortGap !== undefined) ids = [...ids, ...shortGap.readingIds];
  if (exempt !== undefined) ids = [...ids, ...exempt.readingIds];
  if (carried !== undefined) ids = [...ids, 'R8'];
  return ids;
}
