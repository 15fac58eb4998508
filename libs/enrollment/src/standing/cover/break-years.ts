import { type CivilDate, startOfYear, yearOf } from '../../calendar/civil-date.js';
import { overlaps } from '../../calendar/day-ranges.js';
import { LEFT_THE_REGION } from '../../events.js';
import { READINGS } from '../../readings.js';
import type { Rules } from '../../rules.js';
import { isBeforeOpening, type Member, rulesOn } from '../member/member.js';
import type { ResidentCover } from './resident-cover.js';

/** What one coverage year was for a member, once it has ended; `uncounted`: missed before the first year that counts (R3). */
export type YearState = 'break' | 'uncounted' | 'resident' | 'employee' | 'other' | 'excused' | 'not-liable';

/** The years of a member, looked up as often as needed. */
export interface CoverageYears {
  state(year: number): YearState;
  /** True where a day of the year was under cover of another system. */
  hasOtherCover(year: number): boolean;
}

/**
 * What each year was. A break year has ended with no covered day, for a member who was liable: the window opened on or
 * after `liableFrom` and liability had not ended when it closed, or a lapse asserts it.
 *
 * @clause 国办发〔2024〕38号 二(三): for each year of interruption; counted from coverage year 2025 (R3).
 */
export function coverageYears(member: Member, covers: readonly ResidentCover[]): CoverageYears {
  const isLiable = liabilityOf(member);
  const asserted = yearsOf(member.lapses, ({ data }) => data.asserted === true);
  const lapsed = yearsOf(member.lapses);
  const rescinded = yearsOf(member.rescissions);
  const resident = residentYears(covers);
  const state = (year: number): YearState => {
    if (resident.includes(year)) return 'resident';
    if (hasDayIn(member.employee, year)) return 'employee';
    if (hasDayIn(member.other, year)) return 'other';
    const rules = rulesOn(member, startOfYear(year));
    if (member.death !== undefined && year >= yearOf(member.death.data.diedOn)) return 'not-liable';
    if (rescinded.has(year) && !lapsed.has(year)) return 'excused';
    if (!asserted.has(year) && !isLiable(rules.window(year))) return 'not-liable';
    return year < rules.readings.R3 ? 'uncounted' : 'break';
  };
  return {
    state,
    hasOtherCover: (year) => hasDayIn(member.other, year),
  };
}

const noneOf: ReadonlySet<number> = new Set();

/** The coverage years that facts name, of all or of some of them. */
function yearsOf<F extends { readonly data: { readonly coverageYear: number } }>(
  facts: readonly F[],
  isMeant: (fact: F) => boolean = () => true,
): ReadonlySet<number> {
  return facts.length === 0 ? noneOf : new Set(facts.filter(isMeant).map(({ data }) => data.coverageYear));
}

/** The years with a day of resident cover: those paid for, and the year in which a freshman's cover begins. */
function residentYears(covers: readonly ResidentCover[]): readonly number[] {
  const years: number[] = [];
  for (const cover of covers) {
    if (coversYear(cover, cover.year - 1)) years.push(cover.year - 1);
    years.push(cover.year);
  }
  return years;
}

/** Consecutive break years before an enrolment, latest first, and the year that ended the run. */
export interface BreakRun {
  readonly years: readonly number[];
  readonly endedBy: number;
  /** Employee years stepped over, which is a choice of the pack. */
  readonly steppedOver: readonly number[];
}

/**
 * The break years that an enrolment answers for. Under `breaks.employeeDetour: carries` years under employee cover
 * alone are stepped over; everything else that is no break year ends the run.
 *
 * @clause 闽政办〔2025〕3号 二(三): breaks before an employee spell are still served; R11: the run since cover last ended.
 */
export function breakRun(
  member: Member,
  years: CoverageYears,
  enrolmentYear: number,
  enrolled: Rules,
): BreakRun {
  let run = noYears;
  let steppedOver = noYears;
  const first = firstCountedYear(member, enrolled.readings.R3);
  const isLifetime = enrolled.readings.R11 === 'lifetime';
  let year = enrolmentYear - 1;
  for (; year >= first; year -= 1) {
    const state = years.state(year);
    if (state === 'break') run = [...run, year];
    else if (isLifetime) continue;
    else if (
      state === 'employee' &&
      enrolled['breaks.employeeDetour'] === 'carries' &&
      !years.hasOtherCover(year)
    )
      steppedOver = [...steppedOver, year];
    else break;
  }
  if (isLifetime || isBeforeOpening(member, year)) run = [...run, ...openYears(member)];
  return { years: run, endedBy: year, steppedOver };
}

/** The years that a member missed. */
export interface MissedYears {
  /** Every break year up to the last ended year asked about, ascending, those of the opening balance included. */
  readonly breakYears: readonly number[];
  /** Missed years, ascending, that some listed choice of R3 counts as break years and another does not. */
  readonly contested: readonly number[];
}

export function missedYears(member: Member, years: CoverageYears, throughYear: number): MissedYears {
  const breakYears: number[] = [];
  for (const year of openYears(member)) breakYears.unshift(year);
  const contested: number[] = [];
  let earliest = yearOf(member.registration.data.liableFrom);
  for (const { data } of member.lapses) earliest = Math.min(earliest, data.coverageYear);
  const countedFrom = rulesOn(member, startOfYear(earliest)).readings.R3;
  const from = Math.max(earliest, firstCountedYear(member, Math.min(countedFrom, EARLIEST_FIRST_YEAR)));
  for (let year = from; year <= throughYear; year += 1) {
    const state = years.state(year);
    if (state !== 'break' && state !== 'uncounted') continue;
    if (year < LATEST_FIRST_YEAR || state === 'uncounted') contested.push(year);
    if (state === 'break') breakYears.push(year);
  }
  return { breakYears, contested };
}

const EARLIEST_FIRST_YEAR = Math.min(...READINGS.R3.choices);
const LATEST_FIRST_YEAR = Math.max(...READINGS.R3.choices);

/** The first year that can be a break year of a member, by a choice of R3: none before an opening balance. */
export function firstCountedYear(member: Member, countedFrom: number): number {
  return member.opening === undefined ? countedFrom : Math.max(countedFrom, member.opening.data.asOfYear + 1);
}

/** The break years that the opening balance declares as still unanswered, latest first. */
function openYears({ opening }: Member): readonly number[] {
  return opening === undefined ? noYears : [...opening.data.openBreakYears].sort((a, b) => b - a);
}

const noYears: readonly number[] = [];

function coversYear({ year: enrolled, cover }: ResidentCover, year: number): boolean {
  return enrolled === year || (enrolled === year + 1 && cover.from < startOfYear(enrolled));
}

function hasDayIn(ranges: Member['employee'], year: number): boolean {
  if (ranges.length === 0) return false;
  const from = startOfYear(year);
  const until = startOfYear(year + 1);
  for (const range of ranges) if (overlaps(range, from, until)) return true;
  return false;
}

/** Whether a member was liable for a year, by its window. */
type IsLiable = (window: { readonly opens: CivilDate; readonly closes: CivilDate }) => boolean;

/** Liability begins with `liableFrom`, ends on leaving the region, begins again with a payment or a transfer to a scheme. */
function liabilityOf(member: Member): IsLiable {
  const { liableFrom } = member.registration.data;
  const ends: CivilDate[] = [];
  for (const { data } of member.transfers)
    if (data.to === 'none' && data.reason === LEFT_THE_REGION) ends.push(data.effectiveOn);
  if (ends.length === 0) return ({ opens }) => opens >= liableFrom;
  const begins = [
    ...member.payments.map((fact) => fact.data.paidOn),
    ...member.transfers.filter((fact) => fact.data.to !== 'none').map((fact) => fact.data.effectiveOn),
  ];
  const hasEndedBy = (day: CivilDate): boolean =>
    ends.some((end) => end <= day && !begins.some((begin) => begin >= end && begin <= day));
  return ({ opens, closes }) => opens >= liableFrom && !hasEndedBy(closes);
}

/** The facts that gave cover in a year, of which any one alone would have ended a run of break years. */
export function coverFactsOf(
  member: Member,
  covers: readonly ResidentCover[],
  year: number,
): readonly string[] {
  const payments = covers.filter((cover) => coversYear(cover, year)).flatMap((cover) => cover.eventIds);
  const schemes = [...member.employee, ...member.other].filter((range) =>
    overlaps(range, startOfYear(year), startOfYear(year + 1)),
  );
  return [...payments, ...schemes.flatMap((range) => range.eventIds)];
}
