import { civilDate, DomainError, type Window } from '#libs/enrollment';
import { packLibrary } from '../pack/pack-library.js';
import { type Derivation, submit } from './derivation.js';

const window: Window = {
  opens: civilDate('2026-09-01'),
  closes: civilDate('2026-12-31'),
  extendedUntil: null,
  extendedCountsAs: 'extended',
  lateUntil: civilDate('2027-12-31'),
  coverFrom: 'january',
};

function withWindow(of2027: Window): Derivation {
  const { pack } = packLibrary().find('national');
  const none = { baseCeilingFen: new Map(), premiumFen: new Map(), regions: [], readings: {}, facts: [] };
  return { pack, ...none, windows: new Map([[2027, of2027]]) };
}

test.each([
  ['closes', { ...window, closes: civilDate('2026-08-31') }, 'a day not before 2026-09-01'],
  ['extendedUntil', { ...window, extendedUntil: window.closes }, 'a day after 2026-12-31'],
  ['lateUntil', { ...window, lateUntil: civilDate('2026-12-30') }, 'a day from 2026-12-31 to 2027-12-31'],
  ['lateUntil', { ...window, lateUntil: civilDate('2028-01-01') }, 'a day from 2026-12-31 to 2027-12-31'],
])('a derivation with an impossible %s of a window is refused', (key, of2027, expected) => {
  expect(() => submit(withWindow(of2027))).toThrow(DomainError);
  expect(() => submit(withWindow(of2027))).toThrow(`/windows/2027/${key}`);
  expect(() => submit(withWindow(of2027))).toThrow(expected);
});

test('a window of one day is possible', () => {
  expect(submit(withWindow({ ...window, closes: window.opens })).refused).toEqual([]);
});
