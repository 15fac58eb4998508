import { type CivilDate, yearOf } from '../calendar/civil-date.js';
import { READING_IDS, type ReadingId } from '../readings.js';
import { type Enrolment, enrolmentOf } from './enrolment.js';
import { type History, waitingEnrolmentOn } from './history.js';
import type { Member } from './member/member.js';
import type { StruckCeiling } from './balances/ceiling.js';
import { isResidentClaim } from './balances/claims.js';
import type { Dated } from './balances/series.js';

/**
 * The readings that decided something which the standing of the day shows, by number.
 *
 * @param struck the ceiling of the year, once it is struck
 */
export function readingsOn(
  history: History,
  on: CivilDate,
  struck: StruckCeiling | undefined,
): readonly ReadingId[] {
  const cited = new CitedReadings();
  addWaitReadings(cited, history, waitingEnrolmentOn(history, on));
  // A freshman's cover begins in the year before its own.
  const next = enrolmentOf(history.enrolments, yearOf(on) + 1);
  if (next !== undefined && next.cover.from <= on) addWaitReadings(cited, history, next);
  if (hasMissed(history, yearOf(on))) cited.add('R3');
  addReadings(cited, history.streak, on);
  addReadings(cited, history.continuous, on);
  addReadings(cited, history.zeroClaim, on);
  addReadings(cited, history.penalty, on);
  if (isClaimBetweenYears(history.member, on)) cited.add('R17');
  if (struck !== undefined) cited.addAll(struck.readingIds);
  return cited.list();
}

/** Readings, each once. A standing of every member asks for them, and flags are quicker than a set of ids. */
class CitedReadings {
  private readonly flags = noneCited.slice();

  add(id: ReadingId): void {
    this.flags[positions[id]] = true;
  }

  addAll(ids: readonly ReadingId[]): void {
    for (const id of ids) this.add(id);
  }

  /** By number. */
  list(): readonly ReadingId[] {
    return READING_IDS.filter((_, position) => this.flags[position]);
  }
}

const noneCited: readonly boolean[] = READING_IDS.map(() => false);
const positions = Object.fromEntries(READING_IDS.map((id, position) => [id, position])) as Readonly<
  Record<ReadingId, number>
>;

/** Adds the readings of a wait; by R33 it stops major-illness payments too, or does not. */
function addWaitReadings(
  cited: CitedReadings,
  { waitReadings }: History,
  enrolment: Enrolment | undefined,
): void {
  if (enrolment === undefined) return;
  cited.addAll(waitReadings.of(enrolment).readingIds);
  if (enrolment.wait !== null) cited.add('R33');
}

/** Adds the readings of every entry up to a day; the entries ascend, and many in a row were decided alike. */
function addReadings(cited: CitedReadings, series: readonly Dated<unknown>[], on: CivilDate): void {
  let last: readonly ReadingId[] | undefined;
  for (const { on: day, readingIds } of series) {
    if (day > on) return;
    if (readingIds !== last) cited.addAll(readingIds);
    last = readingIds;
  }
}

/** True where a year before `year` is a break year, or would be by another choice of R3. */
function hasMissed({ breakYears, contestedYears }: History, year: number): boolean {
  return (breakYears[0] ?? year) < year || (contestedYears[0] ?? year) < year;
}

/** True where R17 says which year a claim may spoil: a spoilt year leaves no entry in the series of its credit. */
function isClaimBetweenYears({ claims }: Member, on: CivilDate): boolean {
  const year = yearOf(on);
  return claims.some((claim) => {
    const served = yearOf(claim.data.servedOn);
    return served < year && served !== yearOf(claim.data.settledOn) && isResidentClaim(claim);
  });
}
