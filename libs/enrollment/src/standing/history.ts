import {
  CIVIL_YEARS,
  type CivilDate,
  endOfYear,
  nextDay,
  startOfYear,
  yearOf,
} from '../calendar/civil-date.js';
import type { Fact } from '../events.js';
import type { Fen } from '../fen.js';
import { liveFacts } from '../live-facts.js';
import type { PolicyBook } from '../policy-book.js';
import { coverageYears, missedYears } from './cover/break-years.js';
import { breakPenaltySeries } from './balances/break-penalty.js';
import { Ceilings } from './balances/ceiling.js';
import { creditSeries } from './balances/credits.js';
import { creditUseOf } from './balances/credit-use.js';
import { benefitsStart, type Enrolment } from './enrolment.js';
import { enrolmentsOf } from './enrolments.js';
import { groupsOf } from './member/fact-groups.js';
import { isAfterDeath, type Member, memberOf } from './member/member.js';
import { momentsOf, withResets } from './balances/moments.js';
import { type ResidentCover, residentCovers } from './cover/resident-cover.js';
import type { Dated } from './balances/series.js';
import { streakSeries } from './balances/streak.js';
import type { Trace } from './trace.js';
import type { WaitReadings } from './wait/wait-readings.js';
import { type DatedWarning, warningsOf } from './warnings.js';
import type { ZeroClaimBalance } from './balances/zero-claim-balance.js';
import { spoiltYears } from './balances/zero-claim-year.js';

/** Everything derived from the facts of one member: every later question is read off it. */
export interface History {
  readonly member: Member;
  readonly enrolments: readonly Enrolment[];
  /** The readings that decided the waits of the enrolments. */
  readonly waitReadings: WaitReadings;
  /** Every year missed up to `throughYear`, ascending; on a day, those that have ended count. */
  readonly breakYears: readonly number[];
  /** Missed years that R3 decides about: another listed choice counts or leaves them out. Ascending. */
  readonly contestedYears: readonly number[];
  readonly streak: readonly Dated<number>[];
  readonly continuous: readonly Dated<Fen | null>[];
  readonly zeroClaim: readonly Dated<ZeroClaimBalance>[];
  readonly penalty: readonly Dated<Fen | null>[];
  readonly ceilings: Ceilings;
  readonly warnings: readonly DatedWarning[];
  /** The last year whose end was examined, some years after the last that a question may be about. */
  readonly throughYear: number;
}

/**
 * Derives a member's whole history from the known facts, in one pass and without a clock; undefined where no
 * registration counts. Any order of the same facts gives the same history. `throughYear` is the last year that a
 * question may be about.
 */
export function derive(
  facts: readonly Fact[],
  book: PolicyBook,
  options: { readonly throughYear: number; readonly trace?: Trace | undefined },
): History | undefined {
  const known = groupsOf(facts);
  const live = known.undoings.length === 0 ? known : groupsOf(liveFacts(facts).facts);
  const member = memberOf(live, book, options.trace);
  if (member === undefined) return undefined;
  const covers = residentCovers(member);
  const years = coverageYears(member, covers);
  const throughYear = lastExaminedYear(member, covers, options.throughYear);
  const missed = missedYears(member, years, throughYear);
  const { breakYears } = missed;
  const { enrolments, waitReadings } = enrolmentsOf(member, covers, years, missed);
  const base = momentsOf(member, enrolments, breakYears);
  const streak = streakSeries(member, base);
  const penalty = breakPenaltySeries(member, base, breakYears, streak);
  const use = creditUseOf(member, enrolments, penalty);
  const moments = withResets(member, base, use.resets);
  const { continuous, zeroClaim } = creditSeries(member, moments, streak, {
    enrolments,
    waitReadings,
    spoilt: spoiltYears(member),
  });
  const ceilings = new Ceilings(member, enrolments, { continuous, zeroClaim, penalty });
  // To strike them records their steps.
  if (options.trace !== undefined) ceilings.all();
  return {
    member,
    enrolments,
    waitReadings,
    breakYears,
    contestedYears: missed.contested,
    streak,
    continuous,
    zeroClaim,
    penalty,
    ceilings,
    warnings: warningsOf(member, known.isDatedInFuture, use.differing),
    throughYear,
  };
}

/**
 * A member who is liable and uncovered misses a year at the latest two years after liability began, so that looking
 * three years ahead finds the next day on which a standing changes by itself, if there is one.
 */
const YEARS_LOOKED_AHEAD = 3;

function lastExaminedYear(member: Member, covers: readonly ResidentCover[], throughYear: number): number {
  const liableSince = yearOf(member.registration.data.liableFrom);
  const last = Math.max(throughYear, liableSince, covers.at(-1)?.year ?? 0);
  return Math.min(last, CIVIL_YEARS.last) + YEARS_LOOKED_AHEAD;
}

/** The scheme that covers a day, employee before resident before other, or none. */
export function coveredOn(history: History, day: CivilDate): 'employee' | 'resident' | 'other' | 'none' {
  const { member, enrolments } = history;
  if (isAfterDeath(member, day)) return 'none';
  if (member.employee.some((range) => range.from <= day && (range.until === null || day < range.until)))
    return 'employee';
  if (enrolments.some(({ cover }) => cover.from <= day && day < cover.until)) return 'resident';
  return member.other.some((range) => range.from <= day && (range.until === null || day < range.until))
    ? 'other'
    : 'none';
}

/**
 * True where some fund pays on a day, which `covered` covers: employee cover, or resident cover whose wait is over. By
 * R33 major-illness insurance may pay during the wait too.
 */
export function isBenefitEligibleOn(
  history: History,
  day: CivilDate,
  covered: ReturnType<typeof coveredOn>,
): boolean {
  if (covered === 'employee') return true;
  return (
    covered === 'resident' &&
    history.enrolments.some(
      (enrolment) =>
        enrolment.cover.from <= day && day < enrolment.cover.until && benefitsStart(enrolment) <= day,
    )
  );
}

/** True where the resident pooled fund pays on a day: resident cover whose wait is over. */
export function isPooledFundPayingOn(history: History, day: CivilDate): boolean {
  return (
    coveredOn(history, day) === 'resident' &&
    history.enrolments.some(
      ({ cover, wait }) =>
        cover.from <= day && day < cover.until && (wait === null || wait.benefitsFrom <= day),
    )
  );
}

/** The break years that have ended by a day, ascending. */
export function breakYearsOn(history: History, day: CivilDate): readonly number[] {
  const year = yearOf(day);
  return history.breakYears.filter((each) => each < year);
}

/** The wait shown on a day: that of the enrolment for its year or, where there is none, of the earliest later one. */
export function waitingEnrolmentOn(history: History, day: CivilDate): Enrolment | undefined {
  const year = yearOf(day);
  return history.enrolments.find((enrolment) => enrolment.year >= year);
}

/** 1 January of each year and every other day on which an answer about the member may change, ascending. */
export function changeDays(history: History): readonly CivilDate[] {
  const days = new Set<CivilDate>();
  const { member, enrolments, throughYear } = history;
  const add = (day: CivilDate | null | undefined): void => {
    if (day !== null && day !== undefined) days.add(day);
  };
  for (const range of [...member.employee, ...member.other]) {
    add(range.from);
    add(range.until);
  }
  for (const range of member.regions.slice(1)) add(range.from);
  for (const year of [...history.breakYears, ...history.contestedYears]) add(startOfYear(year + 1));
  for (const { data } of member.claims) add(startOfYear(yearOf(data.servedOn) + 1));
  if (member.death !== undefined) add(nextDay(member.death.data.diedOn));
  if (member.opening !== undefined) add(endOfYear(member.opening.data.asOfYear));
  for (const { cover, startsOn, wait, year } of enrolments) {
    add(cover.from);
    add(cover.until);
    add(startsOn);
    add(wait?.startsOn);
    add(wait?.benefitsFrom);
    add(startOfYear(year));
  }
  for (const series of [history.streak, history.continuous, history.zeroClaim, history.penalty]) {
    for (const entry of series) add(entry.on);
  }
  for (const entry of history.zeroClaim) for (const day of entry.value.finalOn) add(day);
  for (const warning of history.warnings) add(warning.from);
  for (const warning of history.warnings) add(warning.until);
  let first: CivilDate | undefined;
  for (const day of days) if (first === undefined || day < first) first = day;
  const firstYear = first === undefined ? throughYear : Math.max(yearOf(first), CIVIL_YEARS.first);
  for (let year = firstYear; year <= throughYear + 1; year += 1) add(startOfYear(year));
  for (const day of expiryDays(history)) add(day);
  return [...days].sort();
}

function expiryDays({ member }: History): readonly CivilDate[] {
  return member.regions.flatMap(({ region }) => member.book.expiryDays(region));
}
