import { type CivilDate, yearOf } from '../calendar/civil-date.js';
import { READING_IDS, type ReadingId } from '../readings.js';
import { type Enrolment, enrolmentOf } from './enrolment.js';
import { type History, waitingEnrolmentOn } from './history.js';
import type { Member } from './member/member.js';
import type { Dated } from './balances/series.js';

/** The readings that decided something which the standing of the day shows, by number. */
export function readingsOn(history: History, on: CivilDate): readonly ReadingId[] {
  const ids = new Set<ReadingId>();
  addWaitReadings(ids, history, waitingEnrolmentOn(history, on));
  // A freshman's cover begins in the year before its own.
  const next = enrolmentOf(history.enrolments, yearOf(on) + 1);
  if (next !== undefined && next.cover.from <= on) addWaitReadings(ids, history, next);
  if (hasMissed(history, yearOf(on))) ids.add('R3');
  addReadings(ids, history.streak, on);
  addReadings(ids, history.continuous, on);
  addReadings(ids, history.zeroClaim, on);
  addReadings(ids, history.penalty, on);
  if (isClaimBetweenYears(history.member, on)) ids.add('R17');
  const struck = history.ceilings.find((each) => each.year === yearOf(on) && each.on <= on);
  for (const id of struck?.readingIds ?? []) ids.add(id);
  return READING_IDS.filter((id) => ids.has(id));
}

/** Adds the readings of a wait; by R33 it stops major-illness payments too, or does not. */
function addWaitReadings(
  ids: Set<ReadingId>,
  { waitReadings }: History,
  enrolment: Enrolment | undefined,
): void {
  if (enrolment === undefined) return;
  for (const id of waitReadings.of(enrolment).readingIds) ids.add(id);
  if (enrolment.wait !== null) ids.add('R33');
}

/** Adds the readings of every entry up to a day; the entries ascend. */
function addReadings(ids: Set<ReadingId>, series: readonly Dated<unknown>[], on: CivilDate): void {
  for (const entry of series) {
    if (entry.on > on) return;
    for (const id of entry.readingIds) ids.add(id);
  }
}

/** True where a year before `year` is a break year, or would be by another choice of R3. */
function hasMissed({ breakYears, contestedYears }: History, year: number): boolean {
  return (breakYears[0] ?? year) < year || (contestedYears[0] ?? year) < year;
}

/** True where R17 says which year a claim may spoil: a spoilt year leaves no entry in the series of its credit. */
function isClaimBetweenYears({ claims }: Member, on: CivilDate): boolean {
  return claims.some(({ data: { scheme, servedOn, settledOn } }) => {
    const [served, settled] = [yearOf(servedOn), yearOf(settledOn)];
    return scheme !== 'employee' && scheme !== 'other' && served !== settled && served < yearOf(on);
  });
}
