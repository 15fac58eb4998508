import {
  addMonths,
  type CivilDate,
  earlierOf,
  endOfYear,
  firstOfNextMonth,
  laterOf,
  nextDay,
  previousDay,
  startOfYear,
  yearOf,
} from '../calendar/civil-date.js';
import { contains, rangeOn } from '../calendar/day-ranges.js';
import type { Rules } from '../rules.js';
import { addLength, type WaitTerms } from '../wait-terms.js';
import type { Enrolment } from './enrolment.js';
import { coveredOn, type History, isPooledFundPayingOn } from './history.js';
import { isAfterDeath, isBeforeOpening, type Member, rulesOn } from './member/member.js';

/** Kinds of records that a source may declare complete. Corrections of every kind are no records of their own here. */
export const RECORD_KINDS = ['premiums', 'repairs', 'claims', 'transfers', 'statuses', 'deaths'] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** Records whose absence an answer rests on: one dated up to `neededThrough` (inclusive) could give another answer. */
export interface AbsentRecords {
  readonly kind: RecordKind;
  readonly neededThrough: CivilDate;
}

/**
 * The absences that the pooled fund's answer for a day rests on, by kind (docs/domain.md §2, the table of absences).
 * No day is after the one asked about: what is dated later is news, not a gap. A kind is named where records of it alone
 * could change the answer; the day may be later than needed, never earlier.
 */
export function absentRecordsBehind(history: History, on: CivilDate): readonly AbsentRecords[] {
  const { member, enrolments } = history;
  if (isAfterDeath(member, on)) return [];
  const enrolment = enrolments.find(({ cover }) => contains(cover, on));
  switch (coveredOn(history, on)) {
    case 'employee':
      if (enrolment === undefined) return [];
      return isWaitOver(enrolment, on) ? [through('transfers', on)] : behindEmployeeCover(history, on);
    case 'resident':
      return isPooledFundPayingOn(history, on)
        ? behindPaying(history, enrolment, on)
        : behindWait(history, on);
    // Resident cover comes before that of another system, so a premium would tell there as well.
    case 'other':
    case 'none':
      return behindNoCover(history, on);
  }
}

/**
 * Days within a range, both ends left out, from which an answer may rest on less than the day before, though the answer
 * stays. Between two neighbours among them and the days of `changeDays`, what a day rests on only grows with the day.
 */
export function absenceDays(
  { member, enrolments }: History,
  { from, until }: { readonly from: CivilDate; readonly until: CivilDate },
): readonly CivilDate[] {
  const ruleDays = member.regions.flatMap(({ region }) => member.book.ruleDays(region));
  const days = [...ruleDays, ...enrolments.map(({ paidOn }) => paidOn)];
  for (let year = yearOf(from) + 1; year <= yearOf(until); year += 1) days.push(startOfYear(year));
  const spared = [from, ...ruleDays].map((day) => sparingMonths(member, day));
  for (const range of [...member.employee, ...member.other]) {
    if (range.until === null) continue;
    for (const months of new Set(spared)) {
      // At the end of a month the same day may be the one before.
      const ended = addMonths(range.until, months);
      days.push(ended, nextDay(ended));
    }
  }
  return [...new Set(days)].filter((day) => from < day && day < until).sort();
}

function through(kind: RecordKind, neededThrough: CivilDate): AbsentRecords {
  return { kind, neededThrough };
}

function isWaitOver({ wait }: Enrolment, on: CivilDate): boolean {
  return wait === null || wait.benefitsFrom <= on;
}

/** Paid, unless the member had gone to another scheme or died; what spared a wait may have ended before the payment. */
function behindPaying(
  { enrolments }: History,
  enrolment: Enrolment | undefined,
  on: CivilDate,
): readonly AbsentRecords[] {
  const absent = [through('transfers', on), through('deaths', previousDay(on))];
  if (enrolment === undefined) return absent;
  const { paidClass, paidOn, shortGaps, sparedBy, wait, year } = enrolment;
  // After some statuses cover begins with the month after a late payment only.
  const mayBeginLater = paidClass === 'late' && on < firstOfNextMonth(paidOn);
  if (sparedBy !== null || shortGaps.length > 0 || mayBeginLater)
    absent.push(through('statuses', earlierOf(on, paidOn)));
  // A late payment for the year before would have brought a wait that this year carries on: also whoever owed nothing may
  // pay. A wait that this year had of itself, unless it was shortened, is no shorter than that.
  const hasHadWhole = wait !== null && wait.fixed !== 0 && (wait.repaired ?? 0) === 0;
  const mayCarry = !hasHadWhole && (paidClass === 'in-window' || paidClass === 'extended');
  const yearBefore = endOfYear(year - 1);
  const isYearBeforeOpen = !enrolments.some((each) => each.year === year - 1);
  return mayCarry && isYearBeforeOpen ? [through('premiums', earlierOf(on, yearBefore)), ...absent] : absent;
}

/** Employee cover while a wait lasts: one transfer could end both where it is dated within that cover. */
function behindEmployeeCover(history: History, on: CivilDate): readonly AbsentRecords[] {
  const began = rangeOn(history.member.employee, on)?.from ?? on;
  return behindWait(history, on).filter(
    ({ kind, neededThrough }) => kind === 'transfers' && began < neededThrough,
  );
}

/** Waiting, unless a year had been paid or covered, a status had spared the wait, or a repair had shortened it. */
function behindWait({ enrolments, member }: History, on: CivilDate): readonly AbsentRecords[] {
  const covering = enrolments.find(({ cover }) => contains(cover, on));
  if (covering === undefined) return [];
  // Whoever is covered before the year paid for could have paid for the running one.
  const premiums = enrolments.some(({ year }) => year === yearOf(on)) ? [] : [lastUsefulPayment(member, on)];
  const owner = enrolments.find(({ year }) => year === covering.wait?.year);
  const absent = [
    through('statuses', earlierOf(on, laterOf(owner?.paidOn ?? covering.paidOn, covering.paidOn))),
  ];
  // A wait taken over from an older system rests on its declaration otherwise.
  if (owner !== undefined) {
    absent.unshift(through('transfers', earlierOf(on, laterOf(owner.paidOn, owner.cover.from))));
    const [latest] = owner.breakYears;
    if (latest !== undefined) premiums.push(earlierOf(on, endOfYear(latest)));
    else if (owner.gap !== undefined) premiums.push(earlierOf(on, previousDay(owner.cover.from)));
    if (mayBeRepairedBy(owner, on)) absent.push(through('repairs', on));
  }
  if (premiums.length > 0) absent.unshift(through('premiums', premiums.reduce(laterOf)));
  return absent;
}

/** Whether repairs paid by a day could have ended the wait by it. */
function mayBeRepairedBy({ repairable, wait }: Enrolment, on: CivilDate): boolean {
  if (repairable === 0 || !wait?.startsOn || wait.fixed === null) return false;
  const whole = wait.fixed + (wait.variable ?? 0);
  return addLength(wait.startsOn, whole - repairable, wait.unit) <= on;
}

/** Not covered, unless a premium had arrived in time to pay by the day; a status or a transfer may start cover earlier. */
function behindNoCover(history: History, on: CivilDate): readonly AbsentRecords[] {
  const { member, enrolments } = history;
  const absent: AbsentRecords[] = [];
  const isPaidFor = enrolments.some(({ year }) => year === yearOf(on));
  if (!isPaidFor) absent.push(through('premiums', lastUsefulPayment(member, on)));
  const paid = enrolments.find(({ cover, paidOn }) => paidOn <= on && on < cover.from);
  if (paid !== undefined) absent.push(through('statuses', paid.paidOn));
  if (paid?.year === yearOf(on)) absent.push(through('transfers', on));
  const mayBeNewborn =
    member.birth === undefined && member.registration.data.liableFrom >= startOfYear(yearOf(on));
  if (paid === undefined && mayBeNewborn && rulesOn(member, on).newborn.birthYearFree)
    absent.push(through('statuses', on));
  return absent;
}

/**
 * The last day on which a premium for the year of a day could have arrived so that the fund paid on that day: in time, or
 * so long before that a fixed wait had passed; any day where there is no wait, or a status, a birth or a short gap may spare it.
 */
function lastUsefulPayment(member: Member, on: CivilDate): CivilDate {
  // A payment is judged by the region of its own day.
  const moves = member.regions.slice(1).filter(({ from }) => from <= on);
  const lastDays = [on, ...moves.map(({ from }) => previousDay(from))];
  return lastDays
    .map((last) => earlierOf(last, usefulUnder(member, rulesOn(member, last), on)))
    .reduce(laterOf);
}

function usefulUnder(member: Member, rules: Rules, on: CivilDate): CivilDate {
  const window = rules.window(yearOf(on));
  const latest = earlierOf(on, window.lateUntil);
  const isUnderRules = yearOf(on) >= rules['coverage.firstYear'] && !isBeforeOpening(member, yearOf(on));
  if (!isUnderRules || mayBeSpared(member, on)) return latest;
  const inTime = window.extendedUntil ?? window.closes;
  return earlierOf(latest, laterOf(inTime, lastStart(on, rules.wait)));
}

/** The last day from which a fixed wait is over by a day. Months are clamped, so it may be later than the day so long before. */
function lastStart(on: CivilDate, { fixed, unit }: Pick<WaitTerms, 'fixed' | 'unit'>): CivilDate {
  let day = addLength(on, -fixed, unit);
  while (addLength(nextDay(day), fixed, unit) <= on) day = nextDay(day);
  return day;
}

/** Whether a late payer may go without a wait: a status, a birth of late, or cover elsewhere that ended lately. */
function mayBeSpared(member: Member, on: CivilDate): boolean {
  const { birth, employee, other, statuses } = member;
  if (statuses.some(({ from }) => from <= on)) return true;
  if (birth !== undefined && yearOf(birth.on) >= yearOf(on) - 1) return true;
  const lately = addMonths(on, -sparingMonths(member, on));
  return [...employee, ...other].some(({ from, until }) => from <= on && (until === null || until > lately));
}

/** For so long after other cover a late payer may go without a wait, at the most. */
function sparingMonths(member: Member, on: CivilDate): number {
  return 12 + rulesOn(member, on).readings.R25;
}
