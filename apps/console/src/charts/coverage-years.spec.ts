import { coverageYears } from './coverage-years.js';

const covered = [{ from: '2028-01-01', until: '2031-01-01' }];
const paid = ['2027-11-20'];

/** The first and the last year drawn, and where the day asked about lies. */
function drawn(...[intervals, payments, on]: Parameters<typeof coverageYears>): readonly unknown[] {
  const { scale, asked } = coverageYears(intervals, payments, on);
  return [scale.first, scale.end - 1, asked];
}

test('a day near the data is drawn with it, and two years before it', () => {
  expect(drawn(covered, paid, '2028-03-15')).toEqual([2026, 2030, 'within']);
  expect(drawn(covered, paid, '2033-03-15')).toEqual([2027, 2033, 'within']);
  expect(drawn([], [], '2028-03-15')).toEqual([2026, 2028, 'within']);
});

test('a day far from the data leaves the drawing to the data, and is told beside it', () => {
  expect(drawn(covered, paid, '1999-01-01')).toEqual([2027, 2030, 'before']);
  expect(drawn(covered, paid, '2022-01-01')).toEqual([2020, 2030, 'within']);
  expect(drawn(covered, paid, '2021-12-31')).toEqual([2027, 2030, 'before']);
  expect(drawn(covered, paid, '2036-01-01')).toEqual([2027, 2030, 'after']);
});

test('cover without an end goes on to the day, and of many years the last 25 are drawn', () => {
  const open = [{ from: '2028-01-01', until: null }];
  expect(drawn(open, paid, '2045-01-01')).toEqual([2027, 2045, 'within']);
  expect(drawn(open, paid, '2090-01-01')).toEqual([2066, 2090, 'within']);
});
