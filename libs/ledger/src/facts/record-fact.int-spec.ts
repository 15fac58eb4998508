import type { RecordedFact } from '../index.js';
import {
  codeOf,
  command,
  given,
  openTestLedger,
  paid,
  registered,
  type TestLedger,
} from '../testing/index.js';

const lapsed = (coverageYear: number): Readonly<Record<string, unknown>> => ({
  type: 'CoverageLapsed',
  coverageYear,
  lapsedOn: `${coverageYear}-01-01`,
});

let test0: TestLedger;

beforeEach(async () => {
  test0 = await openTestLedger();
});

describe('a payment after three missed years', () => {
  const payment = command('P-0001', paid(2028, '2027-11-20'), {
    source: { system: 'tax-359901', document: 'TX202711200123' },
    idempotencyKey: '0f6f1c1e',
    expectedVersion: 4,
  });

  test('is answered with the event and with every range of days on which an answer is now another one', async () => {
    const { ledger, store } = test0;
    await given(ledger, 'P-0001', registered, lapsed(2025), lapsed(2026), lapsed(2027));
    const { answer, replayed } = await ledger.facts.record(payment);
    const [stored] = (await store.readStream('member-P-0001')).slice(-1);
    expect(replayed).toBe(false);
    expect(answer).toEqual<RecordedFact>({
      appended: true,
      event: {
        id: stored!.id,
        type: 'PremiumPaid',
        effectiveOn: '2027-11-20' as never,
        recordedAt: expect.stringMatching(/^2027-11-20T10:00:00\.\d{3}\+08:00$/) as never,
        position: stored!.position,
        version: 5,
      },
      consequences: [
        change('pooledFund', ['2028-01-01', '2028-06-01'], notCovered, inWait),
        change('pooledFund', ['2028-06-01', '2029-01-01'], notCovered, { payable: true, reasons: [] }),
        change('waiting', ['2028-01-01', '2029-01-01'], null, {
          totalMonths: 5,
          benefitsFrom: '2028-06-01',
        }),
        change('streakYears', ['2028-01-01', '2030-01-01'], 0, 1),
        change('effectiveCeilingFen', ['2028-01-01', '2029-01-01'], null, 30_000_000),
      ],
      supersededDecisions: [],
      warnings: [],
    });
    expect(stored!.metadata).toEqual({
      actor: 'key-1',
      correlationId: 'request-1',
      source: { system: 'tax-359901', document: 'TX202711200123' },
      effectiveOn: '2027-11-20',
      boundKey: { digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as never, count: 1 },
    });
  });

  test('said as a dry run stores nothing and uses no key', async () => {
    const { ledger, store } = test0;
    await given(ledger, 'P-0001', registered, lapsed(2025), lapsed(2026), lapsed(2027));
    const head = await store.head();
    const dry = await ledger.facts.record({ ...payment, dryRun: true });
    expect(dry.answer).toMatchObject({
      appended: false,
      event: { recordedAt: null, position: null, version: 5 },
    });
    expect(await store.head()).toBe(head);
    const { answer, replayed } = await ledger.facts.record(payment);
    expect(replayed).toBe(false);
    expect(answer.consequences).toEqual(dry.answer.consequences);
  });

  test('said as a dry run once it is recorded says what it changed, and that nothing is appended', async () => {
    const { ledger, store } = test0;
    await given(ledger, 'P-0001', registered, lapsed(2025), lapsed(2026), lapsed(2027));
    const { answer } = await ledger.facts.record(payment);
    const head = await store.head();
    const dry = await ledger.facts.record({ ...payment, dryRun: true });
    expect(dry).toEqual({ replayed: true, answer: { ...answer, appended: false } });
    expect(await store.head()).toBe(head);
  });

  test('for another version than the caller has seen is refused with the events since', async () => {
    const { ledger } = test0;
    await given(ledger, 'P-0001', registered, lapsed(2025), lapsed(2026), lapsed(2027), lapsed(2028));
    await expect(ledger.facts.record(payment)).rejects.toMatchObject({
      code: 'wrong-expected-version',
      facts: { expected: 4, actual: 5 },
      eventsSince: [{ type: 'CoverageLapsed', version: 5, effectiveOn: '2028-01-01' }],
    });
  });
});

describe('a fact that comes again', () => {
  const first = command('P-0001', paid(2028, '2027-11-20'), {
    source: { system: 'tax', document: 'TX1/2' },
    idempotencyKey: 'a',
  });

  beforeEach(() => given(test0.ledger, 'P-0001', registered));

  test('gets the first reply, whatever has been recorded since', async () => {
    const { ledger, clock } = test0;
    const before = await ledger.facts.record({ ...first, expectedVersion: 1 });
    clock.now = '2031-06-01T00:00:00Z';
    await given(ledger, 'P-0001', { type: 'MemberDeceased', diedOn: '2028-02-02' });
    await ledger.policy.importRegions([], { actor: 'x', correlationId: 'x' });
    const again = await ledger.facts.record({ ...first, expectedVersion: 1 });
    expect(again).toEqual({ replayed: true, answer: before.answer });
  });

  test('under a new key is the same fact, and the new key is bound to it', async () => {
    const { ledger } = test0;
    const { answer } = await ledger.facts.record(first);
    const again = await ledger.facts.record({ ...first, idempotencyKey: 'b' });
    expect(again).toEqual({ replayed: true, answer });
    const other = command('P-0001', paid(2029, '2028-11-20'), { idempotencyKey: 'b' });
    expect(await codeOf(ledger.facts.record(other))).toBe('idempotency-key-reused');
  });

  test('with other content is refused, by its key first and by its document', async () => {
    const { ledger } = test0;
    await ledger.facts.record(first);
    const body = { ...paid(2028, '2027-11-20'), amountFen: 40_001 };
    expect(await codeOf(ledger.facts.record({ ...first, body }))).toBe('idempotency-key-reused');
    expect(await codeOf(ledger.facts.record({ ...first, body, idempotencyKey: 'b' }))).toBe(
      'source-document-conflict',
    );
    const elsewhere = { ...first, member: 'P-0002', idempotencyKey: 'c' };
    await given(ledger, 'P-0002', registered);
    expect(await codeOf(ledger.facts.record(elsewhere))).toBe('source-document-conflict');
    const source = { system: 'tax', document: 'TX9' };
    expect(await codeOf(ledger.facts.record({ ...first, source }))).toBe('idempotency-key-reused');
  });

  test('under the equal key of another caller is judged by its document alone', async () => {
    const { ledger } = test0;
    await ledger.facts.record(first);
    const other = command('P-0001', paid(2029, '2028-11-20'), { idempotencyKey: 'a', actor: 'key-2' });
    expect((await ledger.facts.record(other)).replayed).toBe(false);
  });

  test('after a refusal is judged anew: only an accepted fact binds a key', async () => {
    const { ledger } = test0;
    const early = { ...first, body: paid(2028, '2027-08-31') };
    expect(await codeOf(ledger.facts.record(early))).toBe('window-not-open');
    expect((await ledger.facts.record(first)).answer.appended).toBe(true);
  });

  test('from many callers at once is recorded once', async () => {
    const { ledger, store } = test0;
    const replies = await Promise.all(Array.from({ length: 16 }, () => ledger.facts.record(first)));
    expect(replies.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(new Set(replies.map(({ answer }) => JSON.stringify(answer))).size).toBe(1);
    expect(await store.readStream('member-P-0001')).toHaveLength(2);
  });

  test('from many callers at once with different content is recorded once, the others are refused', async () => {
    const { ledger, store } = test0;
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) =>
        ledger.facts.record({ ...first, body: { ...paid(2028, '2027-11-20'), amountFen: 40_000 + index } }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await store.readStream('member-P-0001')).toHaveLength(2);
  });
});

describe('what has a bad form', () => {
  test.each([
    ['a body that is no object', { body: 7 }, 'malformed-request'],
    ['no source', { source: undefined }, 'malformed-request'],
    ['an unknown field of the source', { source: { system: 's', document: 'd', x: 1 } }, 'malformed-request'],
    ['a line break in a document', { source: { system: 's', document: 'd\n1' } }, 'malformed-request'],
    [
      'a phone number as source system',
      { source: { system: '13800138000', document: 'd' } },
      'personal-identifier',
    ],
    ['an empty member number', { member: ' ' }, 'malformed-request'],
    ['a version that is none', { expectedVersion: -1 }, 'malformed-request'],
  ])('is refused: %s', async (_, part, code) => {
    const { ledger, store } = test0;
    const head = await store.head();
    expect(await codeOf(ledger.facts.record({ ...command('P-0001', registered), ...part }))).toBe(code);
    expect(await store.head()).toBe(head);
  });

  test('is named in whole, the gravest fault first', async () => {
    const body = { ...paid(2028, '2027-02-30') };
    await expect(test0.ledger.facts.record(command('P-0001', body, { source: {} }))).rejects.toMatchObject({
      code: 'malformed-request',
      problems: [{ pointer: '/source/system' }, { pointer: '/source/document' }, { pointer: '/paidOn' }],
    });
  });
});

test('64 callers at once, on two ledgers over one store: nothing is lost and nothing is doubled', async () => {
  const { ledger, store } = test0;
  const { openLedger } = await import('../index.js');
  const other = await openLedger({ store, packs: [], engine: '0.0.0' });
  await given(ledger, 'P-0001', registered);
  const claims = Array.from({ length: 64 }, (_, index) =>
    command('P-0001', {
      type: 'ClaimSettled',
      claimId: `C${index}`,
      servedOn: '2027-01-01',
      settledOn: '2027-01-02',
      pooledFundFen: index,
      majorIllnessFen: 0,
      medicalAidFen: 0,
    }),
  );
  const replies = await Promise.all(
    claims.map((claim, index) => (index % 8 === 0 ? other : ledger).facts.record(claim)),
  );
  const versions = replies.map(({ answer }) => answer.event.version).sort((a, b) => a - b);
  expect(versions).toEqual(Array.from({ length: 64 }, (_, index) => index + 2));
  expect(await store.readStream('member-P-0001')).toHaveLength(65);
});

test('warnings are those that the fact itself brings', async () => {
  const { ledger } = test0;
  await given(ledger, 'P-0001', registered);
  const dear = { ...paid(2028, '2027-11-19'), amountFen: 50_000 };
  expect((await given(ledger, 'P-0001', dear)).answer.warnings).toEqual(['price-differs']);
  expect((await given(ledger, 'P-0001', paid(2029, '2028-09-01'))).answer.warnings).toEqual([
    'dated-in-future',
  ]);
});

test('a correction that annuls a fact takes its consequences back', async () => {
  const { ledger } = test0;
  const { answer } = await given(ledger, 'P-0001', registered, paid(2028, '2027-11-20'));
  const undone = await given(ledger, 'P-0001', {
    type: 'FactCorrected',
    corrects: answer.event.id,
    reason: 'typing-error',
  });
  const mirrored = undone.answer.consequences.map(({ before, after, ...rest }) => ({
    ...rest,
    before: after,
    after: before,
  }));
  expect(mirrored).toEqual(answer.consequences);
});

const notCovered = { payable: false, reasons: ['not-covered'] };
const inWait = { payable: false, reasons: ['in-waiting-period'] };

function change(
  field: string,
  [from, until]: readonly [string, string | null],
  before: unknown,
  after: unknown,
): never {
  return { serviceDates: { from, until }, field, before, after } as never;
}
