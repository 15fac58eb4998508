import {
  decide,
  type Fact,
  type FactBody,
  factOf,
  HypotheticalFact,
  policyBook,
  type ShownSupposition,
  Supposition,
} from '#libs/enrollment';
import type { EventStore } from '#libs/event-store';
import { everyRegion, type Ledger } from '../index.js';
import {
  codeOf,
  command,
  given,
  openTestLedger,
  openTestSample,
  paid,
  registered,
} from '../testing/index.js';

const scope = everyRegion;
const body = paid(2028, '2027-10-15') as unknown as FactBody;

describe('what is supposed', () => {
  let ledger: Ledger;
  beforeAll(async () => {
    ({ ledger } = await openTestSample());
  });
  // "I did pay for 2027, here is the receipt."
  const receipt = { type: 'PremiumPaid', coverageYear: 2027, paidOn: '2026-10-20', amountFen: 40_000 };

  test('shortens the wait, is marked wherever it is shown, and changes nothing', async () => {
    const before = await ledger.members.standing({ member: 'P-0001', scope, on: '2028-03-15' });
    const answer = await ledger.comparisons.whatIf({
      member: 'P-0001',
      scope,
      body: { facts: [receipt], on: '2028-03-15' },
    });
    expect(answer).toMatchObject({
      hypothetical: true,
      supposed: [{ hypothetical: true, id: '~1', body: receipt }],
      standing: { hypothetical: true, waiting: null, breakYears: [2025, 2026] },
    });
    expect(answer.changes).toContainEqual({
      field: 'breakYears',
      before: [2025, 2026, 2027],
      after: [2025, 2026],
    });
    expect(answer.consequences).toContainEqual(
      expect.objectContaining({
        field: 'pooledFund',
        serviceDates: { from: '2027-01-01', until: '2027-05-01' },
      }),
    );
    expect(await ledger.members.standing({ member: 'P-0001', scope, on: '2028-03-15' })).toEqual(before);
  });

  test('may be several facts, of which a later one names an earlier one', async () => {
    const correction = { type: 'FactCorrected', corrects: '~1', reason: 'recorded-in-error' };
    const facts = [receipt, correction];
    const answer = await ledger.comparisons.whatIf({
      member: 'P-0001',
      scope,
      body: { facts, on: '2028-03-15' },
    });
    expect(answer.supposed.map(({ id }) => id)).toEqual(['~1', '~2']);
    expect(answer.changes).toEqual([]);
  });

  test('warns of a day after today, as it would once it were recorded', async () => {
    const { ledger: real } = await openTestLedger();
    await given(real, 'P-0001', registered);
    const question = { member: 'P-0001', scope, on: '2028-01-01' };
    const ahead = paid(2028, '2027-11-30');
    const body = { facts: [ahead], on: question.on };
    const { standing } = await real.comparisons.whatIf({ member: 'P-0001', scope, body });
    await given(real, 'P-0001', ahead);
    const { warnings } = await real.members.standing(question);
    expect(warnings).toContain('dated-in-future');
    expect(standing.warnings).toEqual(warnings);
  });

  test.each(['2025-06-01', '2029-06-01'])(
    'has the consequences of a dry run, whatever day is asked about: %s',
    async (on) => {
      const { ledger: real } = await openTestLedger();
      await given(real, 'P-0001', registered, paid(2025, '2024-10-01'));
      const next = paid(2026, '2025-10-01');
      const { consequences } = await real.comparisons.whatIf({
        member: 'P-0001',
        scope,
        body: { facts: [next], on },
      });
      const dry = await real.facts.record(command('P-0001', next, { dryRun: true }));
      expect(consequences).toEqual(dry.answer.consequences);
    },
  );

  test('says so where it leaves no registration', async () => {
    const { ledger: real } = await openTestLedger();
    const { answer } = await given(real, 'P-0001', registered);
    const facts = [{ type: 'FactCorrected', corrects: answer.event.id, reason: 'recorded-in-error' }];
    await expect(real.comparisons.whatIf({ member: 'P-0001', scope, body: { facts } })).rejects.toMatchObject(
      {
        code: 'member-not-found',
        problems: [{ pointer: '/facts' }],
        detail: { en: expect.stringContaining('no registration') as unknown },
      },
    );
  });

  test.each([
    [[], '/facts', 'malformed-request'],
    [[{ type: 'PremiumPaid' }], '/facts/0/coverageYear', 'malformed-request'],
    [[receipt, receipt], '/facts/1/coverageYear', 'duplicate-payment'],
    [[receipt, 7], '/facts/1', 'malformed-request'],
  ])('%j is refused at %s: %s', async (facts, pointer, code) => {
    const asked = ledger.comparisons.whatIf({ member: 'P-0001', scope, body: { facts } });
    await expect(asked).rejects.toMatchObject({ code });
    const refused = (await asked.catch((error: unknown) => error)) as { problems: { pointer: string }[] };
    expect(refused.problems[0]?.pointer).toBe(pointer);
  });
});

describe('no code path records it', () => {
  let ledger: Ledger;
  let store: EventStore;
  let supposed: HypotheticalFact;
  beforeEach(async () => {
    ({ ledger, store } = await openTestLedger());
    await given(ledger, 'P-0001', registered);
    const rules = policyBook({ packs: [], regions: [] });
    supposed = new HypotheticalFact('~1', body);
    expect(Supposition.over([], rules, { facts: [], recordedAt: store.now() }).supposed).toEqual([]);
  });

  test('by its type it is no body, no fact and nothing that decides or makes one', () => {
    // @ts-expect-error it has no type and no fields to be recorded
    const asBody: FactBody = supposed;
    // @ts-expect-error nor is it a fact
    const asFact: Fact = supposed;
    // @ts-expect-error nor is what answers show of it
    const shownAsFact: Fact = supposed.shown();
    // @ts-expect-error nor a body
    const shownAsBody: FactBody = supposed.shown();
    expect([asBody, asFact, shownAsFact, shownAsBody].every((each) => 'hypothetical' in each)).toBe(true);
    // @ts-expect-error a body made of it is none
    expect(factOf('~1', supposed).type).toBeUndefined();
    // @ts-expect-error the rules judge nothing of it
    expect(() => decide(supposed, [], policyBook({ packs: [], regions: [] }))).toThrow();
  });

  test('at run time every way in refuses it: the use case, a copy of it, what answers show, and the store itself', async () => {
    const head = await store.head();
    const shown: ShownSupposition = supposed.shown();
    for (const tried of [
      supposed,
      Object.assign({}, supposed),
      shown,
      { ...shown, ...shown.body },
      [supposed],
    ])
      expect(await codeOf(ledger.facts.record(command('P-0001', tried as never)))).toBe('malformed-request');
    const event = {
      id: '7d1c0e52-3f0a-5b7e-9c11-2a4b6c8d0e1f',
      type: 'PremiumPaid',
      schemaVersion: 1,
      metadata: { actor: 'a', correlationId: 'c', effectiveOn: '2027-10-15' },
    };
    expect(await codeOf(store.append('member-P-0001', 1, [{ ...event, data: supposed }]))).toBe(
      'invalid-event',
    );
    expect(await codeOf(store.append('member-P-0001', 1, [{ ...event, id: supposed.id, data: body }]))).toBe(
      'invalid-event',
    );
    expect(await store.head()).toBe(head);
  });
});
