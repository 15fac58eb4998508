import type { CivilDate } from '../calendar/civil-date.js';
import type { ReadingId } from '../readings.js';
import {
  type BreakRun,
  breakRun,
  coverFactsOf,
  type CoverageYears,
  type MissedYears,
} from './cover/break-years.js';
import { isAfterDeath, isBeforeOpening, type Member } from './member/member.js';
import { lateStartReadings } from './cover/late-start-readings.js';
import { traceClass } from './cover/payment-class.js';
import type { ResidentCover } from './cover/resident-cover.js';
import type { Wait } from './wait/wait.js';
import { openingWait, type SettledWait, waitingPeriod, withoutWait } from './wait/waiting-period.js';

/** A resident coverage year with the break years it answers for and its wait. */
export interface Enrolment extends ResidentCover {
  /** Break years of the run before it, latest first. */
  readonly breakYears: readonly number[];
  readonly wait: Wait | null;
  /** The special group, or the short gap, that spared it a wait; null: nothing did. */
  readonly sparedBy: SettledWait['sparedBy'];
  /** What repairs may remove in all, in the unit of the wait. */
  readonly repairable: number;
  /** The readings that decided its wait, or that it has none. */
  readonly readingIds: readonly ReadingId[];
  /** No other choice of a reading lets benefits start later; null: none brings a wait. */
  readonly mayWaitUntil: CivilDate | null;
  /** False where the opening balance answers for the year, or death came before it began: it gives cover and nothing else. */
  readonly isExamined: boolean;
  /** Examined, and of a coverage year the text applies to: it has a wait and a ceiling. */
  readonly isUnderRules: boolean;
}

/** The enrolment for a year, if any; the list ascends. */
export function enrolmentOf(enrolments: readonly Enrolment[], year: number): Enrolment | undefined {
  for (let index = enrolments.length - 1; index >= 0; index -= 1) {
    const enrolment = enrolments[index];
    if (enrolment !== undefined && enrolment.year <= year)
      return enrolment.year === year ? enrolment : undefined;
  }
  return undefined;
}

/** The first day of an enrolment on which some fund pays: by R33 a wait stops major-illness insurance too, or does not. */
export function benefitsStart({ cover, rules, wait }: Enrolment): CivilDate {
  return wait === null || rules.readings.R33 === 'no' ? cover.from : wait.benefitsFrom;
}

/** The enrolments of a member, ascending by year, each with its wait. */
export function enrolmentsOf(
  member: Member,
  covers: readonly ResidentCover[],
  years: CoverageYears,
  missed: MissedYears,
): readonly Enrolment[] {
  const enrolments: Enrolment[] = [];
  const opening = member.opening?.data;
  const opened = opening && { year: opening.asOfYear, settled: openingWait(opening) };
  let previousYear = opened?.year;
  let previous = opened?.settled;
  for (const cover of covers) {
    const isExamined = !isBeforeOpening(member, cover.year) && !isAfterDeath(member, cover.startsOn);
    const isUnderRules = isExamined && cover.year >= cover.rules['coverage.firstYear'];
    const hasRun = isUnderRules && cover.paidClass !== 'free';
    const run = hasRun ? breakRun(member, years, missed, cover.year, cover.rules) : undefined;
    const before = previousYear === cover.year - 1 ? previous : undefined;
    const settled =
      run !== undefined
        ? waitingPeriod(member, cover, run, before)
        : !isUnderRules && cover.year === opened?.year
          ? opened.settled
          : withoutWait(lateStartReadings(member, cover));
    if (run !== undefined) traceEnrolment(member, covers, cover, run);
    if (isUnderRules) {
      previousYear = cover.year;
      previous = settled;
    }
    enrolments.push(madeFrom(cover, run, settled, { isExamined, isUnderRules }));
  }
  return enrolments;
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
    breakYears: run?.years ?? noYears,
    wait: settled.wait,
    sparedBy: settled.sparedBy,
    repairable: settled.repairable,
    readingIds: settled.readingIds,
    mayWaitUntil: settled.mayWaitUntil,
    isExamined,
    isUnderRules,
  };
}

function traceEnrolment(
  member: Member,
  covers: readonly ResidentCover[],
  cover: ResidentCover,
  run: BreakRun,
): void {
  if (member.trace === undefined) return;
  const { rules, year } = cover;
  const payment = member.payments.find((fact) => fact.data.coverageYear === year);
  if (payment !== undefined) traceClass(member, payment, cover.paidClass, rules);
  member.trace.step(`breakRun:${String(year)}`, () => {
    const ending = coverFactsOf(member, covers, run.endedBy);
    const stepped = run.steppedOver.flatMap((each) => coverFactsOf(member, covers, each));
    const asserted = member.lapses.filter((fact) => run.years.includes(fact.data.coverageYear));
    const isOpened = run.years.some((each) => isBeforeOpening(member, each));
    const opening = isOpened && member.opening !== undefined ? [member.opening.id] : [];
    return {
      rule: 'breaks.run',
      value: [...run.years].reverse(),
      unit: 'year-list',
      readingIds: run.readingIds,
      eventIds: [...asserted.map(({ id }) => id), ...opening, ...stepped],
      anyOf: ending.length === 0 ? [] : [ending],
      absent: run.years.map((coverageYear) => ({ type: 'PremiumPaid', coverageYear })),
      rules,
      clauseOf: run.steppedOver.length > 0 ? 'breaks.employeeDetour' : 'wait.variablePerYear',
    };
  });
}
