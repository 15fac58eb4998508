import fc from 'fast-check';
import { bodyOf, type Fact, type FactBody, factOf } from './events.js';
import { liveFacts } from './live-facts.js';

const settings = { seed: 1, numRuns: 200 };

const payment = (id: string, coverageYear: number, paidOn = `${String(coverageYear - 1)}-10-15`): Fact =>
  factOf(id, { type: 'PremiumPaid', coverageYear, paidOn } as FactBody);
const correction = (id: string, corrects: string, replacement?: FactBody): Fact =>
  factOf(id, {
    type: 'FactCorrected',
    corrects,
    reason: 'recorded-in-error',
    ...(replacement === undefined ? {} : { replacement }),
  });
const refund = (id: string, corrects: string, coverageYear = 2026): Fact =>
  factOf(id, {
    type: 'PremiumRefunded',
    coverageYear,
    refundedOn: '2026-01-05',
    reason: 'payment-reversed',
    corrects,
  } as FactBody);
const lapse = (id: string): Fact =>
  factOf(id, { type: 'CoverageLapsed', coverageYear: 2026, lapsedOn: '2026-01-01' } as FactBody);
const rescission = (id: string, corrects: string): Fact =>
  factOf(id, { type: 'LapseRescinded', coverageYear: 2026, reason: 'not-liable', corrects });
const claim = (id: string, claimId: string): Fact =>
  factOf(id, {
    type: 'ClaimSettled',
    claimId,
    servedOn: '2026-03-01',
    settledOn: '2026-03-05',
    pooledFundFen: 1,
    majorIllnessFen: 0,
    medicalAidFen: 0,
  } as FactBody);
const reversal = (id: string, claimId: string): Fact =>
  factOf(id, {
    type: 'ClaimReversed',
    claimId,
    reversedOn: '2026-04-01',
    reason: 'decision-overturned',
  } as FactBody);
const paid2027 = bodyOf(payment('', 2027));

interface Example {
  readonly name: string;
  readonly facts: readonly Fact[];
  /** Ids of the payments, lapses and claims that count. */
  readonly live: readonly string[];
  /** Coverage years of the payments that count, where a replacement changes them. */
  readonly years?: readonly number[];
  readonly undoneBy?: Readonly<Record<string, string>>;
}

const examples: readonly Example[] = [
  { name: 'facts without corrections all count', facts: [payment('p', 2026), lapse('l')], live: ['p', 'l'] },
  {
    name: 'a correction annuls the fact that it names',
    facts: [payment('p', 2026), payment('q', 2027), correction('c', 'p')],
    live: ['q'],
    undoneBy: { p: 'c' },
  },
  {
    name: 'a replacement keeps the id and the place of the fact',
    facts: [payment('p', 2026), payment('q', 2028), correction('c', 'p', paid2027)],
    live: ['p', 'q'],
    years: [2027, 2028],
    undoneBy: { p: 'c' },
  },
  {
    name: 'a counter-correction restores what was annulled',
    facts: [payment('p', 2026), correction('c', 'p'), correction('d', 'c')],
    live: ['p'],
    years: [2026],
    undoneBy: { c: 'd' },
  },
  {
    name: 'a counter-correction restores what was replaced',
    facts: [payment('p', 2026), correction('c', 'p', paid2027), correction('d', 'c')],
    live: ['p'],
    years: [2026],
    undoneBy: { c: 'd' },
  },
  {
    name: 'a correction of the counter-correction annuls again',
    facts: [payment('p', 2026), correction('c', 'p'), correction('d', 'c'), correction('e', 'd')],
    live: [],
    undoneBy: { p: 'c', d: 'e' },
  },
  {
    name: 'four corrections in a row leave the fact as it was',
    facts: [
      payment('p', 2026),
      correction('c', 'p'),
      correction('d', 'c'),
      correction('e', 'd'),
      correction('f', 'e'),
    ],
    live: ['p'],
    undoneBy: { c: 'd', e: 'f' },
  },
  {
    name: 'a corrected correction annuls another fact instead',
    facts: [
      payment('p', 2026),
      payment('q', 2027),
      correction('c', 'p'),
      correction('d', 'c', bodyOf(correction('', 'q'))),
    ],
    live: ['p'],
    undoneBy: { q: 'c', c: 'd' },
  },
  {
    name: 'a corrected correction replaces by something else',
    facts: [
      payment('p', 2026),
      correction('c', 'p'),
      correction('d', 'c', bodyOf(correction('', 'p', paid2027))),
    ],
    live: ['p'],
    years: [2027],
    undoneBy: { p: 'c', c: 'd' },
  },
  {
    name: 'a refunded payment counts no more',
    facts: [payment('p', 2026), refund('r', 'p')],
    live: [],
    undoneBy: { p: 'r' },
  },
  {
    name: 'annulling a refund restores the payment',
    facts: [payment('p', 2026), refund('r', 'p'), correction('c', 'r')],
    live: ['p'],
    undoneBy: { r: 'c' },
  },
  {
    name: 'a refund that is replaced undoes the payment that the replacement names',
    facts: [
      payment('p', 2026),
      payment('q', 2027),
      refund('r', 'p'),
      correction('c', 'r', bodyOf(refund('', 'q', 2027))),
    ],
    live: ['p'],
    undoneBy: { q: 'r', r: 'c' },
  },
  {
    name: 'a rescinded lapse counts no more, the rescission does',
    facts: [lapse('l'), rescission('r', 'l')],
    live: [],
    undoneBy: { l: 'r' },
  },
  {
    name: 'annulling a rescission restores the lapse',
    facts: [lapse('l'), rescission('r', 'l'), correction('c', 'r')],
    live: ['l'],
    undoneBy: { r: 'c' },
  },
  {
    name: 'a reversed claim counts no more',
    facts: [claim('k', 'C-1'), claim('m', 'C-2'), reversal('r', 'C-1')],
    live: ['m'],
    undoneBy: { k: 'r' },
  },
  {
    name: 'annulling a reversal restores the claim',
    facts: [claim('k', 'C-1'), reversal('r', 'C-1'), correction('c', 'r')],
    live: ['k'],
    undoneBy: { r: 'c' },
  },
  {
    name: 'annulling the annulment of a reversal reverses the claim again',
    facts: [claim('k', 'C-1'), reversal('r', 'C-1'), correction('c', 'r'), correction('d', 'c')],
    live: [],
    undoneBy: { k: 'r', c: 'd' },
  },
  {
    name: 'a reversal goes by the claim id that the claim has after its correction',
    facts: [claim('k', 'C-1'), correction('c', 'k', bodyOf(claim('', 'C-2'))), reversal('r', 'C-2')],
    live: [],
  },
  {
    name: 'a refund names payments only, a rescission lapses only',
    facts: [payment('p', 2026), lapse('l'), refund('r', 'l'), rescission('s', 'p')],
    live: ['p', 'l'],
    undoneBy: {},
  },
  {
    name: 'a correction of something unknown does nothing',
    facts: [payment('p', 2026), correction('c', 'x')],
    live: ['p'],
  },
];

const counting = ['PremiumPaid', 'CoverageLapsed', 'ClaimSettled'];
const countingOf = (facts: readonly Fact[]): readonly Fact[] =>
  facts.filter(({ type }) => counting.includes(type));

describe.each(examples)('$name', ({ facts, live, years, undoneBy }) => {
  test('as recorded', () => {
    const { facts: standing, undoneBy: ids } = liveFacts(facts);
    expect(countingOf(standing).map(({ id }) => id)).toEqual(live);
    if (years !== undefined) {
      const paid = standing.flatMap((fact) => (fact.type === 'PremiumPaid' ? [fact.data.coverageYear] : []));
      expect(paid).toEqual(years);
    }
    if (undoneBy !== undefined) expect(Object.fromEntries(ids)).toEqual(undoneBy);
  });

  test('in any order', () => {
    const before = liveFacts(facts);
    const byId = (list: readonly Fact[]): readonly string[] =>
      list.map((fact) => JSON.stringify(fact)).sort();
    fc.assert(
      fc.property(fc.shuffledSubarray([...facts], { minLength: facts.length }), (shuffled) => {
        const after = liveFacts(shuffled);
        expect(byId(after.facts)).toEqual(byId(before.facts));
        expect(Object.fromEntries(after.undoneBy)).toEqual(Object.fromEntries(before.undoneBy));
      }),
      settings,
    );
  });
});

test('a replacement keeps when the fact was recorded', () => {
  const recordedAt = '2026-01-05T02:00:00.000Z';
  const facts = [factOf('p', bodyOf(payment('', 2026)), recordedAt), correction('c', 'p', paid2027)];
  expect(liveFacts(facts).facts[0]).toEqual({ ...payment('p', 2027), recordedAt });
});

test('nothing that is given is changed', () => {
  const facts = Object.freeze(
    [payment('p', 2026), correction('c', 'p', paid2027), correction('d', 'c')].map((fact) =>
      Object.freeze(fact),
    ),
  );
  const before = JSON.stringify(facts);
  liveFacts(facts);
  expect(JSON.stringify(facts)).toBe(before);
});
