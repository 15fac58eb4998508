import type { Ledger, RecordFact, RecordFactReply } from '../index.js';
import { codeOf, command, given, openTestLedger, paid, registered, regions } from '../testing/index.js';

const left = regions('359901');
const joined = regions('359904');
const elsewhere = regions('359902');

let ledger: Ledger;

/** In 359901 until 1 July 2026, then in 359904. */
beforeEach(async () => {
  ({ ledger } = await openTestLedger());
  await given(
    ledger,
    'P-0001',
    registered,
    paid(2025, '2024-10-01'),
    paid(2026, '2025-10-01'),
    { type: 'RegionTransferred', fromRegion: '359901', toRegion: '359904', effectiveOn: '2026-07-01' },
    paid(2027, '2026-10-01'),
  );
});

const record = (
  body: Readonly<Record<string, unknown>>,
  stated: Partial<Omit<RecordFact, 'member' | 'body'>>,
): Promise<RecordFactReply> => ledger.facts.record(command('P-0001', body, stated));

async function refusalOf(promise: Promise<unknown>): Promise<Readonly<Record<string, unknown>>> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const { code, facts, problems, detail, eventsSince } = error as Readonly<Record<string, unknown>>;
  return { code, facts, problems, detail, eventsSince };
}

const died = (diedOn: string): Readonly<Record<string, unknown>> => ({ type: 'MemberDeceased', diedOn });
const move = (fromRegion: string, effectiveOn = '2027-07-01'): Readonly<Record<string, unknown>> => ({
  type: 'RegionTransferred',
  fromRegion,
  toRegion: '359902',
  effectiveOn,
});

describe('the region that a member has left', () => {
  test('sees no consequence on or after the day of the move', async () => {
    const { answer } = await record(died('2026-03-01'), { scope: left });
    const untils = answer.consequences.map(({ serviceDates }) => serviceDates.until);
    expect(untils).not.toEqual([]);
    expect(untils.every((until) => until !== null && until <= '2026-07-01')).toBe(true);
    const { items } = await ledger.members.events({
      member: 'P-0001',
      scope: left,
      expandConsequences: true,
    });
    const ofDeath = items.find(({ type }) => type === 'MemberDeceased')?.consequences;
    expect(ofDeath).toEqual(answer.consequences);
    const shown = items.flatMap(({ consequences = [] }) => consequences);
    expect(shown.filter(({ serviceDates: { until } }) => until === null || until > '2026-07-01')).toEqual([]);
    const all = await ledger.members.events({ member: 'P-0001', scope: joined, expandConsequences: true });
    expect(JSON.stringify(all.items)).toContain('"until":"2028-01-01"');
  });

  test('is told of the events since its version only those that it may see', async () => {
    const stale = record(died('2026-03-01'), { scope: left, expectedVersion: 3 });
    const { code, eventsSince } = await refusalOf(stale);
    expect(code).toBe('wrong-expected-version');
    expect(eventsSince).toMatchObject([{ type: 'RegionTransferred', version: 4 }]);
  });

  test('is told no day that the later region recorded', async () => {
    await record(died('2027-02-03'), { scope: joined });
    const hidden = await refusalOf(record(died('2026-03-01'), { scope: left }));
    expect(hidden).toMatchObject({
      code: 'already-dead',
      problems: [{ pointer: '/diedOn', code: 'already-dead', facts: {} }],
    });
    expect(JSON.stringify(hidden)).not.toContain('2027');
    const open = await refusalOf(record(died('2026-03-01'), { scope: joined }));
    expect(open).toMatchObject({ problems: [{ facts: { expected: '2027-02-03' } }] });
  });

  test('is told in full what it may see itself', async () => {
    await record(died('2026-02-02'), { scope: left });
    const again = await refusalOf(record(died('2026-03-01'), { scope: left }));
    expect(again).toMatchObject({ problems: [{ facts: { expected: '2026-02-02' } }] });
  });
});

describe('a move posted by a region that does not see the member', () => {
  test('from a wrong region is refused before all else, without the right one', async () => {
    await record(died('2027-02-03'), { scope: joined });
    for (const expectedVersion of [undefined, 1, 6]) {
      for (const dryRun of [true, false]) {
        const refused = await refusalOf(
          record(move('359901'), { scope: elsewhere, expectedVersion, dryRun }),
        );
        expect(refused).toMatchObject({
          code: 'not-in-region',
          problems: [{ pointer: '/fromRegion', code: 'not-in-region', facts: {} }],
        });
        expect(JSON.stringify(refused)).not.toMatch(/359904|2027|version/);
      }
    }
  });

  test('after a death is refused without the day of death', async () => {
    await record(died('2027-02-03'), { scope: joined });
    const refused = await refusalOf(record(move('359904'), { scope: elsewhere }));
    expect(refused).toMatchObject({ code: 'after-death', problems: [{ facts: {} }] });
    expect(JSON.stringify(refused)).not.toContain('2027');
  });

  test('for another version is refused without the present one', async () => {
    const refused = await refusalOf(record(move('359904'), { scope: elsewhere, expectedVersion: 2 }));
    expect(refused).toMatchObject({
      code: 'wrong-expected-version',
      facts: { expected: 2 },
      eventsSince: [],
    });
    expect(refused['facts']).not.toHaveProperty('actual');
    expect(JSON.stringify(refused['detail'])).not.toContain('5');
  });

  test('shows no consequences, said as a dry run, recorded or repeated', async () => {
    const posted = command('P-0001', move('359904'), { scope: elsewhere });
    const dry = await ledger.facts.record({ ...posted, dryRun: true });
    expect(dry.answer).toMatchObject({ appended: false, consequences: [], warnings: [] });
    const { answer } = await ledger.facts.record(posted);
    expect(answer).toMatchObject({ appended: true, consequences: [] });
    expect(await ledger.facts.record(posted)).toEqual({ replayed: true, answer });
    // From then on the member is read like any other.
    expect((await ledger.members.events({ member: 'P-0001', scope: elsewhere })).items).toHaveLength(6);
  });

  test('of somebody who is nobody is not found', async () => {
    const posted = command('P-0404', move('359904'), { scope: elsewhere });
    expect(await codeOf(ledger.facts.record(posted))).toBe('member-not-found');
  });
});

describe('the document of a member whom the caller does not see', () => {
  const source = { system: 'tax', document: 'TX7' };
  beforeEach(async () => {
    await record(paid(2028, '2027-10-01'), { source, scope: joined });
    await given(ledger, 'P-0002', registered);
  });

  test('gives no sign where the caller may not record about the member anyway', async () => {
    const body = paid(2028, '2027-10-01');
    const other = { ...body, amountFen: 1 };
    for (const each of [body, other]) {
      for (const document of ['TX7', 'TX-free']) {
        const posted = record(each, {
          source: { system: 'tax', document },
          scope: elsewhere,
          actor: 'key-2',
          idempotencyKey: 'k',
        });
        expect(await refusalOf(posted)).toMatchObject({
          code: 'member-not-found',
          problems: [{ facts: {} }],
        });
      }
    }
  });

  test('conflicts without telling where it is recorded', async () => {
    const posted = (scope: typeof left | undefined) =>
      ledger.facts.record(
        command('P-0002', paid(2028, '2027-10-01'), { source, actor: 'key-2', ...(scope && { scope }) }),
      );
    const hidden = await refusalOf(posted(left));
    expect(hidden).toMatchObject({ code: 'source-document-conflict', facts: source });
    expect(hidden['facts']).not.toHaveProperty('position');
    expect(JSON.stringify(hidden['detail'])).not.toMatch(/position|位置/);
    const open = await refusalOf(posted(undefined));
    expect(open['facts']).toHaveProperty('position');
    expect(JSON.stringify(open['detail'])).toMatch(/at position \d+/);
  });
});

test('a member is not known before it was registered, and that is said to those who may see it', async () => {
  const asked = (scope: typeof left) => ledger.members.get({ member: 'P-0001', knownAt: 'pos:1', scope });
  expect(await refusalOf(asked(left))).toMatchObject({
    code: 'member-not-found',
    detail: { en: 'The member was not known at pos:1.', zh: '知悉时点 pos:1 时尚不知此参保人。' },
  });
  expect(await refusalOf(asked(elsewhere))).toMatchObject({
    detail: { en: 'The member is not registered.' },
  });
});

test.each(['参保人', 'P 1', 'P/1', 'x'.repeat(65), ''])('%p is no member number', async (member) => {
  const refused = await refusalOf(ledger.facts.record(command(member, registered)));
  expect(refused).toMatchObject({ code: 'malformed-request', problems: [{ pointer: '/member' }] });
  expect(JSON.stringify(refused['problems'])).toContain('1 to 64');
});
