import type { EventStore } from '#libs/event-store';
import { everyRegion, type Ledger, openLedger, type YearClose, type YearCloseMember } from '../index.js';
import {
  author,
  codeOf,
  command,
  given,
  openTestLedger,
  paid,
  REGION,
  regions,
  registered,
  shippedPacks,
  type TestClock,
} from '../testing/index.js';

let ledger: Ledger;
let store: EventStore;
let clock: TestClock;
beforeEach(async () => {
  ({ ledger, store, clock } = await openTestLedger());
});
afterEach(() => ledger.close());

const operator = { actor: 'key-operator', correlationId: 'start', scope: everyRegion };
const reviewer = { actor: 'key-reviewer', correlationId: 'approval', scope: everyRegion };
const year = { region: REGION, coverageYear: 2027 };
const scope = everyRegion;

/** Four members, of whom P-0002 and P-0004 have not paid for 2027. */
async function fourMembers(): Promise<void> {
  await given(ledger, 'P-0001', registered, paid(2026, '2025-11-01'), paid(2027, '2026-11-01'));
  await given(ledger, 'P-0002', registered, paid(2026, '2025-11-01'));
  await given(ledger, 'P-0003', { ...registered, region: '359904' });
  await given(ledger, 'P-0004', registered);
}

async function previewed(): Promise<YearClose> {
  const { close } = await ledger.yearCloses.start(year, operator);
  return ledger.yearCloses.run({ id: close.id });
}

async function committed(): Promise<YearClose> {
  const { id } = await previewed();
  await ledger.yearCloses.approve(id, reviewer);
  return ledger.yearCloses.run({ id });
}

async function all(id: string): Promise<readonly YearCloseMember[]> {
  const members: YearCloseMember[] = [];
  for await (const member of ledger.yearCloses.allMembers({ id, scope })) members.push(member);
  return members;
}

const lapsesOf = async (member: string) =>
  (await ledger.members.events({ member, scope })).items.filter(({ type }) => type === 'CoverageLapsed');

test('given members who paid and who did not, the preview counts those who are due and appends nothing', async () => {
  await fourMembers();
  const position = await store.head();
  const close = await previewed();
  expect(close).toMatchObject({
    id: '359901-2027-1',
    state: 'previewed',
    done: 3,
    total: 3,
    windowEndsOn: '2027-02-28',
    lapsedOn: '2027-03-01',
    startedBy: 'key-operator',
    approvedBy: null,
    previewPosition: position,
    preview: { examined: 3, inRegion: 3, due: 2, appended: 0, recorded: 0, unreadable: 0 },
    report: null,
  });
  expect(close.checklist.filter(({ status }) => status === 'open')).toEqual([]);
  expect(await all(close.id)).toMatchObject([
    { member: 'P-0002', liableFrom: '2020-01-01', inPreview: true, outcome: 'due', eventId: null },
    { member: 'P-0004', lapsedOn: '2027-03-01', inPreview: true, outcome: 'due' },
  ]);
  expect(await lapsesOf('P-0002')).toEqual([]);
});

test('approved by another person, everyone due gets one lapse, as evidence: no figure changes', async () => {
  await fourMembers();
  const standing = () => ledger.members.standing({ member: 'P-0002', on: '2028-03-01', scope });
  const before = await standing();
  const close = await committed();
  expect(close).toMatchObject({
    state: 'committed',
    approvedBy: 'key-reviewer',
    report: { examined: 3, due: 2, appended: 2, refused: 0 },
  });
  const [lapse, ...others] = await lapsesOf('P-0002');
  expect(others).toEqual([]);
  expect(lapse).toMatchObject({
    effectiveOn: '2027-03-01',
    data: { coverageYear: 2027, lapsedOn: '2027-03-01' },
    source: { system: 'year-close', document: '2027/P-0002' },
    actor: 'key-reviewer',
    correlationId: close.id,
  });
  const { coordinates: _, completeness: __, ...after } = await standing();
  expect(before).toMatchObject(after);
  expect(await all(close.id)).toMatchObject([
    { member: 'P-0002', outcome: 'appended', eventId: lapse?.id },
    { member: 'P-0004', outcome: 'appended' },
  ]);
});

test('again is a no-op: the next close finds the lapses recorded and appends none', async () => {
  await fourMembers();
  const first = await committed();
  expect(await ledger.yearCloses.run({ id: first.id })).toEqual(first);
  const second = await committed();
  expect(second).toMatchObject({
    id: '359901-2027-2',
    preview: { due: 0, recorded: 2 },
    report: { due: 0, appended: 0, recorded: 2 },
  });
  expect(await lapsesOf('P-0002')).toHaveLength(1);
  expect(await all(second.id)).toEqual([]);
});

test('the same close asked for again is the one that is under way', async () => {
  await fourMembers();
  const first = await ledger.yearCloses.start(year, operator);
  const again = await ledger.yearCloses.start(year, reviewer);
  expect(first.created).toBe(true);
  expect(again).toEqual({ created: false, close: first.close });
});

describe('facts between preview and commit', () => {
  test('each member is judged again: who has paid late has no lapse, who came to be known has one', async () => {
    await fourMembers();
    const { id } = await previewed();
    await given(ledger, 'P-0002', paid(2027, '2027-06-01'));
    await given(ledger, 'P-0005', registered);
    await ledger.yearCloses.approve(id, reviewer);
    const close = await ledger.yearCloses.run({ id });
    expect(close).toMatchObject({ preview: { due: 2 }, report: { examined: 4, appended: 2 } });
    expect(await all(id)).toMatchObject([
      { member: 'P-0002', inPreview: true, outcome: 'no-longer-due', eventId: null },
      { member: 'P-0004', inPreview: true, outcome: 'appended' },
      { member: 'P-0005', inPreview: false, outcome: 'appended' },
    ]);
  });

  test('a fact that comes while a member is judged is judged too', async () => {
    await fourMembers();
    const { id } = await previewed();
    await ledger.yearCloses.approve(id, reviewer);
    const append = store.append.bind(store);
    let isFirst = true;
    const overtaking = jest.spyOn(store, 'append').mockImplementation(async (stream, ...rest) => {
      if (stream === 'member-P-0002' && isFirst) {
        isFirst = false;
        const other = await openLedger({ store, packs: shippedPacks(), engine: '0.0.0' });
        await given(other, 'P-0002', paid(2027, '2027-06-01'));
      }
      return append(stream, ...rest);
    });
    const close = await ledger.yearCloses.run({ id });
    overtaking.mockRestore();
    expect(close.report).toMatchObject({ appended: 1 });
    expect(await lapsesOf('P-0002')).toEqual([]);
  });

  test('a lapse that somebody else recorded is counted, not doubled', async () => {
    await fourMembers();
    const { id } = await previewed();
    await given(ledger, 'P-0004', { type: 'CoverageLapsed', coverageYear: 2027, lapsedOn: '2027-03-10' });
    await ledger.yearCloses.approve(id, reviewer);
    expect((await ledger.yearCloses.run({ id })).report).toMatchObject({ appended: 1, recorded: 1 });
    expect(await lapsesOf('P-0004')).toHaveLength(1);
  });
});

describe('who is due', () => {
  const dueWith = async (...facts: Parameters<typeof given>[2][]): Promise<number> => {
    await given(ledger, 'P-0009', ...facts);
    return (await previewed()).preview.due;
  };
  const employee = (effectiveOn: string) => ({
    type: 'SchemeTransferred',
    from: 'resident',
    to: 'employee',
    effectiveOn,
  });

  test.each([
    ['liable from the day that the window opened', 1, [{ ...registered, liableFrom: '2026-09-01' }]],
    ['liable from the day after', 0, [{ ...registered, liableFrom: '2026-09-02' }]],
    ['under employee cover on a day of the year', 0, [registered, employee('2027-11-01')]],
    ['dead in the year', 0, [registered, { type: 'MemberDeceased', diedOn: '2027-01-02' }]],
    [
      'gone from the region before the window closed',
      0,
      [
        registered,
        {
          type: 'SchemeTransferred',
          from: 'resident',
          to: 'none',
          effectiveOn: '2026-10-01',
          reason: 'left-the-region',
        },
      ],
    ],
    [
      'moved in before the year began',
      1,
      [
        { ...registered, region: '359904' },
        { type: 'RegionTransferred', fromRegion: '359904', toRegion: REGION, effectiveOn: '2026-12-31' },
      ],
    ],
    [
      'moved away before the year began',
      0,
      [
        registered,
        { type: 'RegionTransferred', fromRegion: REGION, toRegion: '359904', effectiveOn: '2027-01-01' },
      ],
    ],
    [
      'a year that an opening balance answers for',
      0,
      [
        registered,
        {
          type: 'OpeningBalanceDeclared',
          asOfYear: 2027,
          streakYears: 0,
          continuousCreditFen: 0,
          zeroClaimCreditFen: 0,
          breakPenaltyFen: 0,
          openBreakYears: [2027],
          paidResidentYears: 0,
        },
      ],
    ],
  ])('%s: %d', async (_, due, facts) => {
    clock.now = '2028-01-10T10:00:00+08:00';
    expect(await dueWith(...facts)).toBe(due);
  });

  test('a lapse that was rescinded, or annulled by a correction, is not recorded anew', async () => {
    await given(ledger, 'P-0001', registered);
    await given(ledger, 'P-0002', registered);
    await committed();
    const [rescinded] = await lapsesOf('P-0001');
    const [annulled] = await lapsesOf('P-0002');
    await given(ledger, 'P-0001', {
      type: 'LapseRescinded',
      coverageYear: 2027,
      reason: 'not-liable',
      corrects: rescinded?.id,
    });
    await given(ledger, 'P-0002', {
      type: 'FactCorrected',
      corrects: annulled?.id,
      reason: 'recorded-in-error',
    });
    const close = await committed();
    expect(close.report).toMatchObject({ appended: 0, recorded: 0, corrected: 1, due: 0 });
  });
});

test('credits, penalties and resets of the year are reported in fen', async () => {
  const years = [2025, 2026, 2027];
  const always = years.map((each) => paid(each, `${each - 1}-11-01`));
  await given(ledger, 'P-0001', registered, ...always);
  await given(
    ledger,
    'P-0002',
    { ...registered, region: '359904' },
    paid(2025, '2024-11-01'),
    paid(2027, '2026-11-01'),
  );
  // A year of service without a claim brings 3,000 yuan in the next one.
  expect((await previewed()).preview).toMatchObject({
    zeroClaimCreditMembers: 1,
    zeroClaimCreditFen: 300_000,
    breakPenaltyMembers: 0,
    creditResets: 0,
  });
  const { close } = await ledger.yearCloses.start({ ...year, region: '359904' }, operator);
  const other = await ledger.yearCloses.run({ id: close.id });
  const { ceiling } = await ledger.members.standing({ member: 'P-0002', on: '2027-06-01', scope });
  expect(other.preview.breakPenaltyMembers).toBe(1);
  expect(other.preview.breakPenaltyFen).toBe(ceiling.breakPenaltyFen);
});

describe('the checklist', () => {
  test('before the window is over, a close cannot be approved', async () => {
    clock.now = '2027-11-20T10:00:00+08:00';
    const { close } = await ledger.yearCloses.start({ ...year, coverageYear: 2028 }, operator);
    const { checklist } = await ledger.yearCloses.run({ id: close.id });
    expect(checklist.find(({ item }) => item === 'window-over')).toMatchObject({
      status: 'open',
      seen: '2027-11-20',
      needed: '2028-02-29',
    });
    expect(await codeOf(ledger.yearCloses.approve(close.id, reviewer))).toBe('wrong-job-state');
    clock.now = '2028-02-29T23:59:59+08:00';
    expect(await codeOf(ledger.yearCloses.approve(close.id, reviewer))).toBe('wrong-job-state');
    clock.now = '2028-03-01T00:00:00+08:00';
    expect(await ledger.yearCloses.approve(close.id, reviewer)).toMatchObject({ state: 'committing' });
  });

  test('a source that is not complete through the end of the window holds it up', async () => {
    await fourMembers();
    const declare = (completeThrough: string) =>
      ledger.watermarks.declare(
        { source: 'tax-359901', region: REGION, kind: 'premiums', completeThrough },
        operator,
      );
    await declare('2027-02-27');
    const { id, checklist } = await previewed();
    expect(checklist.filter(({ item }) => item === 'source-complete')).toMatchObject([
      { kind: 'premiums', source: 'tax-359901', status: 'open', seen: '2027-02-27', needed: '2027-02-28' },
      { kind: 'transfers', source: null, status: 'undeclared' },
      { kind: 'deaths', source: null, status: 'undeclared' },
    ]);
    await expect(ledger.yearCloses.approve(id, reviewer)).rejects.toThrow('tax-359901');
    await declare('2027-02-28');
    expect(await ledger.yearCloses.approve(id, reviewer)).toMatchObject({ state: 'committing' });
  });

  test('a preview that is not complete, and one’s own, cannot be approved', async () => {
    await fourMembers();
    const { close } = await ledger.yearCloses.start(year, operator);
    expect(await codeOf(ledger.yearCloses.approve(close.id, reviewer))).toBe('wrong-job-state');
    await ledger.yearCloses.run({ id: close.id });
    expect(await codeOf(ledger.yearCloses.approve(close.id, operator))).toBe('second-person-required');
  });

  test('approved again, it stays the close that it is, whoever asks; aborted, it is none to approve', async () => {
    await fourMembers();
    const { id } = await previewed();
    const { approvedBy, approvedAt } = await ledger.yearCloses.approve(id, reviewer);
    const stream = `year-close-${id}`;
    const { length } = await store.readStream(stream);
    const once = { approvedBy, approvedAt };
    for (const author of [reviewer, operator, { ...reviewer, actor: 'key-other' }])
      expect(await ledger.yearCloses.approve(id, author)).toMatchObject({ ...once, state: 'committing' });
    expect(await store.readStream(stream)).toHaveLength(length);
    await ledger.yearCloses.run({ id });
    expect(await ledger.yearCloses.approve(id, reviewer)).toMatchObject({ ...once, state: 'committed' });
    const next = await previewed();
    await ledger.yearCloses.approve(next.id, reviewer);
    await ledger.yearCloses.abort(next.id, operator);
    expect(await codeOf(ledger.yearCloses.approve(next.id, reviewer))).toBe('wrong-job-state');
  });
});

describe('a close that ends early', () => {
  test('aborted between two checkpoints, it says what was appended, and the next one goes on', async () => {
    await fourMembers();
    const { id } = await previewed();
    await ledger.yearCloses.approve(id, reviewer);
    let isFirst = true;
    const append = store.append.bind(store);
    const aborting = jest.spyOn(store, 'append').mockImplementation(async (stream, ...rest) => {
      const result = await append(stream, ...rest);
      if (stream === 'member-P-0002' && isFirst) {
        isFirst = false;
        await ledger.yearCloses.abort(id, operator);
      }
      return result;
    });
    const close = await ledger.yearCloses.run({ id, chunk: 2 });
    aborting.mockRestore();
    expect(close).toMatchObject({ state: 'aborted', report: { examined: 2, appended: 1 } });
    expect(await lapsesOf('P-0004')).toEqual([]);
    expect(await codeOf(ledger.yearCloses.abort(id, operator))).toBe('wrong-job-state');
    expect((await committed()).report).toMatchObject({ appended: 1, recorded: 1 });
  });

  test('stopped by the signal, it goes on at its checkpoint', async () => {
    await fourMembers();
    const { close } = await ledger.yearCloses.start(year, operator);
    const stop = new AbortController();
    const seen: number[] = [];
    const onStep = ({ done }: YearClose): void => {
      seen.push(done);
      stop.abort();
    };
    const { id } = close;
    const stopped = await ledger.yearCloses.run({ id, chunk: 1, signal: stop.signal, onStep });
    expect(stopped).toMatchObject({ state: 'previewing', done: 1, total: 3 });
    expect(seen).toEqual([1]);
    expect(await ledger.yearCloses.run({ id })).toMatchObject({ state: 'previewed', preview: { due: 2 } });
  });
});

test('two processes that carry on one close append each lapse once and count it once', async () => {
  for (let member = 1; member <= 40; member += 1) await given(ledger, `P-00${10 + member}`, registered);
  const other = await openLedger({ store, packs: shippedPacks(), engine: '0.0.0' });
  const [one, two] = await Promise.all([
    ledger.yearCloses.start(year, operator),
    other.yearCloses.start(year, operator),
  ]);
  expect([one.created, two.created].sort()).toEqual([false, true]);
  const { id } = one.close;
  expect(two.close.id).toBe(id);
  const both = () => Promise.all([ledger, other].map((each) => each.yearCloses.run({ id, chunk: 3 })));
  await both();
  await ledger.yearCloses.approve(id, reviewer);
  const [left, right] = await both();
  expect(left).toEqual(right);
  expect(left).toMatchObject({
    state: 'committed',
    preview: { due: 40 },
    report: { examined: 40, appended: 40 },
  });
  for (let member = 1; member <= 40; member += 1)
    expect(await lapsesOf(`P-00${10 + member}`)).toHaveLength(1);
});

describe('what cannot be closed, and who may', () => {
  test.each([
    ['a region that is not configured', { ...year, region: '350000' }, 'unknown-region'],
    ['a year before breaks are counted', { ...year, coverageYear: 2024 }, 'year-outside-pack'],
    ['a year after the next one', { ...year, coverageYear: 2029 }, 'year-outside-pack'],
    ['half a year', { ...year, coverageYear: 2027.5 }, 'year-outside-pack'],
  ])('%s', async (_, close, code) => {
    expect(await codeOf(ledger.yearCloses.start(close, operator))).toBe(code);
  });

  test('another region’s key starts none, and finds none', async () => {
    await fourMembers();
    const stranger = { ...operator, scope: regions('359902') };
    expect(await codeOf(ledger.yearCloses.start(year, stranger))).toBe('not-allowed');
    const { id } = await previewed();
    expect(await codeOf(ledger.yearCloses.get({ id, scope: stranger.scope }))).toBe('not-found');
    expect(await codeOf(ledger.yearCloses.approve(id, { ...reviewer, scope: stranger.scope }))).toBe(
      'not-found',
    );
    expect(await ledger.yearCloses.list(stranger.scope)).toEqual([]);
    expect((await ledger.yearCloses.list(scope)).map((close) => close.id)).toEqual([id]);
  });

  test.each(['', 'x', '359901-2027-9', '359901-2027-0', '../policy'])(
    'no close has the id "%s"',
    async (id) => {
      expect(await codeOf(ledger.yearCloses.get({ id, scope }))).toBe('not-found');
      expect(await codeOf(ledger.yearCloses.run({ id }))).toBe('not-found');
    },
  );
});

test('the members come in pages; a wrong limit is refused', async () => {
  await fourMembers();
  const { id } = await previewed();
  const first = await ledger.yearCloses.members({ id, scope, limit: 1 });
  expect(first).toMatchObject({ items: [{ member: 'P-0002' }], next: 'P-0002' });
  const second = await ledger.yearCloses.members({ id, scope, limit: 1, after: first.next ?? '' });
  expect(second.items).toMatchObject([{ member: 'P-0004' }]);
  expect(await codeOf(ledger.yearCloses.members({ id, scope, limit: 0 }))).toBe('malformed-request');
});

test('a member whose facts cannot be read is counted, and stops nobody', async () => {
  await fourMembers();
  await store.append('member-P-0000', 0, [
    {
      id: '6f0f7f0a-2a55-4d7c-8e53-0a2f5a1b9c11',
      type: 'MemberRegistered',
      schemaVersion: 1,
      data: { region: REGION },
      metadata: { correlationId: 'x', actor: 'x' },
    },
  ]);
  expect((await committed()).report).toMatchObject({ unreadable: 1, appended: 2 });
});

test('a dry run of the lapse itself is refused once the close has recorded it', async () => {
  await fourMembers();
  await committed();
  const lapse = { type: 'CoverageLapsed', coverageYear: 2027, lapsedOn: '2027-03-02' };
  expect(await codeOf(ledger.facts.record(command('P-0002', lapse, { ...author, dryRun: true })))).toBe(
    'duplicate-lapse',
  );
});
