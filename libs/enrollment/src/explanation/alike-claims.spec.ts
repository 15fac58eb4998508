import type { CivilDate } from '../calendar/civil-date.js';
import { type Fact, type FactBody, factOf } from '../events.js';
import { type RuleDays, thinnedFacts } from './alike-claims.js';

/** The rules of one region change on 1 May 2026, those of another on 1 April. */
const book: RuleDays = {
  isRegion: (code) => code === '359901' || code === '359902',
  ruleDays: (region) => [(region === '359901' ? '2026-05-01' : '2026-04-01') as CivilDate],
};

const fact = (id: string, body: object): Fact => factOf(id, body as FactBody);
const claim = (id: string, told: object = {}): Fact =>
  fact(id, {
    type: 'ClaimSettled',
    claimId: `CLAIM-${id}`,
    servedOn: '2026-03-02',
    settledOn: '2026-03-12',
    pooledFundFen: 100,
    majorIllnessFen: 0,
    medicalAidFen: 0,
    ...told,
  });
const paid = (paidOn: string): Fact => fact('paid', { type: 'PremiumPaid', coverageYear: 2026, paidOn });
const registered = (region: string): Fact =>
  fact('registered', { type: 'MemberRegistered', region, liableFrom: '2025-01-01', bornOn: null });

/** Ids of the claims that are left, and of those that another one is like. */
function thinned(facts: readonly Fact[]): {
  readonly left: readonly string[];
  readonly alike: readonly string[];
} {
  const { facts: left, alike } = thinnedFacts(facts, book);
  const others = facts.filter(({ type }) => type !== 'ClaimSettled');
  expect(left.filter(({ type }) => type !== 'ClaimSettled')).toEqual(others);
  return {
    left: left.filter(({ type }) => type === 'ClaimSettled').map(({ id }) => id),
    alike: [...alike],
  };
}

const asOne = { left: ['a'], alike: ['a', 'b'] };
const asTwo = { left: ['a', 'b'], alike: [] };

test('of claims that no rule tells apart the first is left, and all of them are alike', () => {
  const facts = [claim('a'), claim('b', { servedOn: '2026-03-03', settledOn: '2026-04-20' }), claim('c')];
  expect(thinned(facts)).toEqual({ left: ['a'], alike: ['a', 'b', 'c'] });
});

test('each class of claims keeps its own first one; one by itself is like no other', () => {
  const aid = { medicalAidFen: 1 };
  const facts = [claim('a'), claim('b', aid), claim('c'), claim('d', aid), claim('e', { pooledFundFen: 0 })];
  expect(thinned(facts)).toEqual({ left: ['a', 'b', 'e'], alike: ['a', 'c', 'b', 'd'] });
});

test.each<[why: string, told: object, other: object, expected: typeof asOne]>([
  ['another amount of the same fund', { pooledFundFen: 100 }, { pooledFundFen: 1 }, asOne],
  ['a fund that paid and one that did not', { pooledFundFen: 1 }, { pooledFundFen: 0 }, asTwo],
  ['neither fund paid', { pooledFundFen: 0 }, { pooledFundFen: 0 }, asOne],
  ['another amount of medical aid', { medicalAidFen: 1 }, { medicalAidFen: 2 }, asOne],
  ['medical aid and none', { medicalAidFen: 0 }, { medicalAidFen: 1 }, asTwo],
  ['the scheme said and left out', {}, { scheme: 'resident' }, asOne],
  ['another scheme', {}, { scheme: 'employee' }, asTwo],
  ['major-illness insurance paid for one', {}, { majorIllnessFen: 1 }, asTwo],
  ['major-illness insurance paid for both', { majorIllnessFen: 1 }, { majorIllnessFen: 1 }, asTwo],
  ['both assert a use of credit, of nothing', { creditUsedFen: 0 }, { creditUsedFen: 0 }, asTwo],
  ['served in another year', { servedOn: '2025-12-31' }, { servedOn: '2026-01-01' }, asTwo],
  ['settled in another year', { settledOn: '2026-12-31' }, { settledOn: '2027-01-01' }, asTwo],
])('%s', (_why, told, other, expected) => {
  expect(thinned([claim('a', told), claim('b', other)])).toEqual(expected);
});

describe('a day that another fact names divides claims, and so does the day after it', () => {
  test.each<[first: string, second: string, expected: typeof asOne]>([
    ['2026-03-08', '2026-03-09', asOne],
    ['2026-03-09', '2026-03-10', asTwo],
    ['2026-03-10', '2026-03-11', asTwo],
    ['2026-03-11', '2026-03-12', asOne],
    ['2026-03-01', '2026-03-20', asTwo],
  ])('%s and %s, a payment on 10 March', (first, second, expected) => {
    const settledOn = '2026-06-30';
    const served = [claim('a', { servedOn: first, settledOn }), claim('b', { servedOn: second, settledOn })];
    expect(thinned([paid('2026-03-10'), ...served])).toEqual(expected);
    const servedOn = '2026-02-01';
    const settled = [claim('a', { servedOn, settledOn: first }), claim('b', { servedOn, settledOn: second })];
    expect(thinned([...settled, paid('2026-03-10')])).toEqual(expected);
  });

  test('also deep within a correction, and of many days in any order', () => {
    const replaced = fact('corrected', {
      type: 'FactCorrected',
      corrects: 'paid',
      reason: 'recorded-in-error',
      replacement: { type: 'PremiumPaid', coverageYear: 2026, paidOn: '2026-03-05' },
    });
    const transfers = ['2026-09-01', '2026-01-10', '2026-07-01', '2026-02-01'].map((effectiveOn) =>
      fact(effectiveOn, { type: 'SchemeTransferred', from: 'resident', to: 'employee', effectiveOn }),
    );
    const facts = (...days: readonly string[]): readonly Fact[] => [
      ...transfers,
      paid('2025-10-10'),
      replaced,
      ...days.map((settledOn, index) => claim('ab'.charAt(index), { settledOn })),
    ];
    expect(thinned(facts('2026-03-04', '2026-03-07'))).toEqual(asTwo);
    expect(thinned(facts('2026-03-07', '2026-06-30'))).toEqual(asOne);
    expect(thinned(facts('2026-06-30', '2026-07-02'))).toEqual(asTwo);
    expect(thinned(facts('2026-07-02', '2026-08-31'))).toEqual(asOne);
    expect(thinned(facts('2026-08-31', '2026-09-02'))).toEqual(asTwo);
  });
});

test('a day from which the rules of a region change divides claims of whoever may be there', () => {
  const around = (day: string): readonly Fact[] => [
    claim('a', { settledOn: '2026-03-12' }),
    claim('b', { settledOn: day }),
  ];
  expect(thinned(around('2026-05-02'))).toEqual(asOne);
  expect(thinned([registered('359901'), ...around('2026-04-02')])).toEqual(asOne);
  expect(thinned([registered('359901'), ...around('2026-05-02')])).toEqual(asTwo);
  expect(thinned([registered('359902'), ...around('2026-04-02')])).toEqual(asTwo);
});

test.each([
  ['its id', { type: 'FactCorrected', corrects: 'b', reason: 'recorded-in-error' }],
  [
    'its number',
    { type: 'ClaimReversed', claimId: 'CLAIM-b', reversedOn: '2026-04-01', reason: 'decision-overturned' },
  ],
])('a claim that another fact names by %s is left alone', (_how, body) => {
  const facts = [claim('a'), claim('b'), claim('c'), fact('other', body)];
  expect(thinned(facts)).toEqual({ left: ['a', 'b'], alike: ['a', 'c'] });
});
