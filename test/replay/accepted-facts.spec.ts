import { givenUnder, type Told } from './given.js';

/** A fact that is recorded, just inside what a refusal would stop, and what is recorded of it. */
interface Example {
  readonly name: string;
  readonly given: readonly Told[];
  readonly when: Told;
  /** What admission fills in where a case leaves it out. */
  readonly completed?: Readonly<Record<string, unknown>> & { readonly replacement?: object };
}

const registered: Told = { id: 'member', type: 'MemberRegistered', liableFrom: '2020-01-01' };
const dead: Told = { id: 'death', type: 'MemberDeceased', diedOn: '2026-05-01' };
const paid = (id: string, coverageYear: number, paidOn = `${String(coverageYear - 1)}-10-15`): Told => ({
  id,
  type: 'PremiumPaid',
  coverageYear,
  paidOn,
});
const repaired = (id: string, breakYears: readonly number[]): Told => ({
  id,
  type: 'RepairPaid',
  breakYears,
  enrolmentYear: 2029,
  paidOn: '2028-10-15',
});
const lapsed = (id: string, coverageYear: number): Told => ({
  id,
  type: 'CoverageLapsed',
  coverageYear,
  lapsedOn: `${String(coverageYear)}-01-01`,
});
const claimed: Told = {
  id: 'claim',
  type: 'ClaimSettled',
  claimId: 'C-1',
  servedOn: '2026-04-01',
  settledOn: '2026-06-01',
};
const corrected = (corrects: string, replacement?: Told): Told => ({
  type: 'FactCorrected',
  corrects,
  ...(replacement === undefined ? {} : { replacement: withoutId(replacement) }),
});
const opening = (asOfYear: number, openBreakYears: readonly number[] = []): Told => ({
  type: 'OpeningBalanceDeclared',
  asOfYear,
  streakYears: 0,
  openBreakYears,
});
const refunded = (coverageYear: number, refundedOn: string): Told => ({
  type: 'PremiumRefunded',
  coverageYear,
  refundedOn,
});

/** 2026 to 2028 missed, back in the window for 2029. */
const returned: readonly Told[] = [registered, paid('paid-2025', 2025), paid('paid-2029', 2029)];

const examples: readonly Example[] = [
  { name: 'a claim settled after death', given: [registered, dead], when: claimed },
  {
    name: 'the reversal of a claim after death',
    given: [registered, claimed, dead],
    when: { type: 'ClaimReversed', claimId: 'C-1', reversedOn: '2026-07-01' },
  },
  {
    name: 'the refund of a premium after death',
    given: [registered, paid('paid', 2026), dead],
    when: refunded(2026, '2026-06-01'),
    completed: { corrects: 'paid' },
  },
  {
    name: 'the refund of a repair after death',
    given: [...returned, repaired('repair', [2026]), { ...dead, diedOn: '2029-05-01' }],
    when: {
      type: 'RepairRefunded',
      breakYears: [2026],
      enrolmentYear: 2029,
      refundedOn: '2029-06-01',
    },
    completed: { corrects: 'repair' },
  },
  {
    name: 'the correction of a claim settled after death',
    given: [registered, dead, claimed],
    when: corrected('claim'),
  },
  {
    name: 'a transfer on the day of death',
    given: [registered, dead],
    when: { type: 'SchemeTransferred', from: 'resident', to: 'employee', effectiveOn: '2026-05-01' },
  },
  {
    name: 'a payment for 2000',
    given: [{ ...registered, liableFrom: '1999-01-01' }],
    when: paid('old', 2000),
  },
  {
    name: 'a payment two years ahead, in its window',
    given: [registered],
    when: paid('next', 2027, '2026-09-01'),
  },
  { name: 'a lapse of the first year that counts', given: [registered], when: lapsed('lapse', 2025) },
  { name: 'an opening balance as of 2025', given: [registered], when: opening(2025, [2025]) },
  { name: 'an opening balance as of 2190', given: [registered], when: opening(2190, [2189, 2190]) },
  {
    name: 'a payment on the first day of the window',
    given: [registered],
    when: paid('p', 2026, '2025-09-01'),
  },
  { name: 'a payment on the last day of its year', given: [registered], when: paid('p', 2026, '2026-12-31') },
  {
    name: 'a refund on the day of the payment',
    given: [registered, paid('p', 2026, '2025-10-15')],
    when: refunded(2026, '2025-10-15'),
    completed: { corrects: 'p' },
  },
  {
    name: 'a refund, of the payment of its year',
    given: [registered, paid('other', 2025), paid('p', 2026), paid('last', 2027)],
    when: refunded(2026, '2026-12-01'),
    completed: { corrects: 'p' },
  },
  {
    name: 'a refund, of the payment that counts after an earlier one was refunded',
    given: [
      registered,
      paid('first', 2026),
      { ...refunded(2026, '2025-11-01'), corrects: 'first' },
      paid('second', 2026, '2025-11-02'),
    ],
    when: refunded(2026, '2025-12-01'),
    completed: { corrects: 'second' },
  },
  {
    name: 'a refund of a repair, its years in another order',
    given: [...returned, repaired('repair', [2026, 2027])],
    when: {
      type: 'RepairRefunded',
      breakYears: [2027, 2026],
      enrolmentYear: 2029,
      refundedOn: '2028-10-15',
    },
    completed: { corrects: 'repair' },
  },
  {
    name: 'a refund of the second of two repairs',
    given: [...returned, repaired('first', [2026]), repaired('second', [2027])],
    when: { type: 'RepairRefunded', breakYears: [2027], enrolmentYear: 2029, refundedOn: '2028-12-01' },
    completed: { corrects: 'second' },
  },
  {
    name: 'a rescission, of the lapse of its year',
    given: [registered, lapsed('first', 2026), lapsed('second', 2027)],
    when: { type: 'LapseRescinded', coverageYear: 2027 },
    completed: { corrects: 'second' },
  },
  {
    name: 'a rescission, of the lapse of a year that was also paid',
    given: [registered, paid('paid', 2027), lapsed('lapse', 2027)],
    when: { type: 'LapseRescinded', coverageYear: 2027 },
    completed: { corrects: 'lapse' },
  },
  {
    name: 'a refund of a repair that was refunded before and repaired again',
    given: [
      ...returned,
      repaired('first', [2026]),
      {
        type: 'RepairRefunded',
        breakYears: [2026],
        enrolmentYear: 2029,
        refundedOn: '2028-10-16',
        corrects: 'first',
      },
      { ...repaired('second', [2026]), paidOn: '2028-10-17' },
    ],
    when: { type: 'RepairRefunded', breakYears: [2026], enrolmentYear: 2029, refundedOn: '2028-12-01' },
    completed: { corrects: 'second' },
  },
  {
    name: 'a move, from where the member is on its day',
    given: [
      registered,
      { type: 'RegionTransferred', fromRegion: '359901', toRegion: '359902', effectiveOn: '2026-03-01' },
    ],
    when: { type: 'RegionTransferred', toRegion: '359904', effectiveOn: '2026-05-01' },
    completed: { fromRegion: '359902' },
  },
  {
    name: 'a replacement, completed like a fact of its own',
    given: [
      registered,
      paid('p', 2026),
      paid('q', 2027),
      { id: 'refund', ...refunded(2026, '2026-12-01'), corrects: 'p' },
    ],
    when: corrected('refund', refunded(2027, '2026-12-02')),
    completed: { replacement: { corrects: 'q' } },
  },
  {
    name: 'the same payment on another day, in place of the first',
    given: [registered, paid('p', 2026)],
    when: corrected('p', paid('', 2026, '2025-10-16')),
  },
  {
    name: 'the registration again, in its own place',
    given: [registered, paid('p', 2026)],
    when: corrected('member', { ...registered, liableFrom: '2021-01-01' }),
  },
  {
    name: 'the end of an annulment of the registration',
    given: [registered, { id: 'wrong', ...corrected('member') }],
    when: corrected('wrong'),
  },
  {
    name: 'the end of a status, by the event that granted it',
    given: [
      registered,
      { id: 'status', type: 'SpecialStatusGranted', status: 'newborn', from: '2026-01-01' },
    ],
    when: { type: 'SpecialStatusEnded', status: 'newborn', endedOn: '2026-05-01', corrects: 'status' },
  },
  {
    name: 'the end of a status that names no event',
    given: [registered],
    when: { type: 'SpecialStatusEnded', status: 'newborn', endedOn: '2026-05-01' },
  },
  {
    name: 'as many years repaired as can help',
    given: returned,
    when: { ...repaired('', [2026, 2027]), paidOn: '2028-10-16' },
  },
  {
    name: 'the other year repaired after the first',
    given: [...returned, repaired('first', [2026])],
    when: { ...repaired('', [2027]), paidOn: '2028-10-16' },
  },
  {
    name: 'a claim id that neither a claim nor the correction of one has named',
    given: [registered, claimed, corrected('claim', { ...claimed, claimId: 'C-2' })],
    when: { ...claimed, claimId: 'C-3' },
  },
  {
    name: 'a claim id of another claim',
    given: [registered, claimed],
    when: { ...claimed, claimId: 'C-2' },
  },
];

test.each(examples)('$name is recorded', ({ given, when, completed = {} }) => {
  const submitted = withoutId(when);
  const { replacement: filled, ...own } = completed;
  const { replacement } = submitted as { readonly replacement?: object };
  givenUnder('national')(...given)
    .when(submitted)
    .then({
      ...submitted,
      ...own,
      ...(replacement === undefined ? {} : { replacement: { ...replacement, ...filled } }),
    });
});

/** What a request says: the ids are the store's. */
function withoutId({ id: _id, ...fact }: Told): Told {
  return fact;
}
