import {
  type CivilDate,
  firstOfNextMonth,
  laterOf,
  nextDay,
  startOfYear,
} from '../../calendar/civil-date.js';
import type { FactOf } from '../../events.js';
import { fullExemption } from '../cover/full-exemption.js';
import { isPaidInTime } from '../cover/payment-class.js';
import type { ResidentCover } from '../cover/resident-cover.js';
import { shortGapExemption } from '../cover/short-gap.js';
import type { Member } from '../member/member.js';
import { repairsOf } from './repairs.js';
import { sparingGroup } from './sparing-group.js';
import type { SparedBy, Wait } from './wait.js';
import type { WaitReadings } from './wait-readings.js';
import {
  traceCarried,
  traceExemption,
  traceNone,
  traceParts,
  traceSpared,
  traceWait,
} from './waiting-period-steps.js';

/** The wait of an enrolment, or what spared it one. */
export interface SettledWait {
  readonly wait: Wait | null;
  /** Null: nothing did. */
  readonly sparedBy: SparedBy | null;
  /** What repairs may remove in all, in the unit of the wait: the variable or, by R12, every part. */
  readonly repairable: number;
}

/** No wait, and nothing to repair. */
export const noWait: SettledWait = { wait: null, sparedBy: null, repairable: 0 };
const noWaitAfterShortGap: SettledWait = { ...noWait, sparedBy: 'short-gap' };

/**
 * The waiting period of an enrolment (docs/domain.md §4.4). Which readings decided it is worked out apart (`WaitReadings`).
 *
 * @param previous the wait of the year before, if it had one
 * @param readings of the member, for the steps
 * @clause 国办发〔2024〕38号 二(三): three fixed months for whoever pays outside the window or was not continuous, one more
 * for each further break year, repairable, not below six from four break years on.
 */
export function waitingPeriod(
  member: Member,
  enrolled: ResidentCover,
  breakYears: readonly number[],
  previous: Wait | null,
  readings: WaitReadings,
): SettledWait {
  const { rules, year } = enrolled;
  const { trace } = member;
  const exempt = fullExemption(member, rules, enrolled.paidOn, year);
  if (trace !== undefined) traceExemption(member, enrolled, exempt);
  const group = sparingGroup(enrolled, exempt);
  if (group !== null) {
    if (trace !== undefined) traceSpared(trace, enrolled, exempt);
    return { wait: null, sparedBy: group, repairable: 0 };
  }
  const carriable = carriableWait(previous, enrolled);
  if (carriable !== null && rules.readings.R8 === 'carried') {
    if (trace !== undefined) traceCarried(member, enrolled, carriable);
    return { wait: carriable, sparedBy: null, repairable: 0 };
  }
  const shortGap = shortGapExemption(member, enrolled, breakYears);
  const fixed = exempt === undefined ? fixedPart(enrolled, breakYears, shortGap !== undefined) : 0;
  const variable = shortGap?.rule.spares === 'whole-wait' ? 0 : variablePart(enrolled, breakYears);
  if (trace !== undefined) traceParts(member, enrolled, breakYears, { fixed, variable, shortGap });
  if (fixed + variable === 0) {
    if (trace !== undefined) traceNone(trace, enrolled, { shortGap, lost: carriable, readings });
    return shortGap === undefined ? noWait : noWaitAfterShortGap;
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
  if (trace !== undefined) traceWait(member, enrolled, breakYears, wait, applied);
  return { wait, sparedBy: null, repairable };
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
  return { wait, sparedBy: null, repairable: 0 };
}

/** A wait of the year before that runs past 31 December: it goes on, or its rest is lost (R8). */
function carriableWait(previous: Wait | null, enrolled: ResidentCover): Wait | null {
  if (previous === null || !isPaidInTime(enrolled.paidClass)) return null;
  return previous.benefitsFrom > startOfYear(enrolled.year) ? previous : null;
}

/** The fixed part: none for an extended payment or a short gap, else for a late or not continuous one. */
export function fixedPart(
  enrolled: Pick<ResidentCover, 'gap' | 'paidClass' | 'rules'>,
  breakYears: readonly number[],
  isShortGap: boolean,
): number {
  const { paidClass, rules } = enrolled;
  if (isShortGap) return 0;
  const whole = rules.wait.fixed;
  const isInterrupted = enrolled.gap?.isInterruption === true;
  if (paidClass === 'extended') return rules.readings.R15 === 'full' && breakYears.length > 0 ? whole : 0;
  if (paidClass === 'late' || isInterrupted) return whole;
  return breakYears.length > 0 && rules.readings.R6 === 'yes' ? whole : 0;
}

/** The variable part: so much for each break year but the first (R1). */
export function variablePart(
  enrolled: Pick<ResidentCover, 'paidClass' | 'rules'>,
  breakYears: readonly number[],
): number {
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
