import { bodyOf, type Fact, type FactBody, factOf } from './events.js';
import { liveFacts } from './live-facts.js';

// Admission never lets these arise; a ledger written by an older program, or a derivation, may hold them all the same.

const payment = (id: string, coverageYear: number): Fact =>
  factOf(id, {
    type: 'PremiumPaid',
    coverageYear,
    paidOn: `${String(coverageYear - 1)}-10-15`,
  } as FactBody);
const correction = (id: string, corrects: string, replacement?: Fact): Fact =>
  factOf(id, {
    type: 'FactCorrected',
    corrects,
    reason: 'recorded-in-error',
    ...(replacement === undefined ? {} : { replacement: bodyOf(replacement) }),
  });
/** The same correction with another reason, as a replacement of one. */
const mended = (corrects: string): Fact =>
  factOf('', { type: 'FactCorrected', corrects, reason: 'typing-error' });
const refund = (id: string, corrects: string): Fact =>
  factOf(id, {
    type: 'PremiumRefunded',
    coverageYear: 2026,
    refundedOn: '2026-01-05',
    reason: 'payment-reversed',
    corrects,
  } as FactBody);

interface Example {
  readonly name: string;
  readonly facts: readonly Fact[];
  readonly contested: readonly string[];
  readonly undoneBy: Readonly<Record<string, string>>;
  /** Coverage years of the payments that count. */
  readonly years: readonly number[];
}

const examples: readonly Example[] = [
  {
    name: 'of two corrections of one event the one with the lowest id stands',
    facts: [payment('p', 2026), correction('a', 'p', payment('', 2027)), correction('b', 'p')],
    contested: ['p'],
    undoneBy: { p: 'a' },
    years: [2027],
  },
  {
    name: 'of two refunds of one payment the one with the lowest id stands',
    facts: [payment('p', 2026), refund('a', 'p'), refund('b', 'p')],
    contested: ['p'],
    undoneBy: { p: 'a' },
    years: [],
  },
  {
    name: 'a correction and a refund of one payment do not contest it: what is refunded is the corrected payment',
    facts: [payment('p', 2026), correction('a', 'p', payment('', 2027)), refund('b', 'p')],
    contested: [],
    undoneBy: { p: 'b' },
    years: [],
  },
  {
    name: 'an annulled correction contests nothing',
    facts: [payment('p', 2026), correction('a', 'p'), correction('b', 'p'), correction('c', 'a')],
    contested: [],
    undoneBy: { p: 'b', a: 'c' },
    years: [],
  },
  {
    name: 'one contested event leaves the others alone',
    facts: [payment('p', 2026), payment('q', 2028), refund('a', 'p'), refund('b', 'p'), refund('c', 'q')],
    contested: ['p'],
    undoneBy: { p: 'a', q: 'c' },
    years: [],
  },
];

describe.each(examples)('$name', ({ facts, contested, undoneBy, years }) => {
  test.each([
    ['as recorded', facts],
    ['the other way round', [...facts].reverse()],
  ])('%s', (_order, given) => {
    const live = liveFacts(given);
    const paid = live.facts.flatMap((fact) => (fact.type === 'PremiumPaid' ? [fact.data.coverageYear] : []));
    expect([...live.contested]).toEqual(contested);
    expect(Object.fromEntries(live.undoneBy)).toEqual(undoneBy);
    expect(paid).toEqual(years);
  });
});

describe('corrections of corrections are followed to the end', () => {
  test('where one round names as many events as the round before, but others', () => {
    const facts = [
      payment('p', 2026),
      payment('r', 2027),
      correction('x', 'r'),
      correction('c', 'p'),
      correction('d', 'c', correction('', 'x')),
    ];
    const live = liveFacts(facts);
    expect(live.facts.filter(({ type }) => type === 'PremiumPaid').map(({ id }) => id)).toEqual(['p', 'r']);
    expect(Object.fromEntries(live.undoneBy)).toEqual({ x: 'c', c: 'd' });
  });

  test('where one round names the same events as the round before, but what replaces them differs', () => {
    const facts = [
      payment('p', 2026),
      payment('r', 2027),
      correction('c', 'p'),
      correction('d', 'c', mended('p')),
      correction('e', 'd', correction('', 'c', correction('', 'r'))),
    ];
    const live = liveFacts(facts);
    expect(live.facts.filter(({ type }) => type === 'PremiumPaid').map(({ id }) => id)).toEqual(['p']);
    expect(Object.fromEntries(live.undoneBy)).toEqual({ r: 'c', c: 'd', d: 'e' });
  });
});

test('a correction of an event that there is not undoes nothing', () => {
  expect([...liveFacts([payment('p', 2026), correction('c', 'x')]).undoneBy]).toEqual([]);
});

test('two corrections that annul each other come to an end', () => {
  const { facts } = liveFacts([payment('p', 2026), correction('a', 'b'), correction('b', 'a')]);
  expect(facts.map(({ id }) => id)).toContain('p');
});
