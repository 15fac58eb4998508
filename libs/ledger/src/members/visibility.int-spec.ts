import type { Ledger } from '../index.js';
import { codeOf, command, given, openTestLedger, paid, registered, regions } from '../testing/index.js';

let ledger: Ledger;
const left = regions('359901');
const joined = regions('359904');
const elsewhere = regions('359902');

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

const events = async (scope: ReturnType<typeof regions>): Promise<readonly (readonly string[])[]> => {
  const { items } = await ledger.members.events({ member: 'P-0001', scope });
  return items.map(({ type, effectiveOn }) => [type, effectiveOn]);
};

test('the later region sees everything', async () => {
  expect(await events(joined)).toHaveLength(5);
  expect(await events(regions('359901', '359904'))).toHaveLength(5);
});

test('the earlier region sees what came before the move, and the move', async () => {
  expect(await events(left)).toEqual([
    ['MemberRegistered', '2020-01-01'],
    ['PremiumPaid', '2024-10-01'],
    ['PremiumPaid', '2025-10-01'],
    ['RegionTransferred', '2026-07-01'],
  ]);
});

test('a third region sees nobody', async () => {
  const question = { member: 'P-0001', scope: elsewhere };
  expect(await codeOf(ledger.members.get(question))).toBe('member-not-found');
  expect(await codeOf(ledger.members.events(question))).toBe('member-not-found');
  expect(await codeOf(ledger.members.standing(question))).toBe('member-not-found');
  expect((await ledger.members.list({ scope: elsewhere })).items).toEqual([]);
  expect((await ledger.events.list({ scope: elsewhere })).items).toEqual([]);
  const claim = command('P-0001', paid(2028, '2027-10-01'), { scope: elsewhere });
  expect(await codeOf(ledger.facts.record(claim))).toBe('member-not-found');
});

test('the earlier region is answered about days before the move only', async () => {
  const standing = (on: string, scope = left) => ledger.members.standing({ member: 'P-0001', on, scope });
  expect(await standing('2026-06-30')).toMatchObject({ region: '359901', covered: 'resident' });
  expect(await codeOf(standing('2026-07-01'))).toBe('member-not-found');
  expect(await standing('2027-07-01', joined)).toMatchObject({ region: '359904', covered: 'resident' });
  const { intervals } = await ledger.members.timeline({ member: 'P-0001', scope: left });
  expect(intervals.every(({ until }) => until !== null && until <= '2026-07-01')).toBe(true);
});

test('the member itself shows each region the stays that it may see', async () => {
  const stays = async (scope: ReturnType<typeof regions>): Promise<readonly string[]> =>
    (await ledger.members.get({ member: 'P-0001', scope })).regions.map(({ region }) => region);
  expect(await stays(left)).toEqual(['359901']);
  expect(await stays(joined)).toEqual(['359901', '359904']);
});

test('a refund of a payment made before the move is seen where the payment is', async () => {
  const { items } = await ledger.members.events({ member: 'P-0001', scope: left });
  await given(ledger, 'P-0001', {
    type: 'PremiumRefunded',
    coverageYear: 2026,
    refundedOn: '2026-08-01',
    reason: 'payment-reversed',
    corrects: items[2]!.id,
  });
  expect(await events(left)).toContainEqual(['PremiumRefunded', '2026-08-01']);
});

test('the earlier region may still settle a claim served there, and record nothing else about later days', async () => {
  const claim = (claimId: string, servedOn: string): Readonly<Record<string, unknown>> => ({
    type: 'ClaimSettled',
    claimId,
    servedOn,
    settledOn: '2026-09-01',
    pooledFundFen: 1,
    majorIllnessFen: 0,
    medicalAidFen: 0,
  });
  const record = (body: Readonly<Record<string, unknown>>) =>
    ledger.facts.record(command('P-0001', body, { scope: left }));
  expect((await record(claim('C1', '2026-06-30'))).answer.appended).toBe(true);
  expect(await codeOf(record(claim('C2', '2026-07-01')))).toBe('member-not-found');
  expect(await codeOf(record(paid(2028, '2027-10-01')))).toBe('member-not-found');
});

test('the receiving region may record the move knowing only the number', async () => {
  const move = (fromRegion: string, toRegion: string, scope: ReturnType<typeof regions>) =>
    ledger.facts.record(
      command(
        'P-0001',
        { type: 'RegionTransferred', fromRegion, toRegion, effectiveOn: '2027-07-01' },
        { scope },
      ),
    );
  expect(await codeOf(move('359904', '359901', elsewhere))).toBe('member-not-found');
  expect((await move('359904', '359902', elsewhere)).answer.appended).toBe(true);
  expect(await events(elsewhere)).toHaveLength(6);
});

test('the region that records a move away gets its reply again, and may record no more about later days', async () => {
  const { items } = await ledger.members.events({ member: 'P-0001', scope: joined });
  expect(items.at(-1)?.type).toBe('PremiumPaid');
  const move = command(
    'P-0001',
    { type: 'RegionTransferred', fromRegion: '359904', toRegion: '359902', effectiveOn: '2027-07-01' },
    { scope: joined },
  );
  const { answer } = await ledger.facts.record(move);
  expect(await ledger.facts.record(move)).toEqual({ replayed: true, answer });
  const other = { ...move, actor: 'key-2', scope: left };
  expect(await codeOf(ledger.facts.record(other))).toBe('member-not-found');
});

test('a key registers members into its own regions only', async () => {
  const register = (scope: ReturnType<typeof regions>) =>
    ledger.facts.record(command('P-0002', registered, { scope }));
  expect(await codeOf(register(joined))).toBe('not-allowed');
  expect((await register(left)).answer.appended).toBe(true);
});
