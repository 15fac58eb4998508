import fc from 'fast-check';
import {
  addDays,
  addMonths,
  type CivilDate,
  civilDate,
  civilDayOfInstant,
  earlierOf,
  endOfYear,
  firstOfNextMonth,
  isCivilDate,
  lastOfMonth,
  laterOf,
  nextDay,
  previousDay,
  startOfYear,
  yearOf,
} from './civil-date.js';

const settings = { seed: 20280229, numRuns: 2_000 };
const MS_PER_DAY = 86_400_000;

/** The proleptic Gregorian calendar as the platform knows it: an oracle that shares no code with ours. */
const utc = (date: string): number => Date.UTC(+date.slice(0, 4), +date.slice(5, 7) - 1, +date.slice(8, 10));
const day = (ms: number): CivilDate => new Date(ms).toISOString().slice(0, 10) as CivilDate;

const anyDay = fc.integer({ min: utc('1900-01-01'), max: utc('2199-12-31') }).map(day);

describe('adding months', () => {
  test.each([
    ['a month later is the same day', '2026-01-15', 1, '2026-02-15'],
    ['no months change nothing', '2026-01-31', 0, '2026-01-31'],
    ['31 January and a month is the last of February', '2026-01-31', 1, '2026-02-28'],
    ['31 January and a month in a leap year', '2028-01-31', 1, '2028-02-29'],
    ['30 January is cut as well', '2026-01-30', 1, '2026-02-28'],
    ['29 January is cut in a common year', '2026-01-29', 1, '2026-02-28'],
    ['29 January fits a leap year', '2028-01-29', 1, '2028-02-29'],
    ['30 November and three months', '2026-11-30', 3, '2027-02-28'],
    ['30 November and three months before a leap day', '2027-11-30', 3, '2028-02-29'],
    ['the day cut away does not come back', '2026-02-28', 1, '2026-03-28'],
    ['31 March and a month', '2026-03-31', 1, '2026-04-30'],
    ['31 May and a month', '2026-05-31', 1, '2026-06-30'],
    ['31 August and a month', '2026-08-31', 1, '2026-09-30'],
    ['31 October and a month', '2026-10-31', 1, '2026-11-30'],
    ['31 July and a month keeps the day', '2026-07-31', 1, '2026-08-31'],
    ['31 December and two months', '2026-12-31', 2, '2027-02-28'],
    ['December turns the year', '2026-12-01', 1, '2027-01-01'],
    ['three months of waiting from January', '2028-01-01', 3, '2028-04-01'],
    ['five months of waiting from January', '2028-01-01', 5, '2028-06-01'],
    ['a wait over the year end', '2026-10-31', 6, '2027-04-30'],
    ['twelve months are a year', '2026-06-15', 12, '2027-06-15'],
    ['a leap day and twelve months', '2028-02-29', 12, '2029-02-28'],
    ['a leap day and 48 months', '2028-02-29', 48, '2032-02-29'],
    ['a leap day before a century that has none', '2096-02-29', 48, '2100-02-28'],
    ['a leap day in a century that has one', '1996-02-29', 48, '2000-02-29'],
    ['thirteen months', '2026-01-31', 13, '2027-02-28'],
    ['a month back', '2026-03-15', -1, '2026-02-15'],
    ['a month back from the 31st', '2026-03-31', -1, '2026-02-28'],
    ['a month back from the 31st in a leap year', '2028-03-31', -1, '2028-02-29'],
    ['a month back over the year end', '2026-01-31', -1, '2025-12-31'],
    ['two months back over the year end', '2026-01-31', -2, '2025-11-30'],
    ['twelve months back from a leap day', '2028-02-29', -12, '2027-02-28'],
    ['24 months back, the two years before leaving a job', '2028-02-29', -24, '2026-02-28'],
    ['a hundred years', '2000-02-29', 1200, '2100-02-28'],
    ['the last day of the calendar', '2199-11-30', 1, '2199-12-30'],
    ['the first day of the calendar', '1900-02-28', -1, '1900-01-28'],
  ])('%s: %s %+i', (_name, from, months, expected) => {
    expect(addMonths(civilDate(from), months)).toBe(expected);
  });

  test('lands in the month that the platform names, on the same day or its last', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -240, max: 240 }), (from, months) => {
        const year = +from.slice(0, 4);
        const month = +from.slice(5, 7) - 1 + months;
        const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
        const expected = day(Date.UTC(year, month, Math.min(+from.slice(8), last)));
        fc.pre(isCivilDate(expected));
        expect(addMonths(from, months)).toBe(expected);
      }),
      settings,
    );
  });
});

describe('adding days', () => {
  test('agrees with the platform everywhere in the calendar', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -100_000, max: 100_000 }), (from, days) => {
        const expected = day(utc(from) + days * MS_PER_DAY);
        fc.pre(isCivilDate(expected));
        expect(addDays(from, days)).toBe(expected);
      }),
      settings,
    );
  });

  test('walks through every day of three centuries without a gap', () => {
    let walked = civilDate('1900-01-01');
    for (let ms = utc('1900-01-01'); ms < utc('2199-12-31'); ms += MS_PER_DAY) {
      // A plain comparison: 109,000 matchers would be slow.
      if (walked !== day(ms)) throw new Error(`Expected ${day(ms)}, walked to ${walked}.`);
      walked = nextDay(walked);
    }
    expect(walked).toBe('2199-12-31');
  });

  test.each([
    ['2028-02-28', '2028-02-29'],
    ['2028-02-29', '2028-03-01'],
    ['2026-02-28', '2026-03-01'],
    ['2100-02-28', '2100-03-01'],
    ['2000-02-28', '2000-02-29'],
    ['2026-12-31', '2027-01-01'],
    ['2199-12-31', '2200-01-01'],
    ['1899-12-31', '1900-01-01'],
  ])('%s is followed by %s', (before, after) => {
    expect(nextDay(before as CivilDate)).toBe(after);
    expect(previousDay(after as CivilDate)).toBe(before);
  });
});

describe('a civil date', () => {
  test.each(['1900-01-01', '2199-12-31', '2000-02-29', '2028-02-29', '2026-04-30', '2026-12-31'])(
    '%s is one',
    (text) => {
      expect(isCivilDate(text)).toBe(true);
      expect(civilDate(text)).toBe(text);
    },
  );

  test.each([
    '2026-02-29',
    '2026-02-30',
    '2100-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-06-31',
    '2026-09-31',
    '2026-11-31',
    '2026-01-32',
    '2026-01-00',
    '2026-00-10',
    '2026-13-01',
    '1899-12-31',
    '2200-01-01',
    '0000-01-01',
    '99999-01-01',
    '-2026-01-01',
    '2026-1-1',
    '2026-01-1',
    '20260101',
    '2026/01/01',
    '01-01-2026',
    '2026-01-01 ',
    ' 2026-01-01',
    '2026-01-01\n',
    '2026-01-01T00:00:00Z',
    '２０２６-01-01',
    '٢٠٢٦-01-01',
    '2026‐01‐01',
    '',
  ])('%j is none', (text) => {
    expect(isCivilDate(text)).toBe(false);
    expect(() => civilDate(text)).toThrow(RangeError);
  });

  test.each([[null], [undefined], [20260101], [true], [{}], [['2026-01-01']], [Symbol.iterator]])(
    'nothing but text is one (%p)',
    (value) => {
      expect(isCivilDate(value)).toBe(false);
    },
  );

  test('every day of the platform between the bounds is one, and its order is that of its text', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        expect(isCivilDate(a)).toBe(true);
        expect(a < b).toBe(utc(a) < utc(b));
        expect(laterOf(a, b)).toBe(utc(a) > utc(b) ? a : b);
        expect(earlierOf(a, b)).toBe(utc(a) < utc(b) ? a : b);
        expect(yearOf(a)).toBe(new Date(utc(a)).getUTCFullYear());
      }),
      settings,
    );
  });
});

describe('ends of months and years', () => {
  test.each([
    ['2026-01-01', '2026-02-01'],
    ['2026-01-31', '2026-02-01'],
    ['2028-02-29', '2028-03-01'],
    ['2026-12-01', '2027-01-01'],
    ['2026-12-31', '2027-01-01'],
  ])('the first of the month after %s is %s', (from, expected) => {
    expect(firstOfNextMonth(civilDate(from))).toBe(expected);
  });

  test.each([
    [2026, 2, '2026-02-28'],
    [2028, 2, '2028-02-29'],
    [2100, 2, '2100-02-28'],
    [2000, 2, '2000-02-29'],
    [2026, 4, '2026-04-30'],
    [2026, 12, '2026-12-31'],
  ])('the last day of %i-%i is %s', (year, month, expected) => {
    expect(lastOfMonth(year, month)).toBe(expected);
  });

  test.each([1899, 1900, 2026, 2199, 2200, 2201, 2202])('the year %i has a first and a last day', (year) => {
    expect(startOfYear(year)).toBe(`${String(year)}-01-01`);
    expect(endOfYear(year)).toBe(`${String(year)}-12-31`);
  });
});

describe('the day of an instant in China', () => {
  test.each([
    ['2028-03-15T15:59:59.999Z', '2028-03-15'],
    ['2028-03-15T16:00:00.000Z', '2028-03-16'],
    ['2028-03-15T00:00:00.000Z', '2028-03-15'],
    ['2028-03-15T23:59:59.999Z', '2028-03-16'],
    ['2028-02-28T16:00:00.000Z', '2028-02-29'],
    ['2027-02-28T16:00:00.000Z', '2027-03-01'],
    ['2027-12-31T15:59:59.999Z', '2027-12-31'],
    ['2027-12-31T16:00:00.000Z', '2028-01-01'],
  ])('%s is on %s', (instant, expected) => {
    expect(civilDayOfInstant(instant)).toBe(expected);
  });

  test('is that of the clock eight hours ahead', () => {
    fc.assert(
      fc.property(fc.integer({ min: utc('1970-01-02'), max: utc('2199-12-30') }), (ms) => {
        expect(civilDayOfInstant(new Date(ms).toISOString())).toBe(day(ms + 8 * 3_600_000));
      }),
      settings,
    );
  });
});
