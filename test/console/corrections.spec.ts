import { type Fact, type FactBody, factOf, liveFacts } from '#libs/enrollment';
import type { MemberEvent } from '#libs/ledger/pure';
import { effectsOf, replacementWith, subjectOf } from '../../apps/console/src/rooms/record/correction.js';

const paidOn = (day: string): FactBody =>
  ({ type: 'PremiumPaid', coverageYear: 2028, paidOn: day }) as FactBody;

/** Facts as the console reads them, under the ids a, b, c in the order given. */
function recorded(...bodies: readonly FactBody[]): readonly MemberEvent[] {
  return bodies.map((body, index) => {
    const { id, type, data } = factOf('abcdef'.charAt(index), body);
    return { id, type, data, recordedAt: '2027-10-09T08:00:00.000+08:00' } as unknown as MemberEvent;
  });
}

/** The facts that count once a correction of the last event came, with what the form puts in its place. */
function standing(events: readonly MemberEvent[], replacement: FactBody | undefined): readonly Fact[] {
  const correction: FactBody = {
    type: 'FactCorrected',
    corrects: events.at(-1)!.id,
    reason: 'typing-error',
    ...(replacement === undefined ? {} : { replacement }),
  };
  const { facts } = liveFacts([...(events as unknown as readonly Fact[]), factOf('z', correction)]);
  return facts.filter(({ type }) => type === 'PremiumPaid');
}

const correct = (corrects: string, replacement?: FactBody): FactBody => ({
  type: 'FactCorrected',
  corrects,
  reason: 'late-arrival',
  ...(replacement === undefined ? {} : { replacement }),
});

describe.each([
  ['a fact', [paidOn('2027-10-01')]],
  ['a correction that annulled', [paidOn('2027-10-01'), correct('a')]],
  ['a correction that replaced', [paidOn('2027-10-01'), correct('a', paidOn('2027-10-02'))]],
  [
    'a correction of a correction',
    [
      paidOn('2027-10-01'),
      correct('a', paidOn('2027-10-02')),
      correct('b', correct('a', paidOn('2027-10-03'))),
    ],
  ],
  ['a correction that undid another', [paidOn('2027-10-01'), correct('a'), correct('b')]],
] as const)('%s corrected again', (_, bodies) => {
  const events = recorded(...bodies);
  const subject = subjectOf(events.at(-1)!, events)!;

  test('is about the fact in the end', () => {
    expect(subject.fact.id).toBe('a');
  });

  test('so that the fact holds as it is typed', () => {
    const facts = standing(events, replacementWith(subject, paidOn('2027-12-24')));
    expect(facts).toMatchObject([{ id: 'a', data: { paidOn: '2027-12-24' } }]);
  });

  test('so that the fact counts no more', () => {
    expect(standing(events, replacementWith(subject, null))).toEqual([]);
  });
});

test('a correction is undone, replaced or, where something stands by it, its fact annulled', () => {
  const effects = (...bodies: readonly FactBody[]): readonly string[] => {
    const events = recorded(...bodies);
    return effectsOf(subjectOf(events.at(-1)!, events)!);
  };
  expect(effects(paidOn('2027-10-01'))).toEqual(['annul', 'replace']);
  expect(effects(paidOn('2027-10-01'), correct('a'))).toEqual(['annul', 'replace']);
  expect(effects(paidOn('2027-10-01'), correct('a'), correct('b'))).toEqual(['annul', 'replace', 'drop']);
  expect(effects(paidOn('2027-10-01'), correct('a', paidOn('2027-10-02')))).toEqual([
    'annul',
    'replace',
    'drop',
  ]);
});

test('a form begins with what stands now; a correction of what is not shown is annulled alone', () => {
  const events = recorded(paidOn('2027-10-01'), correct('a', paidOn('2027-10-02')));
  expect(subjectOf(events[1]!, events)?.standing).toMatchObject({ paidOn: '2027-10-02' });
  expect(subjectOf(events[1]!, [events[1]!])).toBeUndefined();
});
