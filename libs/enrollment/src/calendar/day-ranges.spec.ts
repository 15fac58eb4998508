import fc from 'fast-check';
import { addDays, type CivilDate, civilDate } from './civil-date.js';
import { contains, type DayRange, firstDayOutside, overlaps, rangeOn } from './day-ranges.js';

const settings = { seed: 20260101, numRuns: 2_000 };

const start = civilDate('2026-01-01');
const at = (offset: number): CivilDate => addDays(start, offset);
const LAST = 20;
const days = Array.from({ length: LAST + 1 }, (_, offset) => at(offset));

const range = fc
  .tuple(fc.nat(LAST), fc.option(fc.integer({ min: 0, max: 8 })))
  .map(([from, length]): DayRange => ({ from: at(from), until: length === null ? null : at(from + length) }));

test('a range has its first day and not its end', () => {
  const may: DayRange = { from: civilDate('2026-05-01'), until: civilDate('2026-06-01') };
  expect(contains(may, civilDate('2026-04-30'))).toBe(false);
  expect(contains(may, civilDate('2026-05-01'))).toBe(true);
  expect(contains(may, civilDate('2026-05-31'))).toBe(true);
  expect(contains(may, civilDate('2026-06-01'))).toBe(false);
  expect(contains({ ...may, until: null }, civilDate('2199-12-31'))).toBe(true);
});

test('of two ranges with a day the first of the list answers', () => {
  const first = { from: at(0), until: at(5) };
  const second = { from: at(3), until: null };
  expect(rangeOn([first, second], at(4))).toBe(first);
  expect(rangeOn([first, second], at(5))).toBe(second);
  expect(rangeOn([first], at(5))).toBeUndefined();
});

test('ranges that only touch share no day', () => {
  const may: DayRange = { from: civilDate('2026-05-01'), until: civilDate('2026-06-01') };
  expect(overlaps(may, civilDate('2026-06-01'), civilDate('2026-07-01'))).toBe(false);
  expect(overlaps(may, civilDate('2026-05-31'), civilDate('2026-07-01'))).toBe(true);
  expect(overlaps(may, civilDate('2026-04-01'), civilDate('2026-05-01'))).toBe(false);
  expect(overlaps(may, civilDate('2026-04-01'), civilDate('2026-05-02'))).toBe(true);
});

test('overlap means a common day, for every pair of ranges that have days', () => {
  fc.assert(
    fc.property(range, fc.nat(LAST), fc.integer({ min: 1, max: 8 }), (a, from, length) => {
      fc.pre(a.until === null || a.from < a.until);
      const other = { from: at(from), until: at(from + length) };
      const shared = Array.from({ length: LAST + 10 }, (_, offset) => at(offset)).some(
        (day) => contains(a, day) && contains(other, day),
      );
      expect(overlaps(a, other.from, other.until)).toBe(shared);
    }),
    settings,
  );
});

test('the first day outside is found as by trying each day', () => {
  fc.assert(
    fc.property(fc.array(range, { maxLength: 6 }), fc.nat(LAST), fc.nat(LAST), (unsorted, from, length) => {
      const ranges = [...unsorted].sort((a, b) => (a.from < b.from ? -1 : 1));
      const until = at(from + length);
      const tried = [...days, ...days.map((day) => addDays(day, LAST + 1))].find(
        (day) => day >= at(from) && day < until && rangeOn(ranges, day) === undefined,
      );
      expect(firstDayOutside(ranges, at(from), until)).toBe(tried);
    }),
    settings,
  );
});

test('adjoining ranges leave no day outside, a day between them is found', () => {
  const halves = [
    { from: at(0), until: at(5) },
    { from: at(5), until: at(10) },
  ];
  expect(firstDayOutside(halves, at(0), at(10))).toBeUndefined();
  expect(firstDayOutside(halves, at(0), at(11))).toBe(at(10));
  expect(firstDayOutside([halves[0]!, { from: at(6), until: null }], at(0), at(10))).toBe(at(5));
  expect(firstDayOutside([], at(3), at(4))).toBe(at(3));
  expect(firstDayOutside([], at(3), at(3))).toBeUndefined();
});
