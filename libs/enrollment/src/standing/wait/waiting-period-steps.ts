import type { ReadingId } from '../../readings.js';
import type { Exempted } from '../cover/exempted.js';
import { type fullExemption, missedBy } from '../cover/full-exemption.js';
import { counted } from '../counted.js';
import type { Member } from '../member/member.js';
import type { AppliedRepair } from './repairs.js';
import type { ResidentCover } from '../cover/resident-cover.js';
import type { Trace } from '../trace.js';
import type { Wait } from './wait.js';
import type { WaitReadings } from './wait-readings.js';

/** Records whether a full exemption held, and the readings by which one did or might have. */
export function traceExemption(
  member: Member,
  { paidOn, rules, year }: ResidentCover,
  exempt: ReturnType<typeof fullExemption>,
): void {
  member.trace?.step(`exempt:${String(year)}`, () => ({
    rule: exempt === undefined ? 'waiting.exempt' : `waiting.exempt.${exempt.rule.status}`,
    value: exempt !== undefined,
    unit: 'flag',
    readingIds: exempt?.readingIds ?? missedBy(member, rules, paidOn),
    anyOf: exempt === undefined ? [] : [exempt.eventIds],
    rules,
    clauseOf: 'exemptions.full',
  }));
}

/** Records that a group serves no wait. */
export function traceSpared(
  trace: Trace,
  enrolled: ResidentCover,
  exempt: Exempted<unknown> | undefined,
): void {
  traceZero(trace, enrolled, () => ({ before: [], readingIds: exempt?.readingIds ?? [] }));
}

/** Records that an enrolment serves no wait, and whether that of the year before could have reached it, or was lost. */
export function traceNone(
  trace: Trace,
  enrolled: ResidentCover,
  why: {
    readonly shortGap: Exempted<unknown> | undefined;
    readonly lost: Wait | null;
    readonly readings: WaitReadings;
  },
): void {
  const { shortGap, lost, readings } = why;
  traceZero(trace, enrolled, () => ({
    before: readings.reaching(enrolled) === undefined ? [] : [`wait:${String(enrolled.year - 1)}`],
    readingIds: [...(shortGap?.readingIds ?? []), ...(lost === null ? [] : (['R8'] as const))],
  }));
}

function traceZero(
  trace: Trace,
  { eventIds, rules, year }: ResidentCover,
  made: () => { readonly before: readonly string[]; readonly readingIds: readonly ReadingId[] },
): void {
  const y = String(year);
  trace.step(`wait:${y}`, () => {
    const { before, readingIds } = made();
    return {
      rule: 'waiting',
      value: 0,
      unit: rules.wait.unit,
      inputs: [...before, `class:${y}`, `breakRun:${y}`, `exempt:${y}`, `fixed:${y}`, `variable:${y}`],
      readingIds,
      eventIds,
      rules,
      clauseOf: 'wait.fixed',
    };
  });
}

/** Records that the wait of the year before goes on. */
export function traceCarried(member: Member, { eventIds, rules, year }: ResidentCover, carried: Wait): void {
  const y = String(year);
  member.trace?.step(`wait:${y}`, () => ({
    rule: 'waiting.carried',
    value: carried.benefitsFrom,
    unit: 'day',
    inputs: [`class:${y}`, `exempt:${y}`, `wait:${String(year - 1)}`],
    readingIds: ['R8'],
    eventIds:
      carried.startsOn === null
        ? [...eventIds, ...(member.opening === undefined ? [] : [member.opening.id])]
        : eventIds,
    rules,
    clauseOf: 'wait.fixed',
  }));
}

/** Records the fixed and the variable part and what they rest on. */
export function traceParts(
  member: Member,
  enrolled: ResidentCover,
  breakYears: readonly number[],
  parts: {
    readonly fixed: number;
    readonly variable: number;
    readonly shortGap: Exempted<unknown> | undefined;
  },
): void {
  const { trace } = member;
  if (trace === undefined) return;
  const { gap, paidClass, rules, year } = enrolled;
  const y = String(year);
  const isInterrupted = gap?.isInterruption === true;
  if (gap !== undefined) {
    trace.step(`gap:${y}`, () => ({
      rule: 'gap.employee',
      value: gap.leftOn,
      unit: 'day',
      formula: gap.isShort ? 'short' : isInterrupted ? 'interrupted' : 'continuous',
      readingIds: ['R25'],
      eventIds: gap.eventIds,
      rules,
      clauseOf: isInterrupted ? 'gap.interruptedMonths' : 'exemptions.shortGap',
    }));
  }
  trace.step(`shortGap:${y}`, () => ({
    rule: 'exemptions.shortGap',
    value: parts.shortGap !== undefined,
    unit: 'flag',
    inputs: [`gap:${y}`],
    anyOf: parts.shortGap === undefined ? [] : [parts.shortGap.eventIds],
    rules,
    clauseOf: 'exemptions.shortGap',
  }));
  trace.step(`fixed:${y}`, () => ({
    rule: 'waiting.fixed',
    value: parts.fixed,
    unit: rules.wait.unit,
    formula: `${paidClass}${breakYears.length > 0 ? `, ${counted(breakYears.length, 'break year')}` : ''}${isInterrupted ? ', interrupted' : ''}`,
    inputs: [`class:${y}`, `breakRun:${y}`, `gap:${y}`, `shortGap:${y}`],
    readingIds:
      breakYears.length === 0
        ? []
        : paidClass === 'in-window'
          ? ['R6']
          : paidClass === 'extended'
            ? ['R15']
            : [],
    rules,
    clauseOf: 'wait.fixed',
  }));
  trace.step(`variable:${y}`, () => ({
    rule: 'waiting.variable',
    value: parts.variable,
    unit: rules.wait.unit,
    formula: variableFormula(enrolled, breakYears, parts.variable),
    inputs: [`breakRun:${y}`, `shortGap:${y}`],
    readingIds: variableReadings(paidClass, breakYears),
    rules,
    clauseOf: 'wait.variablePerYear',
  }));
}

/** Records the repairs and the wait itself. */
export function traceWait(
  member: Member,
  { eventIds, rules, year }: ResidentCover,
  breakYears: readonly number[],
  wait: Wait,
  applied: readonly AppliedRepair[],
): void {
  const y = String(year);
  const floorFrom = rules['wait.floorFromBreakYears'];
  if (breakYears.length < floorFrom) {
    member.trace?.notApplied(`repaired:${y}`, () => ({
      rule: 'waiting.floor',
      needed: `${counted(floorFrom, 'break year')} or more`,
      seen: counted(breakYears.length, 'break year'),
    }));
  }
  member.trace?.step(`repaired:${y}`, () => ({
    rule: 'waiting.repaired',
    value: wait.repaired,
    unit: wait.unit,
    readingIds: applied.length > 0 ? ['R12'] : [],
    eventIds: applied.map((repair) => repair.eventId),
    absent: applied.length > 0 ? [] : [{ type: 'RepairPaid', coverageYear: year }],
    inputs: [`breakRun:${y}`],
    rules,
    clauseOf: 'repair.perYear',
  }));
  member.trace?.step(`wait:${y}`, () => ({
    rule: 'waiting',
    value: wait.total,
    unit: wait.unit,
    formula: `${String(wait.startsOn)} + ${String(wait.fixed)} + ${String(wait.variable)} - ${String(wait.repaired)} ${wait.unit} = ${wait.benefitsFrom}`,
    inputs: [`exempt:${y}`, `fixed:${y}`, `variable:${y}`, `repaired:${y}`, `class:${y}`],
    readingIds: ['R7'],
    eventIds,
    rules,
    clauseOf: 'wait.fixed',
  }));
}

/** How the variable part was counted; a plain 0 where a rule left it out altogether. */
function variableFormula(
  { paidClass, rules }: ResidentCover,
  breakYears: readonly number[],
  variable: number,
): string {
  const missedWindow = paidClass === 'late' && rules.readings.R10 === 'yes' ? 1 : 0;
  const spared = rules.readings.R1 === 'no' ? 1 : 0;
  const { variablePerYear } = rules.wait;
  const counted = Math.max(0, breakYears.length + missedWindow - spared);
  if (counted * variablePerYear !== variable) return '0';
  const years = `${String(breakYears.length)}${missedWindow === 0 ? '' : ' + 1'}`;
  return `max(0, ${years} - ${String(spared)}) * ${String(variablePerYear)}`;
}

function variableReadings(
  paidClass: ResidentCover['paidClass'],
  breakYears: readonly number[],
): readonly ReadingId[] {
  const ids: ReadingId[] = breakYears.length > 0 ? ['R1'] : [];
  if (paidClass === 'late') ids.push('R10');
  if (paidClass === 'extended' && breakYears.length > 0) ids.push('R15');
  return ids;
}
