import { civilDate } from './calendar/civil-date.js';
import type { Parameters } from './parameters.js';
import type { Readings } from './readings.js';
import { addLength, waitTermsOf } from './wait-terms.js';

const terms = (unit: 'months' | 'days', R7: Readings['R7']): object =>
  waitTermsOf(
    {
      'wait.unit': unit,
      'wait.fixed': 3,
      'wait.variablePerYear': 1,
      'wait.floor': 6,
      'repair.perYear': 2,
    } as Parameters,
    { R7 } as Readings,
  );
const asGiven = { fixed: 3, variablePerYear: 1, floor: 6, repairPerYear: 2 };

test('a wait in months stays in months, wherever it is counted from', () => {
  for (const R7 of ['months, arrival', 'months, next-day', 'months, next-month'] as const)
    expect(terms('months', R7)).toEqual({ unit: 'months', ...asGiven });
});

test('R7 turns each month into thirty days', () => {
  for (const R7 of ['days, arrival', 'days, next-day', 'days, next-month'] as const)
    expect(terms('months', R7)).toEqual({
      unit: 'days',
      fixed: 90,
      variablePerYear: 30,
      floor: 180,
      repairPerYear: 60,
    });
});

test('what a pack gives in days stays in days', () => {
  for (const R7 of ['months, arrival', 'days, arrival'] as const)
    expect(terms('days', R7)).toEqual({ unit: 'days', ...asGiven });
});

test('a length is added in its unit', () => {
  expect(addLength(civilDate('2027-11-30'), 3, 'months')).toBe('2028-02-29');
  expect(addLength(civilDate('2027-11-30'), 3, 'days')).toBe('2027-12-03');
});
