import { runReadings } from './cover/break-run-readings.js';
import {
  type BreakRun,
  breakRun,
  coverFactsOf,
  type CoverageYears,
  type MissedYears,
} from './cover/break-years.js';
import { traceClass } from './cover/payment-class.js';
import type { ResidentCover } from './cover/resident-cover.js';
import type { Enrolment } from './enrolment.js';
import { isAfterDeath, isBeforeOpening, type Member } from './member/member.js';
import type { Trace } from './trace.js';
import { WaitReadings } from './wait/wait-readings.js';
import { noWait, openingWait, type SettledWait, waitingPeriod } from './wait/waiting-period.js';

/** The enrolments of a member, ascending by year, each with its wait, and the readings that decided the waits. */
export function enrolmentsOf(
  member: Member,
  covers: readonly ResidentCover[],
  years: CoverageYears,
  missed: MissedYears,
): { readonly enrolments: readonly Enrolment[]; readonly waitReadings: WaitReadings } {
  const enrolments: Enrolment[] = [];
  const waitReadings = new WaitReadings(member, enrolments, missed);
  const opening = member.opening?.data;
  const opened = opening === undefined ? noWait : openingWait(opening);
  let previousYear = opening?.asOfYear;
  let previous = opened.wait;
  for (const cover of covers) {
    const { paidClass, rules, startsOn, year } = cover;
    const isExamined = !isBeforeOpening(member, year) && !isAfterDeath(member, startsOn);
    const isUnderRules = isExamined && year >= rules['coverage.firstYear'];
    const run = isUnderRules && paidClass !== 'free' ? breakRun(member, years, year, rules) : undefined;
    let settled = noWait;
    if (run !== undefined) {
      const before = previousYear === year - 1 ? previous : null;
      settled = waitingPeriod(member, cover, run.years, before, waitReadings);
      if (member.trace !== undefined) traceEnrolment(member, member.trace, cover, { covers, run, missed });
    } else if (!isUnderRules && year === opening?.asOfYear) settled = opened;
    if (isUnderRules) {
      previousYear = year;
      previous = settled.wait;
    }
    enrolments.push(madeFrom(cover, run, settled, { isExamined, isUnderRules }));
  }
  return { enrolments, waitReadings };
}

const noYears: readonly number[] = [];

/** Field by field: copying by spread is what a bulk run would spend a fifth of its time on. */
function madeFrom(
  cover: ResidentCover,
  run: BreakRun | undefined,
  settled: SettledWait,
  { isExamined, isUnderRules }: Pick<Enrolment, 'isExamined' | 'isUnderRules'>,
): Enrolment {
  return {
    year: cover.year,
    eventIds: cover.eventIds,
    paidOn: cover.paidOn,
    paidClass: cover.paidClass,
    rules: cover.rules,
    cover: cover.cover,
    startsOn: cover.startsOn,
    startsBy: cover.startsBy,
    gap: cover.gap,
    shortGaps: cover.shortGaps,
    freshman: cover.freshman,
    newborn: cover.newborn,
    run,
    breakYears: run?.years ?? noYears,
    wait: settled.wait,
    sparedBy: settled.sparedBy,
    repairable: settled.repairable,
    isExamined,
    isUnderRules,
  };
}

function traceEnrolment(
  member: Member,
  trace: Trace,
  cover: ResidentCover,
  from: {
    readonly covers: readonly ResidentCover[];
    readonly run: BreakRun;
    readonly missed: MissedYears;
  },
): void {
  const { rules, year } = cover;
  const { covers, missed, run } = from;
  const payment = member.payments.find((fact) => fact.data.coverageYear === year);
  if (payment !== undefined) traceClass(member, payment, cover.paidClass, rules);
  trace.step(`breakRun:${String(year)}`, () => {
    const ending = coverFactsOf(member, covers, run.endedBy);
    const stepped = run.steppedOver.flatMap((each) => coverFactsOf(member, covers, each));
    const asserted = member.lapses.filter((fact) => run.years.includes(fact.data.coverageYear));
    const isOpened = run.years.some((each) => isBeforeOpening(member, each));
    const opening = isOpened && member.opening !== undefined ? [member.opening.id] : [];
    return {
      rule: 'breaks.run',
      value: [...run.years].reverse(),
      unit: 'year-list',
      readingIds: runReadings(member, missed, { rules, run, year }),
      eventIds: [...asserted.map(({ id }) => id), ...opening, ...stepped],
      anyOf: ending.length === 0 ? [] : [ending],
      absent: run.years.map((coverageYear) => ({ type: 'PremiumPaid', coverageYear })),
      rules,
      clauseOf: run.steppedOver.length > 0 ? 'breaks.employeeDetour' : 'wait.variablePerYear',
    };
  });
}
