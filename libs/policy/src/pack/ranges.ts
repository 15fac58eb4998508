import { type Cursor, report } from '../yaml/cursor.js';

/** A range of days or years: `from` inclusive (null: always), `until` exclusive (null: open). */
export interface Range {
  readonly at: Cursor;
  readonly from: string | number | null;
  readonly until: string | number | null;
}

const REMEDY = 'Let each range end where the next begins, and leave the last one open.';

/** Reports every gap and overlap in a list of ranges that has to cover everything from `from` of the first on. */
export function reportGapsAndOverlaps(ranges: readonly Range[]): void {
  ranges.forEach((range, index) => {
    const next = ranges[index + 1];
    if (range.from !== null && range.until !== null && range.until <= range.from) {
      const seen = `a range from ${range.from} until ${range.until}`;
      report(range.at, {
        seen,
        expected: 'an end after the beginning',
        remedy: 'until is the first day (or year) outside.',
      });
    } else if (next === undefined) {
      if (range.until === null) return;
      const seen = `a gap: nothing from ${range.until} on`;
      report(range.at, { seen, expected: 'no end in the last range', remedy: REMEDY });
    } else if (next.from === null) {
      report(next.at, {
        seen: 'an overlap: a later range without a beginning',
        expected: 'a beginning',
        remedy: REMEDY,
      });
    } else if (range.until === null || range.until > next.from) {
      const seen = `an overlap: this range is open or ends after ${next.from}, where the next begins`;
      report(range.at, { seen, expected: `an end at ${next.from}`, remedy: REMEDY });
    } else if (range.until < next.from) {
      const seen = `a gap from ${range.until} until ${next.from}`;
      report(range.at, { seen, expected: `an end at ${next.from}`, remedy: REMEDY });
    }
  });
}
