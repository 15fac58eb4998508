import { type YearScale, yearScale } from './scale.js';

/** So many years are drawn at most: more of them could not be read. */
const MOST_YEARS = 25;

/** So many empty years may lie between what is drawn and the day asked about; a day farther off is told beside the drawing. */
const MOST_EMPTY_YEARS = 5;

/** The years that a coverage chart shows, and where the day asked about lies. */
export interface CoverageYears {
  readonly scale: YearScale;
  readonly asked: 'before' | 'within' | 'after';
}

/** Takes the years of the intervals and payments, with the day asked about and two years before it where they are near. */
export function coverageYears(
  intervals: readonly { readonly from: string; readonly until: string | null }[],
  payments: readonly string[],
  on: string,
): CoverageYears {
  const year = (day: string): number => Number(day.slice(0, 4));
  const asked = year(on);
  const starts = [...intervals.map(({ from }) => from), ...payments].map(year);
  const ends = intervals.flatMap(({ until }) => (until === null ? [] : [year(until) - 1]));
  const first = Math.min(...(starts.length === 0 ? [asked] : starts));
  const last = Math.max(first, ...starts, ...ends);
  const isOpen = intervals.some(({ until }) => until === null);
  if (asked < first - MOST_EMPTY_YEARS) return { scale: drawn(first, last), asked: 'before' };
  if (asked > last + MOST_EMPTY_YEARS && !isOpen) return { scale: drawn(first, last), asked: 'after' };
  const scale = drawn(Math.min(asked - 2, first), Math.max(asked, last));
  return { scale, asked: asked < scale.first ? 'before' : 'within' };
}

function drawn(first: number, last: number): YearScale {
  return yearScale(Math.max(first, last + 1 - MOST_YEARS), last + 1);
}
