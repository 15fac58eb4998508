import { eTagOf, everyRegion, type Ledger, openSampleLedger } from '../index.js';
import { command, openTestSample, shippedPacks } from '../testing/index.js';

let ledger: Ledger;
const scope = everyRegion;

beforeAll(async () => {
  ({ ledger } = await openTestSample());
});

test.each([
  ['P-0001', '2028-03-15', { fixedMonths: 3, variableMonths: 2, totalMonths: 5, benefitsFrom: '2028-06-01' }],
  ['P-0002', '2030-03-01', null],
  ['P-0003', '2027-03-02', null],
  ['P-0005', '2028-09-01', null],
  ['P-0006', '2030-07-02', null],
  ['P-0007', '2030-01-15', { fixedMonths: 3, variableMonths: 4, totalMonths: 7, benefitsFrom: '2030-08-01' }],
  ['P-0008', '2027-05-01', null],
])('%s on %s waits %j', async (member, on, waiting) => {
  const answer = await ledger.members.standing({ member, on, scope });
  if (waiting === null) expect(answer.waiting).toBeNull();
  else expect(answer.waiting).toMatchObject(waiting);
  expect(answer.covered).toBe('resident');
});

test.each([
  ['2025-01-01', 1, 0, 0, 300_000],
  ['2026-01-01', 2, 0, 3_000, 303_000],
  ['2027-01-01', 3, 0, 6_000, 306_000],
  ['2028-01-01', 4, 0, 6_000, 306_000],
  ['2029-01-01', 5, 3_000, 9_000, 312_000],
  ['2030-01-01', 6, 6_000, 12_000, 318_000],
  ['2030-06-17', 6, 6_000, 12_000, 318_000],
  ['2030-06-18', 6, 6_000, 0, 318_000],
  ['2031-01-01', 7, 9_000, 0, 309_000],
])(
  'P-0004 on %s: streak %d, credits %d and %d, ceiling %d',
  async (on, streak, continuous, zero, ceiling) => {
    expect(await ledger.members.standing({ member: 'P-0004', on, scope })).toMatchObject({
      streakYears: streak,
      ceiling: {
        continuousCreditFen: continuous * 100,
        zeroClaimCreditFen: zero * 100,
        effectiveFen: ceiling * 100,
      },
    });
  },
);

test('P-0002, who paid on 28 February, has no further continuous credit and nothing before that day', async () => {
  const on = (day: string) => ledger.members.standing({ member: 'P-0002', on: day, scope });
  expect((await on('2029-12-31')).ceiling.continuousCreditFen).toBe(300_000);
  expect(await on('2030-02-28')).toMatchObject({
    streakYears: 6,
    ceiling: { continuousCreditFen: 300_000 },
    validFor: { from: '2030-02-28' },
  });
  expect((await on('2030-02-27')).covered).toBe('none');
  const anhui = { member: 'P-0002', on: '2030-03-01', pack: 'anhui@1', scope };
  expect((await ledger.members.standing(anhui)).waiting).toMatchObject({
    fixedMonths: 3,
    benefitsFrom: '2030-05-28',
  });
});

test('the late payment of P-0003 is the flip that the documents show', async () => {
  const { items } = await ledger.members.events({ member: 'P-0003', expandConsequences: true, scope });
  expect(items.find(({ type, lateByDays }) => type === 'PremiumPaid' && lateByDays === 11)).toMatchObject({
    effectiveOn: '2027-02-26',
    recordedAt: '2027-03-09T03:12:44.000+08:00',
    consequences: expect.arrayContaining([
      {
        serviceDates: { from: '2027-02-26', until: '2028-01-01' },
        field: 'pooledFund',
        before: { payable: false, reasons: ['not-covered'] },
        after: { payable: true, reasons: [] },
      },
    ]),
  });
});

test('P-0007 may repair one year with effect, and no more', async () => {
  const quote = await ledger.members.repairQuote({ member: 'P-0007', on: '2030-01-15', scope });
  expect(quote.rows.map(({ totalMonths, helps }) => [totalMonths, helps])).toEqual([
    [7, false],
    [6, true],
    [6, false],
    [6, false],
    [6, false],
  ]);
});

test('its clock shows 2031-03-01, and a newcomer may record a payment of that day', async () => {
  const { ledger } = await openTestSample();
  const { kind, today, packs } = await ledger.status();
  expect([kind, today]).toEqual(['sample', '2031-03-01']);
  expect(packs).toEqual(['national@1', 'anhui@1', 'jincheng@1', 'fujian@1', 'lishui@1']);
  const body = { type: 'PremiumPaid', coverageYear: 2031, paidOn: '2031-03-01', amountFen: 40_000 };
  const { answer } = await ledger.facts.record(command('P-0001', body));
  expect(answer.warnings).toEqual([]);
  expect(answer.event.recordedAt).toMatch(/^2031-03-01T/);
  expect((await ledger.members.standing({ member: 'P-0001', scope })).waiting).toMatchObject({
    totalMonths: 3,
    benefitsFrom: '2031-06-01',
  });
});

test('opened again it is left alone; the ETag of an answer outlives facts that do not change it', async () => {
  const { ledger, store } = await openTestSample();
  const question = { member: 'P-0001', on: '2028-03-15', scope };
  const before = await ledger.members.standing(question);
  const body = { type: 'PremiumPaid', coverageYear: 2031, paidOn: '2031-03-01', amountFen: 40_000 };
  await ledger.facts.record(command('P-0001', body));
  const head = await store.head();
  const again = await openSampleLedger({ store, packs: shippedPacks(), engine: '0.0.0' });
  expect(await store.head()).toBe(head);
  const after = await again.members.standing(question);
  expect(after.coordinates.position).toBe(before.coordinates.position + 1);
  expect(eTagOf(after)).toBe(eTagOf(before));
  expect(eTagOf(after)).not.toBe(eTagOf(await again.members.standing({ ...question, on: '2028-06-01' })));
});

test('everything that is recorded says when, where and by whom', async () => {
  const { items } = await ledger.events.list({ limit: 500, scope });
  expect(items.every(({ source, actor }) => source !== null && actor === 'sample')).toBe(true);
  expect(new Set(items.map(({ member }) => member)).size).toBe(8);
  const [some] = items;
  expect(await ledger.events.at(some!.position, scope)).toEqual(some);
});
