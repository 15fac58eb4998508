import { addDays, civilDate } from '#libs/enrollment';
import { everyRegion, type Ledger } from '../index.js';
import {
  codeOf,
  given,
  openTestLedger,
  openTestSample,
  paid,
  regions,
  registered,
} from '../testing/index.js';

const scope = everyRegion;

describe('blame', () => {
  let ledger: Ledger;
  beforeAll(async () => {
    ({ ledger } = await openTestSample());
  });

  test('names the fact, the clause and the readings that set a wait, and what there was before', async () => {
    const answer = await ledger.comparisons.blame({
      member: 'P-0001',
      scope,
      field: 'waiting',
      on: '2028-03-15',
    });
    expect(answer).toMatchObject({
      set: {
        value: { totalMonths: 5 },
        event: { type: 'PremiumPaid', effectiveOn: '2027-11-20' },
        why: { rule: 'standing.waiting', clause: { document: '闽政办〔2025〕3号', at: '二(三)' } },
      },
      before: { value: null },
      hypothetical: false,
    });
    expect(answer.set.why?.readings).toContainEqual({ id: 'R1', choice: 'no' });
    expect(answer.validFor).toEqual({ from: null, until: '2029-01-01' });
  });

  test('the late payment set the answer of the pooled fund, the lapse before it the one before', async () => {
    const on = '2027-03-02';
    const answer = await ledger.comparisons.blame({ member: 'P-0003', scope, field: 'pooledFund', on });
    expect(answer).toMatchObject({
      set: { value: { payable: true }, event: { type: 'PremiumPaid', lateByDays: 11 } },
      before: { value: { payable: false, reasons: ['not-covered'] }, event: { type: 'MemberRegistered' } },
      validFor: { from: '2027-02-26' },
    });
  });

  test('under a what-if reading it is hypothetical and names the choice', async () => {
    const question = { member: 'P-0001', scope, field: 'waiting', on: '2028-03-15', readings: 'R1=yes' };
    const answer = await ledger.comparisons.blame(question);
    expect(answer.hypothetical).toBe(true);
    expect(answer.set).toMatchObject({ value: { totalMonths: 6 } });
    expect(answer.set.why?.readings).toContainEqual({ id: 'R1', choice: 'yes' });
  });

  test('a value that the first fact brought has none before; an unknown field is refused', async () => {
    const answer = await ledger.comparisons.blame({
      member: 'P-0001',
      scope,
      field: 'breakPenalty',
      on: '2028-03-15',
    });
    expect(answer).toMatchObject({ set: { value: 0, event: { type: 'MemberRegistered' } }, before: null });
    expect(await codeOf(ledger.comparisons.blame({ member: 'P-0001', scope, field: 'height' }))).toBe(
      'malformed-request',
    );
  });
});

test('of a value that came, went and came again the last coming is named', async () => {
  const { ledger } = await openTestLedger();
  const { answer } = await given(ledger, 'P-0001', registered, paid(2028, '2027-10-01'));
  const refund = {
    type: 'PremiumRefunded',
    coverageYear: 2028,
    refundedOn: '2027-10-05',
    reason: 'payment-reversed',
  };
  await given(ledger, 'P-0001', { ...refund, corrects: answer.event.id }, paid(2028, '2027-10-20'));
  const question = { member: 'P-0001', scope, field: 'covered', on: '2028-02-01' };
  expect(await ledger.comparisons.blame(question)).toMatchObject({
    set: { value: 'resident', event: { type: 'PremiumPaid', effectiveOn: '2027-10-20' } },
    before: { value: 'none', event: { type: 'PremiumRefunded' } },
  });
});

test('what became known of regions that the member never was in does not hide the last coming of a value', async () => {
  const { ledger } = await openTestLedger();
  const { answer } = await given(ledger, 'P-0001', registered, paid(2028, '2027-10-01'));
  const refund = {
    type: 'PremiumRefunded',
    coverageYear: 2028,
    refundedOn: '2027-10-05',
    reason: 'payment-reversed',
  };
  await given(ledger, 'P-0001', { ...refund, corrects: answer.event.id }, paid(2028, '2027-10-20'));
  const author = { actor: 'test', correlationId: 'test', scope };
  // More than are looked at one by one before the rest of the way back is halved.
  for (let day = 1; day <= 40; day += 1)
    await ledger.watermarks.declare(
      {
        source: 'tax',
        region: '359904',
        kind: 'premiums',
        completeThrough: addDays(civilDate('2025-01-01'), day),
      },
      author,
    );
  const question = { member: 'P-0001', scope, field: 'covered', on: '2028-02-01' };
  expect(await ledger.comparisons.blame(question)).toMatchObject({
    set: { value: 'resident', event: { type: 'PremiumPaid', effectiveOn: '2027-10-20' } },
    before: { value: 'none', event: { type: 'PremiumRefunded' } },
  });
});

test('the days of a value end where the member moved away from the caller', async () => {
  const { ledger } = await openTestLedger();
  const move = {
    type: 'RegionTransferred',
    fromRegion: '359901',
    toRegion: '359904',
    effectiveOn: '2026-07-01',
  };
  const paidYears = [paid(2025, '2024-10-01'), paid(2026, '2025-10-01'), paid(2027, '2026-10-01')];
  await given(ledger, 'P-0001', registered, ...paidYears, move);
  const days = async (...codes: readonly string[]): Promise<unknown> => {
    const question = { member: 'P-0001', field: 'waiting', on: '2026-06-01' };
    const { set, validFor } = await ledger.comparisons.blame({ ...question, scope: regions(...codes) });
    return [set.value, validFor.until];
  };
  expect(await days('359901', '359904')).toEqual([null, null]);
  expect(await days('359901')).toEqual([null, '2026-07-01']);
});

test('what held before the move was known cites no fact that is hidden since', async () => {
  const { ledger } = await openTestLedger();
  const move = {
    type: 'RegionTransferred',
    fromRegion: '359901',
    toRegion: '359904',
    effectiveOn: '2026-07-01',
  };
  await given(ledger, 'P-0001', registered);
  const { answer } = await given(ledger, 'P-0001', paid(2027, '2026-10-01'));
  await given(ledger, 'P-0001', move);
  const before = async (...codes: readonly string[]): Promise<unknown> => {
    const question = { member: 'P-0001', field: 'waiting', on: '2026-06-01', scope: regions(...codes) };
    return (await ledger.comparisons.blame(question)).before;
  };
  expect(await before('359901')).toMatchObject({ event: null, value: { startsOn: '2027-01-01' } });
  expect(JSON.stringify(await before('359901'))).not.toContain(answer.event.id);
});

test('for a region that received the member a value is so from the move on, whatever set it before', async () => {
  const { ledger } = await openTestLedger();
  const { answer } = await given(
    ledger,
    'P-0001',
    registered,
    paid(2025, '2024-10-01'),
    paid(2026, '2025-10-01'),
  );
  const refund = {
    type: 'PremiumRefunded',
    coverageYear: 2026,
    refundedOn: '2026-01-05',
    reason: 'payment-reversed',
  };
  const { answer: refunded } = await given(ledger, 'P-0001', { ...refund, corrects: answer.event.id });
  const move = {
    type: 'RegionTransferred',
    fromRegion: '359901',
    toRegion: '359904',
    effectiveOn: '2026-07-01',
  };
  await given(
    ledger,
    'P-0001',
    { type: 'FactCorrected', corrects: refunded.event.id, reason: 'recorded-in-error' },
    move,
  );
  const blamed = (...codes: readonly string[]): Promise<unknown> =>
    ledger.comparisons.blame({
      member: 'P-0001',
      field: 'covered',
      on: '2026-08-01',
      scope: regions(...codes),
    });
  expect(await blamed('359904')).toMatchObject({
    set: { value: 'resident', event: { type: 'RegionTransferred' } },
    before: null,
  });
  expect(await blamed('359901', '359904')).toMatchObject({
    set: { value: 'resident', event: { type: 'FactCorrected' } },
    before: { value: 'none', event: { type: 'PremiumRefunded' } },
  });
});
