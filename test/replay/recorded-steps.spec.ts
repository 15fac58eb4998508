import {
  type Account,
  accountIn,
  civilDate,
  derive,
  type ExplainedField,
  type Readings,
  Trace,
  yearOf,
} from '#libs/enrollment';
import { givenUnder, type Told } from './given.js';
import { bookUnder, HOME, type PackId, REGIONS } from './sample-policy.js';

const registered: Told = { id: 'member', type: 'MemberRegistered', liableFrom: '2020-01-01' };
const paid = (coverageYear: number, paidOn = `${String(coverageYear - 1)}-10-15`): Told => ({
  id: `paid-${String(coverageYear)}`,
  type: 'PremiumPaid',
  coverageYear,
  paidOn,
});
const lapsed = (coverageYear: number, asserted: boolean): Told => ({
  id: `lapse-${String(coverageYear)}`,
  type: 'CoverageLapsed',
  coverageYear,
  lapsedOn: `${String(coverageYear)}-01-01`,
  asserted,
});
const claimed = (claimId: string, settledOn: string, paidBy: Readonly<Record<string, number>>): Told => ({
  id: claimId,
  type: 'ClaimSettled',
  claimId,
  servedOn: '2026-02-01',
  settledOn,
  ...paidBy,
});

/** What the rules record of a field, before any citation in it is tried: the digest of a decision is taken of this. */
function recorded(
  question: { readonly on: string; readonly field: ExplainedField; readonly readings?: Partial<Readings> },
  policy: PackId,
  ...events: readonly Told[]
): Account {
  const { facts } = givenUnder(policy)(...events);
  const on = civilDate(question.on);
  const trace = new Trace();
  const book = bookUnder(policy).withReadings(question.readings ?? {});
  const history = derive(facts, book, { throughYear: yearOf(on), trace });
  return accountIn(history!, trace, { on, field: question.field });
}

const stepOf = ({ steps }: Account, id: string): unknown => steps.find((step) => step.id === id);

describe('the run of missed years', () => {
  test('rests on the lapses of its own years, and on no cover before it where there was none', () => {
    const account = recorded(
      { on: '2028-02-01', field: 'waiting' },
      'national',
      // Liable only since 2027: it is the lapse of 2026, taken over as asserted, that makes that year count.
      { ...registered, liableFrom: '2027-02-01' },
      lapsed(2026, true),
      lapsed(2027, true),
      paid(2028),
      lapsed(2030, false),
    );
    expect(stepOf(account, 'breakRun:2028')).toMatchObject({
      value: [2026, 2027],
      eventIds: ['lapse-2026', 'lapse-2027'],
      anyOf: [],
      clause: { document: '国办发〔2024〕38号', at: '二(三)' },
    });
  });

  test.each([
    ['that of the wait', [], 'wait.variablePerYear'],
    [
      'that of an employee spell, where one was stepped over',
      [
        { type: 'SchemeTransferred', from: 'none', to: 'employee', effectiveOn: '2026-01-01' },
        { type: 'SchemeTransferred', from: 'employee', to: 'none', effectiveOn: '2027-01-01' },
      ],
      'breaks.employeeDetour',
    ],
  ] as const)('cites a clause: %s', (_name, transfers, of) => {
    const events = [registered, paid(2024), ...transfers, paid(2028)];
    const account = recorded({ on: '2028-02-01', field: 'waiting' }, 'fujian', ...events);
    const { clauses } = bookUnder('fujian').rules(HOME, civilDate('2028-02-01'));
    expect(stepOf(account, 'breakRun:2028')).toMatchObject({ clause: clauses[of] });
  });
});

test('the claims that spoilt a year come in the order of their settlement, however they arrived', () => {
  const claims = [
    claimed('c-1', '2026-05-10', { pooledFundFen: 100 }),
    claimed('c-2', '2026-04-10', { pooledFundFen: 100 }),
  ];
  for (const told of [claims, [...claims].reverse()]) {
    const events = [registered, paid(2026), paid(2027), ...told];
    const account = recorded({ on: '2027-01-01', field: 'zeroClaimCredit' }, 'national', ...events);
    expect(stepOf(account, 'zeroYear:2026')).toMatchObject({ value: false, anyOf: [['c-2', 'c-1']] });
  }
});

test('under an unknown base ceiling the first claim of a year leaves it in doubt, and the next adds nothing', () => {
  const account = recorded(
    { on: '2026-06-01', field: 'zeroClaimCredit' },
    'fujian',
    { ...registered, region: REGIONS[2] },
    paid(2025),
    paid(2026),
    claimed('c-1', '2026-04-10', { majorIllnessFen: 100 }),
    claimed('c-2', '2026-05-10', { majorIllnessFen: 100 }),
  );
  expect(account.value).toBeNull();
  const resets = account.steps.filter(({ rule }) => rule === 'zeroClaim.reset');
  expect(resets.map(({ eventIds }) => eventIds)).toEqual([['c-1']]);
});

test('a fifth year paid late that by R32 earns nothing says what it lacked', () => {
  const account = recorded(
    { on: '2029-06-01', field: 'continuousCredit', readings: { R32: 'no' } },
    'fujian',
    registered,
    ...[2025, 2026, 2027, 2028].map((year) => paid(year)),
    paid(2029, '2029-03-05'),
  );
  expect(account.value).toBe(0);
  expect(account.notApplied).toContainEqual({
    rule: 'continuous.credit',
    needed: 'a payment in time',
    seen: 'late',
  });
});
