import { type CivilDate, dayOfYear, endOfYear, isCivilDate, type WindowRow } from '#libs/enrollment';
import { type Cursor, report } from '../yaml/cursor.js';
import { childOf } from '../yaml/mappings.js';

/** The days of a window, as a row has them or worked out for one year. */
type WindowDays = Pick<WindowRow, 'opens' | 'closes' | 'extendedUntil' | 'lateUntil'>;

/** A window that no payment could meet: which of its keys is at fault, and what it should be. */
export interface ImpossibleWindow {
  readonly key: 'closes' | 'extendedUntil' | 'lateUntil';
  readonly seen: string;
  readonly expected: string;
  readonly expectedZh: string;
}

/**
 * What makes a window of a coverage year impossible: it closes before it opens, or its extension, which begins after
 * `closes`, ends on that day or before it, or payments are accepted no longer before it ends, or after the year. Null
 * where the days are in order; a window of one day is.
 */
export function impossibleWindow(window: WindowDays, year: number): ImpossibleWindow | null {
  const opens = dayOfYear(window.opens, year);
  const closes = dayOfYear(window.closes, year);
  if (closes < opens) {
    const seen = `a window that closes on ${closes}, before it opens on ${opens}`;
    return {
      key: 'closes',
      seen,
      expected: `a day not before ${opens}`,
      expectedZh: `不早于 ${opens} 的日期`,
    };
  }
  const extended: CivilDate | null =
    window.extendedUntil === null ? null : dayOfYear(window.extendedUntil, year);
  if (extended === null || extended > closes) return impossibleEnd(window, year, extended ?? closes);
  const seen = `an extension until ${extended} of a window that closes on ${closes}`;
  return {
    key: 'extendedUntil',
    seen,
    expected: `a day after ${closes}, or no extendedUntil`,
    expectedZh: `${closes} 之后的日期, 或不写 extendedUntil`,
  };
}

function impossibleEnd(
  { lateUntil }: WindowDays,
  year: number,
  windowEnds: CivilDate,
): ImpossibleWindow | null {
  const last = dayOfYear(lateUntil, year);
  if (last >= windowEnds && last <= endOfYear(year)) return null;
  return {
    key: 'lateUntil',
    seen: `payments accepted until ${last}, for a window that ends on ${windowEnds}`,
    expected: `a day from ${windowEnds} to ${endOfYear(year)}`,
    expectedZh: `${windowEnds} 至 ${endOfYear(year)} 之间的日期`,
  };
}

/** Reports an impossible window at the place of the day that is at fault; false where it did. */
export function reportImpossibleWindow(at: Cursor, window: WindowDays, year: number): boolean {
  const found = impossibleWindow(window, year);
  if (found === null) return true;
  const { key, seen, expected } = found;
  report(childOf(at, key) ?? at, {
    seen,
    expected,
    remedy: 'Put opens, closes, extendedUntil and lateUntil in the order of the calendar.',
  });
  return false;
}

const DAYS = ['opens', 'closes', 'extendedUntil', 'lateUntil'] as const;

/**
 * Reports every day of a row of several years that is the date of one year: the windows of the other years would lie in
 * that year, too. False where it did.
 */
export function reportDatesOfOneYear(at: Cursor, row: WindowRow): boolean {
  if (row.untilYear === row.fromYear + 1) return true;
  const dates = DAYS.filter((key) => isCivilDate(row[key]));
  for (const key of dates) {
    report(childOf(at, key) ?? at, {
      seen: `the date ${row[key] ?? ''} in a row of several years`,
      expected: 'a day of every year',
      remedy: 'Write it relative to the year: prev-09-01.',
    });
  }
  return dates.length === 0;
}
