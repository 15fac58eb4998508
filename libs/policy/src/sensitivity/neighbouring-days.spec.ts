import { neighbouringDays } from './neighbouring-days.js';

test.each([
  ['2035-01-26', ['2035-01-25', '2035-01-27']],
  ['2028-03-01', ['2028-02-29', '2028-03-02']],
  ['prev-09-01', ['prev-08-31', 'prev-09-02']],
  ['prev-12-31', ['prev-12-30', 'same-01-01']],
  ['same-01-01', ['prev-12-31', 'same-01-02']],
  // No yearly day lies before the one year or after the other.
  ['prev-01-01', ['prev-01-02']],
  ['same-12-31', ['same-12-30']],
  ['same-04-last', ['same-04-29', 'same-05-01']],
  // 29 February is no day of every year: in a leap year 28 February is the day before the last.
  ['same-02-last', ['same-02-28', 'same-03-01']],
  ['same-02-28', ['same-02-27', 'same-03-01']],
  ['payment', []],
  ['2030', []],
])('beside %s lie %j', (day, neighbours) => {
  expect(neighbouringDays(day)).toEqual(neighbours);
});
