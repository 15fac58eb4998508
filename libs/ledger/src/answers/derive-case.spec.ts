import { DomainError } from '#libs/enrollment';
import { packLibrary } from '#libs/policy';
import { deriveCase } from './derive-case.js';

const library = packLibrary();
const derive = (request: unknown) =>
  deriveCase(request, { packOf: (name) => library.find(name).pack, engine: '0.0.0' });

const twoMissed = {
  policy: 'national',
  baseCeilingFen: 30_000_000,
  on: '2028-04-30',
  events: [
    { type: 'MemberRegistered', liableFrom: '2020-01-01' },
    { type: 'PremiumPaid', coverageYear: 2025, paidOn: '2024-10-15' },
    { type: 'PremiumPaid', coverageYear: 2025, paidOn: '2024-10-16' },
    {
      type: 'PremiumPaid',
      coverageYear: 2028,
      paidOn: '2027-10-15',
      recordedAt: '2027-10-16T08:00:00+08:00',
    },
  ],
};

test('facts and rules in, the standing out; refused facts are left out and listed', () => {
  expect(derive(twoMissed)).toMatchObject({
    covered: 'resident',
    waiting: { fixedMonths: 3, variableMonths: 1, benefitsFrom: '2028-05-01' },
    breakYears: [2026, 2027],
    ceiling: { status: 'known', effectiveFen: 30_000_000 },
    hypothetical: false,
    validFor: { from: '2028-01-01', until: '2028-05-01' },
    coordinates: { on: '2028-04-30', knownAt: null, packs: [{ id: 'national', version: '1' }] },
    refused: [{ index: 2, code: 'duplicate-payment' }],
  });
});

test('an absent base ceiling is unknown, null is none, a map holds from its years on', () => {
  const status = (baseCeilingFen: unknown): unknown => derive({ ...twoMissed, baseCeilingFen }).ceiling;
  expect(status(undefined)).toMatchObject({ status: 'indeterminate' });
  expect(status(null)).toMatchObject({ status: 'not-applicable' });
  expect(status({ 2025: 100, 2028: 200 })).toMatchObject({ status: 'known', baseFen: 200 });
});

test('readings, windows and the second clock of the question count', () => {
  expect(derive({ ...twoMissed, readings: { R1: 'yes' } })).toMatchObject({
    hypothetical: true,
    waiting: { totalMonths: 5 },
  });
  const windows = { 2028: { opens: '2027-07-01', closes: 'prev-09-30' } };
  expect(derive({ ...twoMissed, windows }).waiting?.startsOn).toBe('2028-01-01');
  expect(derive({ ...twoMissed, knownAt: '2027-10-15' })).toMatchObject({
    covered: 'none',
    coordinates: { knownAt: '2027-10-15T23:59:59.999+08:00' },
  });
});

test('nobody registered: the standing of nobody', () => {
  expect(derive({ ...twoMissed, events: [] })).toMatchObject({
    covered: 'none',
    benefitEligible: false,
    waiting: null,
    ceiling: { status: 'not-struck', effectiveFen: null },
    validFor: { from: null, until: null },
    refused: [],
  });
});

test.each([
  ['', 7, 'malformed-request'],
  ['/surprise', { ...twoMissed, surprise: 1 }, 'malformed-request'],
  ['/policy', { ...twoMissed, policy: 3 }, 'malformed-request'],
  ['/on', { ...twoMissed, on: '2028-02-30' }, 'invalid-date'],
  ['/knownAt', { ...twoMissed, knownAt: 'soon' }, 'malformed-request'],
  ['/baseCeilingFen', { ...twoMissed, baseCeilingFen: -1 }, 'invalid-amount'],
  ['/baseCeilingFen/x', { ...twoMissed, baseCeilingFen: { x: 1 } }, 'malformed-request'],
  ['/readings', { ...twoMissed, readings: { R1: 'maybe' } }, 'malformed-request'],
  ['/windows/2028/opens', { ...twoMissed, windows: { 2028: { opens: 'prev-13-01' } } }, 'malformed-request'],
  ['/windows/2028/opens', { ...twoMissed, windows: { 2028: { closes: '2027-09-30' } } }, 'malformed-request'],
  [
    '/windows/2028/opens',
    { ...twoMissed, windows: { 2028: { opens: 'prev-02-30', closes: 'prev-09-30' } } },
    'malformed-request',
  ],
  ['/regions/x', { ...twoMissed, regions: { x: {} } }, 'malformed-request'],
  ['/events', { ...twoMissed, events: 'none' }, 'malformed-request'],
  ['/events', { ...twoMissed, events: Array.from({ length: 201 }, () => 1) }, 'malformed-request'],
  ['/events/0', { ...twoMissed, events: [1] }, 'malformed-request'],
  ['/events/0/recordedAt', { ...twoMissed, events: [{ recordedAt: 'now' }] }, 'malformed-request'],
])('a fault at %s', (pointer, request, code) => {
  let caught: unknown;
  try {
    derive(request);
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(DomainError);
  expect(caught).toMatchObject({ code, problems: [{ pointer }] });
});

test.each([
  [
    'out of order',
    [
      { from: 'same-04-01', amountFen: 2 },
      { from: 'same-01-01', amountFen: 1 },
    ],
  ],
  [
    'yearly and a date',
    [
      { from: 'same-01-01', amountFen: 1 },
      { from: '2028-04-01', amountFen: 2 },
    ],
  ],
  ['none', []],
])('price steps that no day can choose from are refused: %s', (_name, premiumFen) => {
  expect(() => derive({ ...twoMissed, premiumFen })).toThrow('steps in the order of their days');
});
