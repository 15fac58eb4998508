import type { Ledger } from '../index.js';
import { everyRegion } from '../index.js';
import {
  author,
  codeOf,
  given,
  openTestLedger,
  openTestSample,
  paid,
  registered,
  regions,
  sampleRegions,
  type TestLedger,
} from '../testing/index.js';
import type { BisectionAnswer, DiffAnswer, DiffChange } from './comparison-answers.js';

const scope = everyRegion;
const changeOf = ({ changes }: DiffAnswer, field: string): DiffChange => {
  const found = changes.find((change) => change.field === field);
  if (found === undefined) throw new Error(`${field} does not differ.`);
  return found;
};

describe('a payment file that came late (P-0003)', () => {
  let ledger: Ledger;
  beforeAll(async () => {
    ({ ledger } = await openTestSample());
  });
  const sides = {
    a: { on: '2027-03-02', knownAt: '2027-03-05' },
    b: { on: '2027-03-02', knownAt: '2027-03-10' },
  };

  test('the diff names the late payment as the one cause, with its delay and its document', async () => {
    const answer = await ledger.comparisons.diff({ member: 'P-0003', scope, body: sides });
    expect(changeOf(answer, 'pooledFund')).toMatchObject({
      before: { payable: false, reasons: ['not-covered'] },
      after: { payable: true, reasons: [] },
      cause: {
        axis: 'knownAt',
        flip: {
          step: 'learned',
          event: { kind: 'event', type: 'PremiumPaid', effectiveOn: '2027-02-26', lateByDays: 11 },
        },
      },
    });
    expect(answer.facts).toMatchObject([{ type: 'PremiumPaid', lateByDays: 11, knownOn: 'b' }]);
    expect(answer.factsOmitted).toBe(0);
    expect(answer.unchanged).toContain('zeroClaimCredit');
    expect(answer.hypothetical).toBe(false);
    expect([...answer.unchanged, ...answer.changes.map(({ field }) => field)]).toHaveLength(15);
  });

  test('each side is the standing that the ledger answers there', async () => {
    const answer = await ledger.comparisons.diff({ member: 'P-0003', scope, body: sides });
    for (const [side, name] of [
      [sides.a, 'a'],
      [sides.b, 'b'],
    ] as const) {
      const standing = await ledger.members.standing({ member: 'P-0003', scope, ...side });
      expect(answer[name].coordinates).toEqual(standing.coordinates);
      const value = changeOf(answer, 'streakYears')[name === 'a' ? 'before' : 'after'];
      expect(value).toBe(standing.streakYears);
    }
  });

  test('the other way round the payment is not yet known', async () => {
    const body = { a: sides.b, b: sides.a };
    const answer = await ledger.comparisons.diff({ member: 'P-0003', scope, body });
    expect(changeOf(answer, 'covered')).toMatchObject({
      before: 'resident',
      after: 'none',
      cause: { axis: 'knownAt', flip: { step: 'forgotten', event: { type: 'PremiumPaid', lateByDays: 11 } } },
    });
    expect(answer.facts).toMatchObject([{ knownOn: 'a' }]);
  });

  test('a bisection finds it among everything that was ever recorded', async () => {
    const body = { field: 'covered', b: { on: '2027-03-02' } };
    const answer = await ledger.comparisons.bisect({ member: 'P-0003', scope, body });
    expect(answer).toMatchObject({
      old: { value: 'none' },
      new: { value: 'resident' },
      flip: { axis: 'knownAt', oldValue: 'none', newValue: 'resident', event: { lateByDays: 11 } },
    });
  });

  test('a bisection over days finds the day, in both directions', async () => {
    const [a, b] = [{ on: '2027-02-01' }, { on: '2027-12-31' }];
    const bisected = (body: object) => ledger.comparisons.bisect({ member: 'P-0003', scope, body });
    const expected = { axis: 'on', day: '2027-02-26' };
    expect(await bisected({ field: 'covered', a, b })).toMatchObject({
      flip: { ...expected, step: 'forward' },
    });
    expect(await bisected({ field: 'covered', a: b, b: a })).toMatchObject({
      flip: { ...expected, step: 'back' },
    });
  });

  test('where both sides agree nothing flipped', async () => {
    const body = { field: 'breakPenalty', ...sides };
    const answer = await ledger.comparisons.bisect({ member: 'P-0003', scope, body });
    expect(answer.flip).toBeNull();
    expect(answer.old.value).toBe(answer.new.value);
  });
});

describe('other axes (P-0001)', () => {
  let ledger: Ledger;
  beforeAll(async () => {
    ({ ledger } = await openTestSample());
  });
  const diff = (body: object): Promise<DiffAnswer> =>
    ledger.comparisons.diff({ member: 'P-0001', scope, body });
  const on = '2028-03-15';

  test('a reading is named, and the answer is hypothetical', async () => {
    const answer = await diff({
      a: { on, readings: 'R16=freeze' },
      b: { on, readings: 'R1=yes,R16=freeze' },
    });
    expect(changeOf(answer, 'waiting').cause).toMatchObject({
      axis: 'readings',
      flip: {
        reading: 'R1',
        from: null,
        to: 'yes',
        oldValue: { totalMonths: 5 },
        newValue: { totalMonths: 6 },
      },
    });
    expect(answer.hypothetical).toBe(true);
    expect(answer.b).toMatchObject({
      readings: { R1: 'yes', R16: 'freeze' },
      hypothetical: true,
      pack: null,
    });
  });

  test('a pinned pack is named', async () => {
    const answer = await diff({ a: { on, pack: 'fujian@1' }, b: { on, pack: 'anhui@1' } });
    expect(changeOf(answer, 'breakPenalty')).toMatchObject({
      before: 0,
      after: 900_000,
      cause: { axis: 'pack', flip: { from: 'fujian@1', to: 'anhui@1' } },
    });
  });

  test('what only two axes together bring is named as an interaction, with the value on the way', async () => {
    // Before the payment was known nobody waited, whatever the reading.
    const answer = await diff({
      a: { on, knownAt: '2027-11-20' },
      b: { on, readings: 'R1=yes' },
    });
    expect(changeOf(answer, 'waiting').cause).toMatchObject({
      axis: 'interaction',
      kind: 'together',
      axes: ['knownAt', 'readings'],
      path: [
        { axis: 'knownAt', value: { totalMonths: 5 } },
        { axis: 'readings', value: { totalMonths: 6 } },
      ],
      flips: [{ axis: 'readings', reading: 'R1' }],
    });
    expect(changeOf(answer, 'covered').cause).toMatchObject({ axis: 'knownAt' });
  });

  test('what each of two axes brings alone is named as such, with what flipped it on either', async () => {
    const answer = await diff({ a: { on }, b: { on: '2027-06-01', knownAt: '2027-11-20' } });
    expect(changeOf(answer, 'covered')).toMatchObject({
      before: 'resident',
      after: 'none',
      cause: {
        axis: 'interaction',
        kind: 'either',
        axes: ['knownAt', 'on'],
        path: [],
        flips: [
          { axis: 'knownAt', step: 'forgotten', event: { type: 'PremiumPaid' } },
          { axis: 'on', step: 'back', day: '2028-01-01' },
        ],
      },
    });
  });
});

describe('policy and watermarks', () => {
  let test1: TestLedger;
  beforeEach(async () => {
    test1 = await openTestLedger();
  });

  test('region data that were configured later are the cause', async () => {
    const { ledger, clock, store } = test1;
    await given(ledger, 'P-0001', registered, paid(2028, '2027-10-01'));
    const before = await store.head();
    clock.now = '2027-12-01T10:00:00+08:00';
    const raised = sampleRegions().map((region) =>
      region.code === '359901'
        ? { ...region, baseCeilingFen: new Map([[2028, 40_000_000 as never]]) }
        : region,
    );
    await ledger.policy.importRegions(raised, author);
    const on = '2028-02-01';
    const body = { a: { on, knownAt: `pos:${String(before)}` }, b: { on } };
    const answer = await ledger.comparisons.diff({ member: 'P-0001', scope, body });
    expect(answer.changes.map(({ field }) => field)).toEqual(['ceiling']);
    expect(changeOf(answer, 'ceiling')).toMatchObject({
      before: { effectiveFen: 30_000_000 },
      after: { effectiveFen: 40_000_000 },
      cause: {
        axis: 'knownAt',
        flip: { event: { kind: 'region-data', type: 'RegionConfigured', source: null } },
      },
    });
    expect(answer.facts).toEqual([]);
  });

  test('a watermark that makes an answer known is the cause', async () => {
    const { ledger } = test1;
    await given(ledger, 'P-0001', registered);
    const declare = (completeThrough: string): Promise<unknown> =>
      ledger.watermarks.declare(
        { source: 'tax-359901', region: '359901', kind: 'premiums', completeThrough },
        { ...author, scope },
      );
    await declare('2027-01-31');
    const { position } = await ledger.status();
    await declare('2027-10-31');
    const on = '2027-10-01';
    const body = { field: 'pooledFund', a: { on, knownAt: `pos:${String(position)}` }, b: { on } };
    expect(await ledger.comparisons.bisect({ member: 'P-0001', scope, body })).toMatchObject({
      old: { value: { payable: null } },
      new: { value: { payable: false, reasons: ['not-covered'] } },
      flip: {
        axis: 'knownAt',
        event: { kind: 'watermark', type: 'SourceCompleteThrough', effectiveOn: '2027-10-31' },
      },
    });
  });
});

describe('what a caller may see', () => {
  let ledger: Ledger;
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

  test('another region finds nobody; the earlier region nobody after the move', async () => {
    const body = { a: { on: '2026-06-30' }, b: { on: '2026-07-01' } };
    const asked = (...codes: readonly string[]): Promise<unknown> =>
      codeOf(ledger.comparisons.diff({ member: 'P-0001', scope: regions(...codes), body }));
    expect(await asked('359902')).toBe('member-not-found');
    expect(await asked('359901')).toBe('member-not-found');
    await expect(
      ledger.comparisons.diff({ member: 'P-0001', scope: regions('359904'), body }),
    ).resolves.toMatchObject({ member: 'P-0001' });
  });

  test('the earlier region is told of no fact after the move', async () => {
    const body = { a: { on: '2026-06-01' }, b: { on: '2026-06-30' } };
    const answer = await ledger.comparisons.diff({ member: 'P-0001', scope: regions('359901'), body });
    expect(JSON.stringify(answer)).not.toContain('2026-10-01');
    const first = { field: 'covered', b: { on: '2026-06-30' } };
    const found = await ledger.comparisons.bisect({
      member: 'P-0001',
      scope: regions('359901'),
      body: first,
    });
    expect(found.flip).toMatchObject({ axis: 'knownAt', event: { effectiveOn: '2025-10-01' } });
  });

  test('without a side A the later region begins where it learned of the member', async () => {
    const { items } = await ledger.members.events({ member: 'P-0001', scope });
    const move = items.find(({ type }) => type === 'RegionTransferred')?.position;
    const asked = (body: object): Promise<BisectionAnswer> =>
      ledger.comparisons.bisect({ member: 'P-0001', scope: regions('359904'), body });
    const b = { on: '2027-02-01' };
    const found = await asked({ field: 'covered', b });
    expect(found).toMatchObject({
      old: { coordinates: { position: move }, value: 'none' },
      new: { value: 'resident' },
      flip: { axis: 'knownAt', event: { type: 'PremiumPaid', effectiveOn: '2026-10-01' } },
    });
    const before = { ...b, knownAt: `pos:${String((move ?? 0) - 1)}` };
    await expect(codeOf(asked({ field: 'covered', a: before, b }))).resolves.toBe('member-not-found');
    await expect(codeOf(asked({ field: 'covered', b: before }))).resolves.toBe('member-not-found');
  });

  test('what a fact brought that was hidden later is not put down to the next one that is shown', async () => {
    const { answer } = await given(ledger, 'P-0002', registered);
    const hidden = await given(ledger, 'P-0002', paid(2027, '2026-10-01'));
    await given(ledger, 'P-0002', paid(2026, '2025-10-01'), {
      type: 'RegionTransferred',
      fromRegion: '359901',
      toRegion: '359904',
      effectiveOn: '2026-07-01',
    });
    const on = '2025-08-13';
    const body = {
      field: 'readingIds',
      a: { on, knownAt: `pos:${String(answer.event.position)}` },
      b: { on },
    };
    const named = async (...codes: readonly string[]): Promise<unknown> => {
      const { flip } = await ledger.comparisons.bisect({ member: 'P-0002', scope: regions(...codes), body });
      return flip?.axis === 'knownAt' ? (flip.event?.position ?? null) : flip;
    };
    expect(await named('359901', '359904')).toBe(hidden.answer.event.position);
    expect(await named('359901')).toBeNull();
  });
});

describe('bad input is told with its place', () => {
  let ledger: Ledger;
  beforeAll(async () => {
    ({ ledger } = await openTestSample());
  });
  test.each([
    [{ a: { on: '2027-02-30' } }, 'invalid-date', '/a/on'],
    [{ b: { knownAt: 'yesterday' } }, 'malformed-request', '/b/knownAt'],
    [{ b: { pack: 'atlantis@1' } }, 'unknown-pack', '/b/pack'],
    [{ b: { readings: 'R1=maybe' } }, 'malformed-request', '/b/readings'],
    [{ b: { day: '2027-02-01' } }, 'malformed-request', '/b/day'],
    [{ b: { on: 20270201 } }, 'malformed-request', '/b/on'],
    [{ c: {} }, 'malformed-request', '/c'],
    [[], 'malformed-request', ''],
  ])('%j is %s at %s', async (body, code, pointer) => {
    await expect(ledger.comparisons.diff({ member: 'P-0001', scope, body })).rejects.toMatchObject({
      code,
      problems: [{ pointer }],
    });
  });

  test('a field that is not compared', async () => {
    const asked = ledger.comparisons.bisect({ member: 'P-0001', scope, body: { field: 'height' } });
    await expect(asked).rejects.toMatchObject({
      code: 'malformed-request',
      problems: [{ pointer: '/field' }],
    });
  });
});
