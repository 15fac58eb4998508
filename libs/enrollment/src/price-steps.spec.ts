import { fen } from './fen.js';
import type { PriceStep } from './policy-pack.js';
import { priceStepsFault } from './price-steps.js';

const steps = (...days: readonly (string | null)[]): readonly PriceStep[] =>
  days.map((from) => ({ from: from as PriceStep['from'], amountFen: fen(40_000) }));

test.each([
  ['one step from the start', steps(null)],
  [
    'yearly days over the turn of the year',
    steps(null, 'prev-12-01', 'same-01-01', 'same-02-last', 'same-03-01'),
  ],
  ['dates', steps('2027-01-01', '2027-04-01')],
])('%s: in order', (_name, given) => {
  expect(priceStepsFault(given)).toBeNull();
});

test.each([
  ['no step at all', steps(), 'no-steps'],
  ['two from the start', steps(null, null), 'not-ascending'],
  ['the start after a day', steps('same-01-01', null), 'not-ascending'],
  ['the later day first', steps('same-04-01', 'same-01-01'), 'not-ascending'],
  [
    '28 and the last of February, the same day in most years',
    steps('same-02-28', 'same-02-last'),
    'not-ascending',
  ],
  ['a yearly day and a date', steps(null, 'same-01-01', '2028-04-01'), 'mixed-days'],
])('%s: refused', (_name, given, fault) => {
  expect(priceStepsFault(given)).toBe(fault);
});
