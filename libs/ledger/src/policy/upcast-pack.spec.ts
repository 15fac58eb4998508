import type { PolicyPack } from '#libs/enrollment';
import { shippedPacks } from '../testing/index.js';
import { upcastPack } from './upcast-pack.js';

const clause = { document: '样例〔2026〕1号', at: '一', paraphrase: { zh: '', en: '' } };
const stated = (value: unknown): readonly object[] => [
  { from: null, until: null, value, clause, evidence: 'text', confidence: 'high' },
];
const anhui = shippedPacks().find(({ id }) => id === 'anhui')!;

/** A pack as it was adopted before: those of its parameters that had another name or shape. */
const before = {
  ...anhui,
  parameters: {
    windows: stated([
      { fromYear: 1900, untilYear: null, opens: 'prev-09-01', closes: 'prev-12-31', coverFrom: 'january' },
    ]),
    'wait.fixedMonths': stated(3),
    'wait.variableMonthsPerYear': stated(1),
    'wait.floorMonths': stated(6),
    'repair.monthsPerYear': stated(1),
    'repair.price': stated('provincial'),
    newborn: stated({ birthYearFree: false, nextYearWindowDays: null }),
    'continuous.amountFen': stated(300_000),
    'zeroClaim.amountFen': stated(300_000),
    'penalty.amountFen': stated(300_000),
    'penalty.limit': stated({ percentOfBase: 20 }),
    'raise.limit': stated({ amountFen: 8_000_000 }),
    'ceiling.mustBeSet': stated(false),
  },
} as unknown as PolicyPack;

test('a pack adopted under former names says the same in the shape of today, and keeps its digest', () => {
  const { parameters, digest } = upcastPack(before);
  const values = Object.fromEntries(
    Object.entries(parameters).map(([name, dated]) => [name, dated.map(({ value }) => value)]),
  );
  expect(values).toEqual({
    windows: [
      [
        {
          fromYear: 1900,
          untilYear: null,
          opens: 'prev-09-01',
          closes: 'prev-12-31',
          coverFrom: 'january',
          extendedCountsAs: 'extended',
          lateUntil: 'same-12-31',
        },
      ],
    ],
    'cover.extendedFrom': ['payment'],
    'cover.lateFrom': ['payment'],
    'wait.unit': ['months'],
    'wait.fixed': [3],
    'wait.variablePerYear': [1],
    'wait.floor': [6],
    'repair.perYear': [1],
    'repair.price': ['provincial'],
    newborn: [{ birthYearFree: false, nextYearWindowDays: null, tiers: [] }],
    'continuous.credit': [{ amountFen: 300_000 }],
    'zeroClaim.credit': [{ amountFen: 300_000 }],
    'penalty.perBreakYear': [{ amountFen: 300_000 }],
    'penalty.limit': [{ percentOfBase: 20, atMostFen: null }],
    'raise.limit': [{ amountFen: 8_000_000 }],
    'ceiling.unlimitedFor': [[]],
    'ceiling.mustBeSet': [false],
  });
  expect(digest).toBe(anhui.digest);
});

test('what no adopted pack stated is marked as assumed, with a clause that speaks of it', () => {
  const [unit] = upcastPack(before).parameters['wait.unit'];
  expect(unit).toMatchObject({ clause, evidence: 'assumed', note: expect.stringContaining('the program') });
});

test('a pack of today stays as it is', () => {
  for (const pack of shippedPacks()) expect(upcastPack(pack)).toBe(pack);
});

test('a reading that was registered after the adoption is answered by its usual choice', () => {
  const { R24: _unasked, ...readings } = anhui.readings;
  const lifted = upcastPack({ ...anhui, readings: readings as typeof anhui.readings });
  expect(lifted.readings.R24).toMatchObject({ choice: 'both', confidence: 'low' });
  expect(lifted.readings.R23).toBe(anhui.readings.R23);
  expect(lifted.digest).toBe(anhui.digest);
});
