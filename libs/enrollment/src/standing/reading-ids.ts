import { type CivilDate, yearOf } from '../calendar/civil-date.js';
import { READING_IDS, type ReadingId } from '../readings.js';
import type { Enrolment } from './enrolment.js';
import { missedBy } from './cover/full-exemption.js';
import { breakYearsOn, type History, waitingEnrolmentOn } from './history.js';
import type { Dated } from './balances/series.js';

/** The readings that decided something which the standing of the day shows, by number. */
export function readingsOn(history: History, on: CivilDate): readonly ReadingId[] {
  const enrolment = waitingEnrolmentOn(history, on);
  const ids = new Set<ReadingId>(enrolment === undefined ? [] : waitReadings(history, enrolment));
  if (breakYearsOn(history, on).length > 0) ids.add('R3');
  addReadings(ids, history.streak, on);
  addReadings(ids, history.continuous, on);
  addReadings(ids, history.zeroClaim, on);
  addReadings(ids, history.penalty, on);
  for (const id of zeroClaimReadings(history, on)) ids.add(id);
  const struck = history.ceilings.find((each) => each.year === yearOf(on) && each.on <= on);
  for (const id of struck?.readingIds ?? []) ids.add(id);
  return READING_IDS.filter((id) => ids.has(id));
}

/** Adds the readings of every entry up to a day; the entries ascend. */
function addReadings(ids: Set<ReadingId>, series: readonly Dated<unknown>[], on: CivilDate): void {
  for (const entry of series) {
    if (entry.on > on) return;
    for (const id of entry.readingIds) ids.add(id);
  }
}

/** The readings that decided the wait of an enrolment, what is paid during it, or that there is none. */
function waitReadings({ breakYears, member }: History, enrolment: Enrolment): readonly ReadingId[] {
  const { paidOn, rules, wait, year } = enrolment;
  const ids: ReadingId[] = [...enrolment.readingIds];
  if (wait !== null) ids.push('R33');
  if (!enrolment.isUnderRules || enrolment.paidClass === 'free' || enrolment.sparedBy !== null) return ids;
  if (wait !== null) ids.push(...missedBy(member, rules, paidOn));
  const isAnswered = (each: number): boolean => enrolment.breakYears.includes(each);
  if (breakYears.some((each) => each < year && !isAnswered(each))) ids.push('R11');
  return ids;
}

/** The readings that say which year was spoilt for the zero-claim credit: a spoilt year leaves no entry in its series. */
function zeroClaimReadings({ enrolments, member }: History, on: CivilDate): readonly ReadingId[] {
  const ids: ReadingId[] = [];
  const isBetweenYears = member.claims.some(({ data: { scheme, servedOn, settledOn } }) => {
    const [served, settled] = [yearOf(servedOn), yearOf(settledOn)];
    return scheme !== 'employee' && scheme !== 'other' && served !== settled && settled <= yearOf(on);
  });
  if (isBetweenYears) ids.push('R17');
  const isSpentWaiting = enrolments.some(
    ({ cover, isUnderRules, wait }) =>
      isUnderRules && wait !== null && cover.until <= on && wait.benefitsFrom >= cover.until,
  );
  if (isSpentWaiting) ids.push('R33');
  return ids;
}
