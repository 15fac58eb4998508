import type { CivilDate } from '#libs/enrollment';

/**
 * The calendar of the sweep, counted by the platform: it shares no code with the core, so that a slip in the core's own
 * month arithmetic shows as a difference.
 */
const MS_PER_DAY = 86_400_000;
const FIRST_DAY = Date.UTC(1999, 0, 1);
const LAST_DAY = Date.UTC(2045, 11, 31);

const calendar: readonly CivilDate[] = Array.from(
  { length: (LAST_DAY - FIRST_DAY) / MS_PER_DAY + 1 },
  (_, index) => new Date(FIRST_DAY + index * MS_PER_DAY).toISOString().slice(0, 10) as CivilDate,
);
const indexes: ReadonlyMap<CivilDate, number> = new Map(calendar.map((day, index) => [day, index]));
const years: ReadonlyMap<CivilDate, number> = new Map(calendar.map((day) => [day, Number(day.slice(0, 4))]));

/** The first and last year swept. */
export const FIRST_YEAR = 2024;
export const LAST_YEAR = 2036;

/** The years swept, ascending. */
export const YEARS: readonly number[] = Array.from(
  { length: LAST_YEAR - FIRST_YEAR + 1 },
  (_, index) => FIRST_YEAR + index,
);

/** The calendar year of a day. */
export function yearOf(day: CivilDate): number {
  return years.get(day) ?? Number(day.slice(0, 4));
}

/** The day of a year, month (1 to 12) and day of the month; a day that the month lacks becomes its last. */
export function dayOf(year: number, month: number, dayOfMonth: number): CivilDate {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1, Math.min(dayOfMonth, last)))
    .toISOString()
    .slice(0, 10) as CivilDate;
}

/** 1 January of a year. */
export function january(year: number): CivilDate {
  return `${year}-01-01` as CivilDate;
}

/** 31 December of a year. */
export function december(year: number): CivilDate {
  return `${year}-12-31` as CivilDate;
}

/** So many days later (or, below 0, earlier). */
export function plusDays(day: CivilDate, days: number): CivilDate {
  const moved = calendar[(indexes.get(day) ?? NaN) + days];
  if (moved === undefined)
    throw new RangeError(`${day} and ${days} days lie outside the calendar of the sweep.`);
  return moved;
}

/** So many months later, cut to the last day of the month. */
export function plusMonths(day: CivilDate, months: number): CivilDate {
  const [year = NaN, month = NaN, dayOfMonth = NaN] = day.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  return dayOf(first.getUTCFullYear(), first.getUTCMonth() + 1, dayOfMonth);
}

/** The first day of the month after a day's. */
export function nextMonth(day: CivilDate): CivilDate {
  return `${plusMonths(day, 1).slice(0, 8)}01` as CivilDate;
}

/** The later of some days. */
export function latest(first: CivilDate, ...others: readonly CivilDate[]): CivilDate {
  return others.reduce((a, b) => (a > b ? a : b), first);
}

/** Every day from the first to the last, both included. */
export function everyDay(from: CivilDate, to: CivilDate): readonly CivilDate[] {
  return calendar.slice(indexes.get(from), (indexes.get(to) ?? NaN) + 1);
}

/** Every day of the years swept. */
export const allDays: readonly CivilDate[] = everyDay(january(FIRST_YEAR), december(LAST_YEAR));

/** The first and the last day of every month of the years swept. */
export const monthEdges: readonly CivilDate[] = allDays.filter(
  (day) => day.endsWith('-01') || plusDays(day, 1).endsWith('-01'),
);

/** The days given that are swept, each once and ascending. */
export function sweptOf(days: Iterable<CivilDate>): readonly CivilDate[] {
  const isSwept = (day: CivilDate): boolean => yearOf(day) >= FIRST_YEAR && yearOf(day) <= LAST_YEAR;
  return [...new Set(days)].filter(isSwept).sort();
}
