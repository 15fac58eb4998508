import {
  addMonths,
  CIVIL_YEARS,
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
import { LEFT_THE_REGION } from '../events.js';
import { addLength } from '../wait-terms.js';
import { type Enrolment, enrolmentOf } from './enrolment.js';
import { coveredOn, type History, isPooledFundPayingOn } from './history.js';
import { isAfterDeath, type Member, rulesOn } from './member/member.js';
import {
  judgingDays,
  lastUsefulPayment,
  mayBeBornSince,
  mayBeCoveredAsFreshman,
  mayBeNewborn,
  ruleDays,
  schoolPaymentBehind,
  sparingMonths,
} from './useful-payment.js';

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
 * No day is after the one asked about: what is dated later is news, not a gap. Every kind is named of which one record
 * could change the answer, and its day is never too early; some are named though none could.
 */
export function absentRecordsBehind(history: History, on: CivilDate): readonly AbsentRecords[] {
  if (isAfterDeath(history.member, on)) return [];
  const latest = new Map<RecordKind, CivilDate>();
  for (const { kind, neededThrough } of behind(history, on)) {
    const known = latest.get(kind);
    latest.set(kind, earlierOf(on, known === undefined ? neededThrough : laterOf(known, neededThrough)));
  }
  // Nobody dies twice.
  if (history.member.death !== undefined) latest.delete('deaths');
  return [...latest].map(([kind, neededThrough]) => through(kind, neededThrough));
}

/** A kind may come more than once, and its day may be later than the one asked about. */
function behind(history: History, on: CivilDate): readonly AbsentRecords[] {
  switch (coveredOn(history, on)) {
    case 'employee':
      return behindEmployeeCover(history, on);
    case 'resident':
      return isPooledFundPayingOn(history, on) ? behindPaying(history, on) : behindWait(history, on);
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
  // Some absences end with the month of a late payment.
  const days = [
    ...ruleDays(member),
    ...enrolments.flatMap(({ paidOn }) => [paidOn, firstOfNextMonth(paidOn)]),
  ];
  const lastYear = Math.min(yearOf(until), CIVIL_YEARS.last);
  for (let year = yearOf(from) + 1; year <= lastYear; year += 1) days.push(startOfYear(year));
  const spared = new Set(judgingDays(member, until).map((day) => sparingMonths(rulesOn(member, day))));
  for (const range of [...member.employee, ...member.other]) {
    if (range.until === null) continue;
    for (const months of spared) {
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

/** The years that cover a day: that of the day and, of a freshman, the next. */
function covering({ enrolments }: History, on: CivilDate): readonly Enrolment[] {
  return enrolments.filter(({ cover }) => contains(cover, on));
}

function isWaitOver({ wait }: Enrolment, on: CivilDate): boolean {
  return wait === null || wait.benefitsFrom <= on;
}

/** Paid, unless the member had gone to another scheme or died, or what the cover or its wait rests on were otherwise. */
function behindPaying(history: History, on: CivilDate): readonly AbsentRecords[] {
  const paying = covering(history, on).filter((each) => isWaitOver(each, on));
  return [
    ...paying.flatMap((each) => premiumsBehindPaying(history, each)),
    through('transfers', on),
    through('deaths', previousDay(on)),
    ...paying.flatMap((each) => statusesBehindPaying(history, each, on)),
  ];
}

/**
 * A late payment for the year before would have brought a wait that this year carries on: also whoever owed nothing may
 * pay. A wait that this year had of itself, unless it was shortened, is no shorter than that. The cover of that payment
 * would also stand between employee cover and a late payment that the short gap spared, and one through school would make
 * this one not the first. Whoever had left the region is liable again from any payment on.
 */
function premiumsBehindPaying(
  { enrolments, member }: History,
  { freshman, gap, paidClass, wait, year }: Enrolment,
): readonly AbsentRecords[] {
  const hasHadWhole = wait !== null && wait.fixed !== 0 && (wait.repaired ?? 0) === 0;
  const mayCarry = !hasHadWhole && (paidClass === 'in-window' || paidClass === 'extended');
  const mayLengthen = mayCarry || (paidClass === 'late' && gap?.isShort === true);
  const isYearBeforeOpen = enrolmentOf(enrolments, year - 1) === undefined;
  const hadLeft = member.transfers.some(({ data }) => data.reason === LEFT_THE_REGION);
  return (isYearBeforeOpen && (mayLengthen || hadLeft)) || freshman?.firstPaymentOnly === true
    ? [through('premiums', endOfYear(year - 1))]
    : [];
}

/** What spared a wait, or began the cover early, may have ended before the payment. */
function statusesBehindPaying(
  { member }: History,
  { freshman, paidClass, paidOn, shortGaps, sparedBy, year }: Enrolment,
  on: CivilDate,
): readonly AbsentRecords[] {
  const absent: AbsentRecords[] = [];
  // After some statuses cover begins with the month after a late payment only.
  const mayBeginLater = paidClass === 'late' && on < firstOfNextMonth(paidOn);
  if (sparedBy !== null || shortGaps.length > 0 || freshman !== undefined || mayBeginLater)
    absent.push(through('statuses', paidOn));
  // Of two newborn statuses the earlier one tells the day of birth.
  const { birth, registration } = member;
  if (birth !== undefined && birth.eventId !== registration.id && yearOf(birth.on) >= year - 1)
    absent.push(through('statuses', birth.on));
  return absent;
}

/** Employee cover: a transfer back, where the fund pays beneath it, or where one could end both within that cover. */
function behindEmployeeCover(history: History, on: CivilDate): readonly AbsentRecords[] {
  if (covering(history, on).some((each) => isWaitOver(each, on))) return [through('transfers', on)];
  const began = rangeOn(history.member.employee, on)?.from ?? on;
  return behindWait(history, on).filter(
    ({ kind, neededThrough }) => kind === 'transfers' && began < earlierOf(on, neededThrough),
  );
}

/** Waiting, unless a year had been paid or covered, a status had spared the wait, or a repair had shortened it. */
function behindWait(history: History, on: CivilDate): readonly AbsentRecords[] {
  const waiting = covering(history, on);
  const absent = [
    ...usefulPremiums(history, on),
    ...waiting.flatMap((each) => behindWaitOf(history, each, on)),
    ...statusesBehindNotPaying(history, on),
  ];
  // Of a year that begins after death nothing is examined but its cover.
  if (waiting.some(({ isExamined, startsOn }) => isExamined && on < startsOn))
    absent.push(through('deaths', on));
  return absent;
}

function behindWaitOf(
  { enrolments, member }: History,
  { wait, year }: Enrolment,
  on: CivilDate,
): readonly AbsentRecords[] {
  if (wait === null) return [];
  const absent: AbsentRecords[] = [];
  // A wait taken over from an older system rests on its declaration otherwise.
  const owner = enrolmentOf(enrolments, wait.year);
  if (owner !== undefined) {
    // Any year of the run would end it, those under employee cover that were stepped over too, or close the gap.
    if (owner.breakYears.length > 0 || owner.gap !== undefined)
      absent.push(through('premiums', endOfYear(owner.year - 1)));
    absent.push(through('transfers', laterOf(owner.paidOn, owner.cover.from)));
  }
  for (const each of enrolments)
    if (wait.year <= each.year && each.year <= year) absent.push(statusesOfPayment(member, each, on));
  // A free year of birth takes the place of a payment for it.
  if (mayBeNewborn(member, on, wait.year)) absent.push(through('statuses', on));
  if (owner !== undefined && mayBeRepairedBy(owner, on)) absent.push(through('repairs', on));
  return absent;
}

/**
 * Statuses that may spare a payment its wait: up to its day, but the end of a group that counts for some months only while
 * no end is known may come later.
 */
function statusesOfPayment(
  { statuses }: Member,
  { paidOn, rules }: Pick<Enrolment, 'paidOn' | 'rules'>,
  on: CivilDate,
): AbsentRecords {
  const mayEndLater = rules['exemptions.full'].some(
    ({ holds, status }) =>
      holds === 'while-status-or-months' &&
      statuses.some((range) => range.status === status && range.until === null && range.from <= paidOn),
  );
  return through('statuses', mayEndLater ? on : paidOn);
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
  const absent = [...usefulPremiums(history, on)];
  const later = enrolmentOf(enrolments, yearOf(on));
  if (later !== undefined && on < later.cover.from) {
    const { newborn } = later.rules;
    const startsWithBirth = newborn.tiers.length > 0 || newborn.nextYearWindowDays !== null;
    if (later.paidOn <= on) absent.push(statusesOfPayment(member, later, on), through('transfers', on));
    if (startsWithBirth && mayBeBornSince(member, later.year - 1)) absent.push(through('statuses', on));
  }
  return [...absent, ...statusesBehindNotPaying(history, on)];
}

/** Statuses that would give a day cover of its own: that of a freshman who has paid, or the free one of a newborn. */
function statusesBehindNotPaying({ member }: History, on: CivilDate): readonly AbsentRecords[] {
  if (mayBeNewborn(member, on, yearOf(on))) return [through('statuses', on)];
  const school = schoolPaymentBehind(member, on);
  return school === undefined ? [] : [through('statuses', school.data.paidOn)];
}

/** Premiums that would make the fund pay on a day: for its year, or as a freshman for the next. */
function usefulPremiums({ enrolments, member }: History, on: CivilDate): readonly AbsentRecords[] {
  const isOpen = (year: number): boolean => enrolmentOf(enrolments, year) === undefined;
  const isYearOpen = isOpen(yearOf(on));
  if ((isYearOpen || isOpen(yearOf(on) + 1)) && mayBeCoveredAsFreshman(member, on))
    return [through('premiums', on)];
  return isYearOpen ? [through('premiums', lastUsefulPayment(member, on))] : [];
}
