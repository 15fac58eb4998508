import type { ReadingId } from '../policy-pack.js';
import type { Exempted } from './exempted.js';
import type { fullExemption } from './full-exemption.js';
import type { Member } from './member.js';
import type { AppliedRepair } from './repairs.js';
import type { ResidentCover } from './resident-cover.js';
import type { Wait } from './wait.js';

/** Records whether a full exemption held. */
export function traceExemption(
  member: Member,
  { rules, year }: ResidentCover,
  exempt: ReturnType<typeof fullExemption>,
): void {
  member.trace?.step({
    id: `exempt:${String(year)}`,
    rule: exempt === undefined ? 'waiting.exempt' : `waiting.exempt.${exempt.rule.status}`,
    value: exempt !== undefined,
    unit: 'flag',
    readingIds: exempt?.readingIds ?? [],
    anyOf: exempt === undefined ? [] : [exempt.eventIds],
    rules,
    clauseOf: 'exemptions.full',
  });
}

/** Records that an enrolment serves no wait. */
export function traceNone(
  member: Member,
  { eventIds, rules, year }: ResidentCover,
  why: Exempted<unknown> | undefined,
): void {
  const y = String(year);
  member.trace?.step({
    id: `wait:${y}`,
    rule: 'waiting',
    value: 0,
    unit: 'months',
    inputs: [`class:${y}`, `breakRun:${y}`, `exempt:${y}`, `fixed:${y}`, `variable:${y}`],
    readingIds: why?.readingIds ?? [],
    eventIds,
    rules,
    clauseOf: 'wait.fixedMonths',
  });
}

/** Records that the wait of the year before goes on. */
export function traceCarried(member: Member, { eventIds, rules, year }: ResidentCover, carried: Wait): void {
  const y = String(year);
  member.trace?.step({
    id: `wait:${y}`,
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
    clauseOf: 'wait.fixedMonths',
  });
}

/** Records the fixed and the variable months and what they rest on. */
export function traceMonths(
  member: Member,
  enrolled: ResidentCover,
  breakYears: readonly number[],
  months: {
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
    trace.step({
      id: `gap:${y}`,
      rule: 'gap.employee',
      value: gap.leftOn,
      unit: 'day',
      formula: gap.isShort ? 'short' : isInterrupted ? 'interrupted' : 'continuous',
      readingIds: ['R25'],
      eventIds: gap.eventIds,
      rules,
      clauseOf: isInterrupted ? 'gap.interruptedMonths' : 'exemptions.shortGap',
    });
  }
  trace.step({
    id: `shortGap:${y}`,
    rule: 'exemptions.shortGap',
    value: months.shortGap !== undefined,
    unit: 'flag',
    inputs: [`gap:${y}`],
    anyOf: months.shortGap === undefined ? [] : [months.shortGap.eventIds],
    rules,
    clauseOf: 'exemptions.shortGap',
  });
  trace.step({
    id: `fixed:${y}`,
    rule: 'waiting.fixed',
    value: months.fixed,
    unit: 'months',
    formula: `${paidClass}${breakYears.length > 0 ? `, ${String(breakYears.length)} break years` : ''}${isInterrupted ? ', interrupted' : ''}`,
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
    clauseOf: 'wait.fixedMonths',
  });
  trace.step({
    id: `variable:${y}`,
    rule: 'waiting.variable',
    value: months.variable,
    unit: 'months',
    formula: `max(0, ${String(breakYears.length)} - ${rules.readings.R1 === 'no' ? '1' : '0'}) * ${String(rules['wait.variableMonthsPerYear'])}`,
    inputs: [`breakRun:${y}`, `shortGap:${y}`],
    readingIds: variableReadings(paidClass, breakYears),
    rules,
    clauseOf: 'wait.variableMonthsPerYear',
  });
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
    member.trace?.notApplied(
      `repaired:${y}`,
      'waiting.floor',
      `${String(floorFrom)} break years or more`,
      `${String(breakYears.length)} break years`,
    );
  }
  member.trace?.step({
    id: `repaired:${y}`,
    rule: 'waiting.repaired',
    value: wait.repairedMonths,
    unit: 'months',
    readingIds: applied.length > 0 ? ['R12'] : [],
    eventIds: applied.map((repair) => repair.eventId),
    absent: applied.length > 0 ? [] : [{ type: 'RepairPaid', coverageYear: year }],
    inputs: [`breakRun:${y}`],
    rules,
    clauseOf: 'repair.monthsPerYear',
  });
  member.trace?.step({
    id: `wait:${y}`,
    rule: 'waiting',
    value: wait.totalMonths,
    unit: 'months',
    formula: `${String(wait.startsOn)} + ${String(wait.fixedMonths)} + ${String(wait.variableMonths)} - ${String(wait.repairedMonths)} months = ${wait.benefitsFrom}`,
    inputs: [`exempt:${y}`, `fixed:${y}`, `variable:${y}`, `repaired:${y}`, `class:${y}`],
    readingIds: ['R7'],
    eventIds,
    rules,
    clauseOf: 'wait.fixedMonths',
  });
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
