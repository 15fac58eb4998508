import { everyRegion, type RadarAnswer, type RadarQuestion } from '../index.js';
import {
  codeOf,
  command,
  given,
  openTestLedger,
  paid,
  regions,
  REGION,
  type TestLedger,
} from '../testing/index.js';

let test1: TestLedger;
const scope = everyRegion;
const report = (question: Partial<RadarQuestion> = {}): Promise<RadarAnswer> =>
  test1.ledger.radar.report({ scope, ...question });

beforeEach(async () => {
  test1 = await openTestLedger();
});

const registeredOn = (region: string, liableFrom: string): Readonly<Record<string, unknown>> => ({
  type: 'MemberRegistered',
  region,
  liableFrom,
});

test('an empty report says so', async () => {
  expect(await report()).toMatchObject({
    empty: true,
    examined: 0,
    backdated: { count: 0, facts: [] },
    corrections: { count: 0, byActor: [] },
    next: null,
  });
  await given(test1.ledger, 'P-0001', registeredOn(REGION, '2027-11-10'), paid(2028, '2027-11-20'));
  expect(await report()).toMatchObject({ empty: true, examined: 2 });
});

test('late facts are counted by delay, actor, source and type; the longest delay is listed first', async () => {
  const { ledger } = test1;
  await given(ledger, 'P-0001', registeredOn(REGION, '2027-11-01'), paid(2028, '2027-09-01'));
  const other = { actor: 'key-2', source: { system: 'bank-359901', document: 'B1' } };
  await ledger.facts.record(command('P-0001', paid(2027, '2026-12-30'), other));
  const answer = await report();
  expect(answer).toMatchObject({ empty: false, minDelayDays: 30, examined: 3 });
  const { backdated } = answer;
  expect(backdated.count).toBe(2);
  expect(backdated.byDelay.filter((band) => band.count > 0)).toEqual([
    { fromDays: 30, untilDays: 90, count: 1 },
    { fromDays: 180, untilDays: 365, count: 1 },
  ]);
  expect(backdated.byActor).toEqual([
    { actor: 'key-1', count: 1, longestDays: 80 },
    { actor: 'key-2', count: 1, longestDays: 325 },
  ]);
  expect(backdated.bySource.map(({ source }) => source)).toEqual(['bank-359901', 'tax-359901']);
  expect(backdated.byType).toEqual([{ type: 'PremiumPaid', count: 2, longestDays: 325 }]);
  expect(backdated.facts).toMatchObject([
    { member: 'P-0001', lateByDays: 325, source: { document: 'B1' } },
    { lateByDays: 80 },
  ]);
  expect((await report({ limit: 1 })).backdated).toMatchObject({ count: 2, facts: [{ lateByDays: 325 }] });
});

test('a type of facts can be named, so that registrations do not hide the others', async () => {
  await given(test1.ledger, 'P-0001', registeredOn(REGION, '2005-01-01'), paid(2027, '2026-12-30'));
  const { backdated, examined, type } = await report({ type: 'PremiumPaid', limit: 1 });
  expect(backdated).toMatchObject({ count: 1, facts: [{ type: 'PremiumPaid', lateByDays: 325 }] });
  expect([examined, type]).toEqual([1, 'PremiumPaid']);
  expect((await report({ limit: 1 })).backdated.facts).toMatchObject([{ type: 'MemberRegistered' }]);
});

test('the number of days is inclusive', async () => {
  await given(test1.ledger, 'P-0001', registeredOn(REGION, '2027-10-21'));
  expect((await report({ minDelayDays: 30 })).backdated.count).toBe(1);
  expect((await report({ minDelayDays: 31 })).backdated.count).toBe(0);
});

test('corrections and reversals are counted by actor, type and reason, and not as late', async () => {
  const { ledger } = test1;
  const { answer } = await given(
    ledger,
    'P-0001',
    registeredOn(REGION, '2027-11-01'),
    paid(2028, '2027-11-19'),
  );
  const undone = { type: 'FactCorrected', corrects: answer.event.id, reason: 'typing-error' };
  await ledger.facts.record(command('P-0001', undone, { actor: 'key-2' }));
  expect(await report()).toMatchObject({
    empty: false,
    backdated: { count: 0 },
    corrections: {
      count: 1,
      byActor: [{ actor: 'key-2', type: 'FactCorrected', reason: 'typing-error', count: 1 }],
    },
  });
});

test('a report covers what was recorded from a day on, and up to a moment', async () => {
  const { ledger, clock } = test1;
  await given(ledger, 'P-0001', registeredOn(REGION, '2026-01-01'));
  clock.now = '2027-11-25T00:00:00+08:00';
  await given(ledger, 'P-0002', registeredOn(REGION, '2026-02-01'));
  const members = async (question: Partial<RadarQuestion>): Promise<readonly string[]> =>
    (await report(question)).backdated.facts.map(({ member }) => member);
  expect(await members({})).toEqual(['P-0001', 'P-0002']);
  expect(await members({ recordedFrom: '2027-11-25' })).toEqual(['P-0002']);
  expect(await members({ recordedFrom: '2027-11-26' })).toEqual([]);
  expect(await members({ knownAt: '2027-11-24' })).toEqual(['P-0001']);
});

test('a caller sees its regions only, after a move only the later one; a region can be named', async () => {
  const { ledger } = test1;
  await given(
    ledger,
    'P-0001',
    registeredOn(REGION, '2026-01-01'),
    { type: 'RegionTransferred', fromRegion: REGION, toRegion: '359904', effectiveOn: '2026-07-01' },
    paid(2027, '2026-10-01'),
  );
  await given(ledger, 'P-0002', registeredOn('359902', '2026-01-01'));
  const types = async (question: Partial<RadarQuestion>): Promise<readonly string[]> =>
    (await report(question)).backdated.facts.map(({ type }) => type);
  const moved = ['MemberRegistered', 'RegionTransferred'];
  expect(await types({ scope: regions(REGION) })).toEqual(moved);
  expect(await types({ scope: regions('359904') })).toEqual([...moved, 'PremiumPaid']);
  expect(await types({ scope: regions('359902') })).toEqual(['MemberRegistered']);
  expect(await types({ region: REGION })).toEqual(moved);
  const examined = async (...codes: readonly string[]): Promise<number> =>
    (await report({ scope: regions(...codes) })).examined;
  expect(await examined(REGION)).toBe(2);
  expect(await examined('359904')).toBe(3);
  expect(await codeOf(report({ scope: regions('359902'), region: REGION }))).toBe('not-allowed');
  expect(await codeOf(report({ region: '110000' }))).toBe('unknown-region');
});

test.each([
  [{ minDelayDays: 0 }, 'malformed-request'],
  [{ limit: 501 }, 'malformed-request'],
  [{ type: 'Nothing' }, 'malformed-request'],
  [{ recordedFrom: '2027-02-30' }, 'invalid-date'],
  [{ knownAt: '2099-01-01' }, 'known-at-in-future'],
])('%j is %s', async (question, code) => {
  expect(await codeOf(report(question))).toBe(code);
});
