import {
  addDays,
  type CivilDate,
  derive,
  endOfYear,
  type History,
  type PolicyBook,
  startOfYear,
  yearOf,
} from '#libs/enrollment';
import type { StoredFact } from '../members/stored-fact.js';
import type { SourceDocument } from '../facts/record-fact-command.js';

/** The year of a region that is closed. */
export interface ClosedYear {
  readonly region: string;
  readonly coverageYear: number;
}

/** The window of a year in a region: a lapse is known from the day after it. */
export interface ClosedWindow {
  /** The last day of the window, the extended one included. */
  readonly windowEndsOn: CivilDate;
  readonly lapsedOn: CivilDate;
}

/** The window of the rules that answer on 1 January of the year, by which liability is judged too. */
export function windowOf(book: PolicyBook, { region, coverageYear }: ClosedYear): ClosedWindow {
  const window = book.rules(region, startOfYear(coverageYear)).window(coverageYear);
  const windowEndsOn = window.extendedUntil ?? window.closes;
  return { windowEndsOn, lapsedOn: addDays(windowEndsOn, 1) };
}

/** The natural key of a lapse that closes append: one a member and year, whichever region and close it came from. */
export function lapseSource(member: string, coverageYear: number): SourceDocument {
  return { system: 'year-close', document: `${coverageYear}/${member}` };
}

/** What a close sees in a member; undefined where it was not in the region on 1 January of the year. */
export interface Judgement {
  readonly liableFrom: CivilDate;
  /** Liable, and nothing covers a day of the year: it is, or will be, a break year. */
  readonly isMissed: boolean;
  /** A lapse of the year is recorded and counts. */
  readonly isRecorded: boolean;
  /** The lapse that a close has appended, whether it still counts or not. */
  readonly ofClose: StoredFact | undefined;
  readonly moved: YearMoves;
}

/** What the year brought by itself, in fen; 0: nothing, or indeterminate. */
export interface YearMoves {
  readonly continuousCreditFen: number;
  readonly zeroClaimCreditFen: number;
  readonly breakPenaltyFen: number;
  readonly isCreditReset: boolean;
}

/** Judges a member by the facts given and the policy of the book. Without a clock. */
export function judgeMember(
  member: string,
  stored: readonly StoredFact[],
  { region, coverageYear }: ClosedYear,
  book: PolicyBook,
): Judgement | undefined {
  const facts = stored.map(({ fact }) => fact);
  const history = derive(facts, book, { throughYear: coverageYear });
  if (history === undefined || regionOn(history, startOfYear(coverageYear)) !== region) return undefined;
  const { opening, lapses, registration } = history.member;
  // The open years of an opening balance were judged by the system that declared them.
  const isTakenOver = opening !== undefined && coverageYear <= opening.data.asOfYear;
  const { document, system } = lapseSource(member, coverageYear);
  return {
    liableFrom: registration.data.liableFrom,
    isMissed: !isTakenOver && history.breakYears.includes(coverageYear),
    isRecorded: lapses.some(({ data }) => data.coverageYear === coverageYear),
    ofClose: stored.find(
      ({ metadata: { source } }) => source?.system === system && source.document === document,
    ),
    moved: movesOf(history, coverageYear),
  };
}

function regionOn({ member }: History, day: CivilDate): string | undefined {
  const { regions } = member;
  return (regions.findLast(({ from }) => from <= day) ?? regions[0])?.region;
}

function movesOf(history: History, year: number): YearMoves {
  const { continuous, zeroClaim, penalty } = history;
  return {
    continuousCreditFen: gainOf(continuous, year, (value) => value),
    zeroClaimCreditFen: gainOf(zeroClaim, year, ({ fen }) => fen),
    breakPenaltyFen: gainOf(penalty, year, (value) => value),
    isCreditReset: zeroClaim.some(({ on, cause }) => cause === 'reset' && yearOf(on) === year),
  };
}

/** What the enrolments of a year added to a balance. */
function gainOf<V>(
  series: readonly { readonly on: CivilDate; readonly value: V; readonly cause: string }[],
  year: number,
  fenOf: (value: V) => number | null,
): number {
  let [before, gained]: [number | null, number] = [0, 0];
  for (const { on, value, cause } of series) {
    if (on > endOfYear(year)) break;
    const after = fenOf(value);
    const isOfYear = cause === 'enrolment' && yearOf(on) === year;
    if (isOfYear && before !== null && after !== null) gained += Math.max(0, after - before);
    before = after;
  }
  return gained;
}
