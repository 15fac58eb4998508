import { civilDate } from '../../calendar/civil-date.js';
import { type Cause, type Dated, entryAtStart } from './series.js';

const entry = (on: string, value: number, cause: Cause): Dated<number> => ({
  on: civilDate(on),
  value,
  cause,
  readingIds: [],
});

describe('a balance on the starts of enrolled years', () => {
  const series = [
    entry('2026-01-01', 1, 'enrolment'),
    entry('2027-01-01', 2, 'enrolment'),
    entry('2027-01-01', 0, 'reset'),
    entry('2027-06-01', 5, 'move'),
    entry('2028-01-01', 0, 'after-break'),
    entry('2028-01-01', 7, 'enrolment'),
  ];
  const valuesAt = (...starts: string[]): (number | undefined)[] =>
    starts.map((start) => entryAtStart(series, civilDate(start))?.value);

  it('is nothing before it first moved, and stays where nothing moves it', () => {
    expect(valuesAt('2025-12-31', '2026-01-01', '2026-04-01')).toEqual([undefined, 1, 1]);
  });

  it('has the credits of the day itself, not its settlements', () => {
    expect(valuesAt('2026-01-01', '2027-01-01')).toEqual([1, 2]);
  });

  it('has what settlements left on the day after them', () => {
    expect(valuesAt('2027-01-01', '2027-01-02')).toEqual([2, 0]);
  });

  it('has the last of several entries of one day', () => {
    expect(valuesAt('2027-01-01', '2028-01-01', '2030-01-01')).toEqual([2, 7, 7]);
  });
});
