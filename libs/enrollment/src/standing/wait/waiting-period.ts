import {
  addDays,
  type CivilDate,
  endOfYear,
  firstOfNextMonth,
  laterOf,
  nextDay,
  startOfYear,
} from '../../calendar/civil-date.js';
import type { FactOf, Status } from '../../events.js';
import type { ReadingId } from '../../readings.js';
import { addLength } from '../../wait-terms.js';
import type { BreakRun } from '../cover/break-years.js';
import { fullExemption, missedBy } from '../cover/full-exemption.js';
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
  /** No other choice of these readings lets benefits start later; null: none brings a wait. */
  readonly mayWaitUntil: CivilDate | null;
}

const none: readonly ReadingId[] = [];

/** No wait, and nothing to repair. */
const noWait: SettledWait = unwaited(null, none, null);

function unwaited(
  sparedBy: SettledWait['sparedBy'],
  readingIds: readonly ReadingId[],
  mayWaitUntil: CivilDate | null,
): SettledWait {
  return { wait: null, sparedBy, repairable: 0, readingIds, mayWaitUntil };
}

/** No wait, by these readings. */
export function withoutWait(readingIds: readonly ReadingId[]): SettledWait {
  return readingIds.length === 0 ? noWait : unwaited(null, readingIds, null);
}

/**
 * The waiting period of an enrolment (docs/domain.md §4.4).
 *
 * @clause 国办发〔2024〕38号 二(三): three fixed months for whoever pays outside the window or was not continuous, one more
 * for each further break year, repairable, not below six from four break years on.
 */
export function waitingPeriod(
  member: Member,
  enrolled: ResidentCover,
  run: BreakRun,
  previous: SettledWait | undefined,
): SettledWait {
  const { rules, year } = enrolled;
  const { readings } = rules;
  const { years: breakYears } = run;
  const exempt = fullExemption(member, rules, enrolled.paidOn, year);
  if (member.trace !== undefined) traceExemption(member, enrolled, exempt);
  const group =
    enrolled.freshman?.noWait === true ? 'freshman' : enrolled.newborn?.noWait === true ? 'newborn' : null;
  if ((exempt !== undefined && readings.R14 === 'yes') || group !== null) {
    const readingIds = exempt?.readingIds ?? none;
    if (member.trace !== undefined) traceNone(member, enrolled, readingIds, false);
    const mayWaitUntil = exempt === undefined ? null : ownLimit(enrolled, run);
    return unwaited(exempt?.rule.status ?? group, readingIds, mayWaitUntil);
  }
  const reaching = reachingInto(enrolled, previous);
  const carried = carriedWait(reaching, enrolled);
  if (reaching !== undefined && carried !== undefined && readings.R8 === 'carried') {
    if (member.trace !== undefined) traceCarried(member, enrolled, carried);
    const limits = missedBy(member, rules, enrolled.paidOn);
    const readingIds = [...new Set<ReadingId>([...reaching.readingIds, 'R8', ...limits])];
    return { wait: carried, sparedBy: null, repairable: 0, readingIds, mayWaitUntil: reaching.mayWaitUntil };
  }
  const shortGap = shortGapExemption(member, enrolled, breakYears);
  const fixed = exempt === undefined ? fixedPart(enrolled, breakYears, shortGap !== undefined) : 0;
  const variable = shortGap?.rule.spares === 'whole-wait' ? 0 : variablePart(enrolled, breakYears);
  if (member.trace !== undefined) traceParts(member, enrolled, breakYears, { fixed, variable, shortGap });
  let readingIds = lengthReadings(enrolled, run);
  if (exempt !== undefined) readingIds = [...readingIds, ...exempt.readingIds];
  if (reaching !== undefined) readingIds = [...new Set([...readingIds, ...reaching.readingIds])];
  if (carried !== undefined) readingIds = [...readingIds, 'R8'];
  if (fixed + variable > 0 || enrolled.shortGaps.length > 0)
    readingIds = [...readingIds, ...missedBy(member, rules, enrolled.paidOn)];
  if (fixed + variable === 0) {
    if (member.trace !== undefined) {
      const lost: readonly ReadingId[] = carried === undefined ? none : ['R8'];
      traceNone(member, enrolled, [...(shortGap?.readingIds ?? none), ...lost], reaching !== undefined);
    }
    const sparedBy = shortGap === undefined ? null : 'short-gap';
    if (readingIds.length === 0 && sparedBy === null) return noWait;
    return unwaited(sparedBy, readingIds, limitOf(enrolled, run, reaching));
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
  readingIds = [...readingIds, 'R7'];
  if (member.repairs.some(({ data }) => data.enrolmentYear === year)) readingIds = [...readingIds, 'R12'];
  return { wait, sparedBy: null, repairable, readingIds, mayWaitUntil: limitOf(enrolled, run, reaching) };
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
  return { wait, sparedBy: null, repairable: 0, readingIds: none, mayWaitUntil: opening.benefitsFrom };
}

/**
 * What the year before settled, where its wait runs past 31 December, or by another choice of a reading could, and this
 * year is paid in the window or the extended window.
 */
function reachingInto(enrolled: ResidentCover, previous: SettledWait | undefined): SettledWait | undefined {
  if (previous?.mayWaitUntil === undefined || previous.mayWaitUntil === null) return undefined;
  const isInTime = enrolled.paidClass === 'in-window' || enrolled.paidClass === 'extended';
  return isInTime && previous.mayWaitUntil > startOfYear(enrolled.year) ? previous : undefined;
}

/** A wait that runs past 31 December: it goes on, or its rest is lost (R8). */
function carriedWait(reaching: SettledWait | undefined, { year }: ResidentCover): Wait | undefined {
  if (reaching === undefined || reaching.wait === null) return undefined;
  return reaching.wait.benefitsFrom > startOfYear(year) ? reaching.wait : undefined;
}

/** The latest day on which benefits start under some choice of the readings, of this year or of the year before. */
function limitOf(enrolled: ResidentCover, run: BreakRun, reaching: SettledWait | undefined): CivilDate {
  const own = ownLimit(enrolled, run);
  return reaching === undefined || reaching.mayWaitUntil === null ? own : laterOf(own, reaching.mayWaitUntil);
}

/** Both parts at their longest, begun on the latest day that R7 may say. */
function ownLimit(
  { paidClass, paidOn, rules, startsOn, year }: ResidentCover,
  { mostYears }: BreakRun,
): CivilDate {
  const { fixed, unit, variablePerYear } = rules.wait;
  const isLate = paidClass === 'late';
  const start = paidClass === 'in-window' ? startsOn : laterOf(startsOn, firstOfNextMonth(paidOn));
  const longest = fixed + (mostYears + (isLate ? 1 : 0)) * variablePerYear;
  // As nearly always: it is over within the year, and on which day does not matter.
  if (start === startOfYear(year) && longest < (unit === 'months' ? 12 : 360)) return endOfYear(year);
  // Counted as thirty days, months come out two days longer at the most, around the end of February.
  return addDays(addLength(start, longest, unit), 2);
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

/** The readings that decided the two parts of a wait, or that there is none. */
function lengthReadings({ gap, paidClass, rules }: ResidentCover, run: BreakRun): readonly ReadingId[] {
  let ids = run.readingIds;
  const hasBreaks = run.years.length > 0;
  const isLate = paidClass === 'late';
  if (hasBreaks || (isLate && rules.readings.R10 === 'yes')) ids = [...ids, 'R1'];
  if (hasBreaks && paidClass === 'in-window') ids = [...ids, 'R6'];
  if (hasBreaks && paidClass === 'extended') ids = [...ids, 'R15'];
  if (isLate) ids = [...ids, 'R10'];
  if (gap !== undefined) ids = [...ids, 'R25'];
  return ids;
}
