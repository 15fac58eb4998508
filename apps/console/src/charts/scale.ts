import { daysBetween } from '#libs/ledger/pure';
import { type CivilDate, startOfYear } from '#libs/enrollment';

/** Whole years on a line, as shares of its width: a chart grows with its place, its letters do not. */
export interface YearScale {
  readonly first: number;
  /** Exclusive. */
  readonly end: number;
  readonly years: readonly number[];
  /** Where a day lies, in percent of the width. */
  readonly at: (day: string) => number;
}

/** The scale of the years from `first` to before `end`. */
export function yearScale(first: number, end: number): YearScale {
  const from = startOfYear(first);
  const whole = daysBetween({ from, to: startOfYear(end) });
  return {
    first,
    end,
    years: Array.from({ length: end - first }, (_, index) => first + index),
    at: (day) => {
      const share = (100 * daysBetween({ from, to: day as CivilDate })) / whole;
      return Math.min(100, Math.max(0, Math.round(share * 1000) / 1000));
    },
  };
}
