/** A day of the civil calendar, written `YYYY-MM-DD`, years 1900 to 2199; ordered by plain string comparison. */
export type CivilDate = string & { readonly __unit: 'civil-date' };

/** First and last year that a civil date may have. */
export const CIVIL_YEARS = { first: 1900, last: 2199 } as const;

const daysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;
const twoDigits = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));

/** The first and the last day of the civil years and of the two beside them, which range ends need. */
const firstOfTable = CIVIL_YEARS.first - 1;
const january1: CivilDate[] = [];
const december31: CivilDate[] = [];
for (let year = firstOfTable; year <= CIVIL_YEARS.last + 1; year += 1) {
  january1.push(`${String(year)}-01-01` as CivilDate);
  december31.push(`${String(year)}-12-31` as CivilDate);
}

/** True for a day that exists in the calendar between the first and the last civil year. */
export function isCivilDate(value: unknown): value is CivilDate {
  if (typeof value !== 'string') return false;
  const { year, month, day } = parts(value as CivilDate);
  const isInTable = year >= CIVIL_YEARS.first && year <= CIVIL_YEARS.last && month >= 1 && month <= 12;
  return isInTable && day >= 1 && day <= daysInMonth(year, month) && fromParts(year, month, day) === value;
}

/** Reads a civil date; throws a RangeError for anything that is not an existing day. */
export function civilDate(value: string): CivilDate {
  if (!isCivilDate(value)) throw new RangeError(`Expected a day such as 2028-02-29, got "${value}".`);
  return value;
}

/** The calendar year of a day. */
export function yearOf(date: CivilDate): number {
  return (
    (date.charCodeAt(0) - 48) * 1000 +
    (date.charCodeAt(1) - 48) * 100 +
    (date.charCodeAt(2) - 48) * 10 +
    (date.charCodeAt(3) - 48)
  );
}

/** 1 January of a year. */
export function startOfYear(year: number): CivilDate {
  return january1[year - firstOfTable] ?? fromParts(year, 1, 1);
}

/** 31 December of a year. */
export function endOfYear(year: number): CivilDate {
  return december31[year - firstOfTable] ?? fromParts(year, 12, 31);
}

/**
 * Adds whole months; a day that the month lacks becomes its last day (30 November + 3 = 28 or 29 February).
 * This is the only month arithmetic of the ledger (docs/domain.md §4).
 */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const { year, month, day } = parts(date);
  const index = year * 12 + (month - 1) + months;
  const newYear = Math.floor(index / 12);
  const newMonth = index - newYear * 12 + 1;
  return fromParts(newYear, newMonth, Math.min(day, daysInMonth(newYear, newMonth)));
}

/** Adds whole days. */
export function addDays(date: CivilDate, days: number): CivilDate {
  return fromDayNumber(dayNumber(date) + days);
}

/** The day after. */
export function nextDay(date: CivilDate): CivilDate {
  const { year, month, day } = parts(date);
  return day < 28 ? fromParts(year, month, day + 1) : addDays(date, 1);
}

/** The day before. */
export function previousDay(date: CivilDate): CivilDate {
  const { year, month, day } = parts(date);
  return day > 1 ? fromParts(year, month, day - 1) : addDays(date, -1);
}

/** The first day of the following month. */
export function firstOfNextMonth(date: CivilDate): CivilDate {
  const { year, month } = parts(date);
  return month === 12 ? startOfYear(year + 1) : fromParts(year, month + 1, 1);
}

/** The last day of a month. */
export function lastOfMonth(year: number, month: number): CivilDate {
  return fromParts(year, month, daysInMonth(year, month));
}

/** The later of two days. */
export function laterOf(a: CivilDate, b: CivilDate): CivilDate {
  return a > b ? a : b;
}

/** The earlier of two days. */
export function earlierOf(a: CivilDate, b: CivilDate): CivilDate {
  return a < b ? a : b;
}

/** The civil day of an instant (`YYYY-MM-DDTHH:MM:SS.sssZ`) in China, at +08:00. */
export function civilDayOfInstant(instant: string): CivilDate {
  const day = instant.slice(0, 10) as CivilDate;
  return twoDigitsAt(instant, 11) >= 16 ? nextDay(day) : day;
}

/** The number that two digits of a text write. */
function twoDigitsAt(text: string, index: number): number {
  return (text.charCodeAt(index) - 48) * 10 + (text.charCodeAt(index + 1) - 48);
}

function parts(date: CivilDate): { year: number; month: number; day: number } {
  return {
    year: yearOf(date),
    month: twoDigitsAt(date, 5),
    day: twoDigitsAt(date, 8),
  };
}

/** Every day made so far, by month: the same few thousand are asked for over and over. */
const made: CivilDate[][] = [];

function fromParts(year: number, month: number, day: number): CivilDate {
  const ofMonth = (made[(year - firstOfTable) * 12 + month] ??= []);
  return (ofMonth[day] ??=
    `${String(year).padStart(4, '0')}-${twoDigits[month] ?? ''}-${twoDigits[day] ?? ''}` as CivilDate);
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 1 January of year 1. */
function dayNumber(date: CivilDate): number {
  const { year, month, day } = parts(date);
  const leapDay = month > 2 && isLeapYear(year) ? 1 : 0;
  return daysBeforeYear(year) + (daysBeforeMonth[month - 1] ?? 0) + leapDay + day - 1;
}

function daysBeforeYear(year: number): number {
  const y = year - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
}

function fromDayNumber(number: number): CivilDate {
  // The mean year puts the last days of some years a year too early, and no day too late.
  let year = Math.floor(number / 365.2425) + 1;
  if (daysBeforeYear(year + 1) <= number) year += 1;
  let rest = number - daysBeforeYear(year);
  let month = 1;
  while (rest >= daysInMonth(year, month)) {
    rest -= daysInMonth(year, month);
    month += 1;
  }
  return fromParts(year, month, rest + 1);
}
