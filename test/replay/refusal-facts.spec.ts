import { type RefusalCode, STATUSES } from '#libs/enrollment';
import { packLibrary, submit } from '#libs/policy';
import { givenUnder, type Told } from './given.js';
import type { PackId } from './sample-policy.js';
import { paid } from './told.js';

/** A fact that is refused, where the refusal points, and everything that it says was seen and expected. */
interface Example {
  readonly name: string;
  readonly pack?: PackId;
  readonly given: readonly Told[];
  readonly when: Told;
  readonly code: RefusalCode;
  readonly at: string;
  readonly facts: Readonly<Record<string, string | number>>;
  /** The pack's clause that refuses; none where the ledger itself does. */
  readonly clause?: string;
}

const registered: Told = { id: 'member', type: 'MemberRegistered', liableFrom: '2020-01-01' };
const named = (id: string, told: Told): Told => ({ ...told, id });
const lapsed: Told = { id: 'lapse', type: 'CoverageLapsed', coverageYear: 2026, lapsedOn: '2026-01-01' };
const claimed: Told = {
  id: 'claim',
  type: 'ClaimSettled',
  claimId: 'C-1',
  servedOn: '2026-03-01',
  settledOn: '2026-03-05',
};
const dead: Told = { id: 'death', type: 'MemberDeceased', diedOn: '2026-05-01' };
const repaired = (breakYears: readonly number[], enrolmentYear: number, paidOn: string): Told => ({
  type: 'RepairPaid',
  breakYears,
  enrolmentYear,
  paidOn,
});
const refunded = (coverageYear: number, corrects?: string): Told => ({
  type: 'PremiumRefunded',
  coverageYear,
  refundedOn: '2026-01-05',
  ...(corrects === undefined ? {} : { corrects }),
});
const unrepaired = (breakYears: readonly number[], enrolmentYear: number): Told => ({
  type: 'RepairRefunded',
  breakYears,
  enrolmentYear,
  refundedOn: '2028-12-01',
});
const moved = (fromRegion: string, toRegion: string): Told => ({
  type: 'RegionTransferred',
  fromRegion,
  toRegion,
  effectiveOn: '2026-05-01',
});
const transferred = (from: string, to: string, effectiveOn = '2026-05-01'): Told => ({
  type: 'SchemeTransferred',
  from,
  to,
  effectiveOn,
});
const corrected = (corrects: string, replacement?: Told): Told => ({
  type: 'FactCorrected',
  corrects,
  ...(replacement === undefined ? {} : { replacement: withoutId(replacement) }),
});

/** 2026 to 2028 missed, back in the window for 2029. */
const returned: readonly Told[] = [registered, paid(2025), paid(2029)];
/** A job until November: in Lishui a payment in December covers from January, when its year is over. */
const leftInNovember: readonly Told[] = [
  registered,
  transferred('resident', 'employee', '2025-02-01'),
  transferred('employee', 'none', '2026-11-10'),
];

const examples: readonly Example[] = [
  {
    name: 'a region that is not configured, in a registration',
    given: [],
    when: { ...registered, region: '999998' },
    code: 'unknown-region',
    at: '/region',
    facts: { seen: '999998' },
  },
  {
    name: 'a region that is not configured, as the start of a move',
    given: [registered],
    when: moved('999998', '359902'),
    code: 'unknown-region',
    at: '/fromRegion',
    facts: { seen: '999998' },
  },
  {
    name: 'a region that is not configured, as the end of a move',
    given: [registered],
    when: moved('359901', '999998'),
    code: 'unknown-region',
    at: '/toRegion',
    facts: { seen: '999998' },
  },
  {
    name: 'a status that is not in the list',
    given: [registered],
    when: { type: 'SpecialStatusGranted', status: 'orphan', from: '2026-01-01' },
    code: 'unknown-status',
    at: '/status',
    facts: { seen: 'orphan', expected: STATUSES.join(', ') },
  },
  {
    name: 'a replacement that is left without a registration',
    given: [registered],
    when: corrected('member', paid(2026)),
    code: 'member-not-found',
    at: '/replacement',
    facts: {},
  },
  {
    name: 'a second registration, in place of a payment',
    given: [registered, named('paid', paid(2026))],
    when: corrected('paid', { type: 'MemberRegistered', liableFrom: '2020-01-01' }),
    code: 'member-already-registered',
    at: '/replacement',
    facts: {},
  },
  {
    name: 'a fact after death',
    given: [registered, dead],
    when: paid(2027, '2026-05-02'),
    code: 'after-death',
    at: '',
    facts: { seen: '2026-05-02', expected: '2026-05-01' },
  },
  {
    name: 'a replacement after death',
    given: [registered, named('paid', paid(2026)), dead],
    when: corrected('paid', paid(2026, '2026-05-02')),
    code: 'after-death',
    at: '/replacement',
    facts: { seen: '2026-05-02', expected: '2026-05-01' },
  },
  {
    name: 'a second death',
    given: [registered, dead],
    when: { type: 'MemberDeceased', diedOn: '2026-04-01' },
    code: 'already-dead',
    at: '/diedOn',
    facts: { expected: '2026-05-01' },
  },
  {
    name: 'a payment for a year before 2000',
    given: [registered],
    when: paid(1999),
    code: 'year-outside-pack',
    at: '/coverageYear',
    facts: { field: '/coverageYear', seen: 1999, first: 2000, last: 2000 },
  },
  {
    name: 'a payment three years ahead',
    given: [registered],
    when: paid(2028, '2025-10-15'),
    code: 'year-outside-pack',
    at: '/coverageYear',
    facts: { field: '/coverageYear', seen: 2028, first: 2000, last: 2027 },
  },
  {
    name: 'a refund of a year before 2000',
    given: [registered],
    when: refunded(1999),
    code: 'year-outside-pack',
    at: '/coverageYear',
    facts: { field: '/coverageYear', seen: 1999, first: 2000, last: 2028 },
  },
  {
    name: 'a lapse of a year before breaks count',
    given: [registered],
    when: { ...lapsed, coverageYear: 2024 },
    code: 'year-outside-pack',
    at: '/coverageYear',
    facts: { field: '/coverageYear', seen: 2024, first: 2025, last: 2028 },
  },
  {
    name: 'a rescission of a year three years after the lapse',
    given: [registered, lapsed],
    when: { type: 'LapseRescinded', coverageYear: 2029, corrects: 'lapse' },
    code: 'year-outside-pack',
    at: '/coverageYear',
    facts: { field: '/coverageYear', seen: 2029, first: 2025, last: 2028 },
  },
  {
    name: 'a repair of a year before breaks count, beside one that does',
    given: returned,
    when: repaired([2026, 2024], 2029, '2028-10-15'),
    code: 'year-outside-pack',
    at: '/breakYears',
    facts: { field: '/breakYears', seen: 2024, first: 2025, last: 2030 },
  },
  {
    name: 'a repair for an enrolment three years ahead',
    given: returned,
    when: repaired([2026], 2031, '2028-10-15'),
    code: 'year-outside-pack',
    at: '/enrolmentYear',
    facts: { field: '/enrolmentYear', seen: 2031, first: 2025, last: 2030 },
  },
  {
    name: 'a refund of a repair for an enrolment before breaks count',
    given: returned,
    when: unrepaired([2026], 2024),
    code: 'year-outside-pack',
    at: '/enrolmentYear',
    facts: { field: '/enrolmentYear', seen: 2024, first: 2025, last: 2030 },
  },
  {
    name: 'an opening balance of a year before breaks count',
    given: [registered],
    when: { type: 'OpeningBalanceDeclared', asOfYear: 2024, streakYears: 0, openBreakYears: [] },
    code: 'year-outside-pack',
    at: '/asOfYear',
    facts: { field: '/asOfYear', seen: 2024, first: 2025, last: 2190 },
  },
  {
    name: 'an opening balance with an open break year after its own',
    given: [registered],
    when: { type: 'OpeningBalanceDeclared', asOfYear: 2025, streakYears: 0, openBreakYears: [2025, 2026] },
    code: 'year-outside-pack',
    at: '/openBreakYears',
    facts: { field: '/openBreakYears', seen: 2026, first: 2025, last: 2025 },
  },
  {
    name: 'a second lapse of a year',
    given: [registered, lapsed],
    when: { ...lapsed, lapsedOn: '2026-02-01' },
    code: 'duplicate-lapse',
    at: '/coverageYear',
    facts: { seen: 2026 },
  },
  {
    name: 'a payment before the window opens',
    given: [registered],
    when: paid(2026, '2025-08-31'),
    code: 'window-not-open',
    at: '/paidOn',
    facts: { seen: '2025-08-31', year: 2026, expected: '2025-09-01' },
    clause: '国办发〔2024〕38号',
  },
  {
    name: 'a payment after its year',
    given: [registered],
    when: paid(2026, '2027-01-01'),
    code: 'coverage-year-over',
    at: '/paidOn',
    facts: { seen: '2027-01-01', year: 2026, expected: '2026-12-31' },
    clause: '国办发〔2024〕38号',
  },
  {
    name: 'a second payment of a year',
    given: [registered, paid(2026)],
    when: paid(2026, '2025-11-01'),
    code: 'duplicate-payment',
    at: '/coverageYear',
    facts: { seen: 2026 },
  },
  {
    name: 'a payment that buys no day of its year',
    pack: 'lishui',
    given: leftInNovember,
    when: paid(2026, '2026-12-15'),
    code: 'nothing-to-cover',
    at: '/paidOn',
    facts: { seen: '2027-01-01', year: 2026 },
    clause: 'ZJKC73-2025-0001',
  },
  {
    name: 'a refund where nothing was paid',
    given: [registered],
    when: refunded(2026),
    code: 'nothing-to-refund',
    at: '/corrects',
    facts: { seen: 2026 },
  },
  {
    name: 'a refund that names a payment of another year',
    given: [registered, paid(2026), named('other', paid(2025))],
    when: refunded(2026, 'other'),
    code: 'nothing-to-refund',
    at: '/corrects',
    facts: { seen: 2026 },
  },
  {
    name: 'a refund before the payment',
    given: [registered, named('late', paid(2026, '2026-01-06'))],
    when: refunded(2026, 'late'),
    code: 'nothing-to-refund',
    at: '/corrects',
    facts: { seen: 2026 },
  },
  {
    name: 'a refund of a repair that repaired other years',
    given: [...returned, named('repair', repaired([2026], 2029, '2028-10-15'))],
    when: { ...unrepaired([2027], 2029), corrects: 'repair' },
    code: 'nothing-to-refund',
    at: '/corrects',
    facts: { seen: 2029 },
  },
  {
    name: 'a refund of a repair of some of its years',
    given: [...returned, named('repair', repaired([2026, 2027], 2029, '2028-10-15'))],
    when: { ...unrepaired([2026], 2029), corrects: 'repair' },
    code: 'nothing-to-refund',
    at: '/corrects',
    facts: { seen: 2029 },
  },
  {
    name: 'a refund of a repair of more than its years',
    given: [...returned, named('repair', repaired([2026], 2029, '2028-10-15'))],
    when: { ...unrepaired([2026, 2027], 2029), corrects: 'repair' },
    code: 'nothing-to-refund',
    at: '/corrects',
    facts: { seen: 2029 },
  },
  {
    name: 'a refund of a repair of as many years, one of them another',
    given: [...returned, named('repair', repaired([2026, 2027], 2029, '2028-10-15'))],
    when: { ...unrepaired([2026, 2028], 2029), corrects: 'repair' },
    code: 'nothing-to-refund',
    at: '/corrects',
    facts: { seen: 2029 },
  },
  {
    name: 'a refund of a repair for another enrolment',
    given: [...returned, named('repair', repaired([2026], 2029, '2028-10-15'))],
    when: { ...unrepaired([2026], 2028), corrects: 'repair' },
    code: 'nothing-to-refund',
    at: '/corrects',
    facts: { seen: 2028 },
  },
  {
    name: 'a refund of a repair, dated before it',
    given: [...returned, named('repair', repaired([2026], 2029, '2028-12-02'))],
    when: { ...unrepaired([2026], 2029), corrects: 'repair' },
    code: 'nothing-to-refund',
    at: '/corrects',
    facts: { seen: 2029 },
  },
  {
    name: 'a refund of a repair that names the payment',
    given: [registered, paid(2025), named('paid', paid(2029)), repaired([2026], 2029, '2028-10-15')],
    when: { ...unrepaired([2026], 2029), corrects: 'paid' },
    code: 'nothing-to-refund',
    at: '/corrects',
    facts: { seen: 2029 },
  },
  {
    name: 'a rescission of another year than the lapse that it names',
    given: [registered, lapsed],
    when: { type: 'LapseRescinded', coverageYear: 2027, corrects: 'lapse' },
    code: 'nothing-to-rescind',
    at: '/coverageYear',
    facts: { seen: 2027 },
  },
  {
    name: 'a rescission that names no lapse, though there is one of its year',
    given: [registered, lapsed, named('paid', paid(2025))],
    when: { type: 'LapseRescinded', coverageYear: 2026, corrects: 'paid' },
    code: 'nothing-to-rescind',
    at: '/coverageYear',
    facts: { seen: 2026 },
  },
  {
    name: 'a repair for a year without an enrolment',
    given: [registered, paid(2025)],
    when: repaired([2026], 2029, '2028-10-15'),
    code: 'not-enrolled',
    at: '/enrolmentYear',
    facts: { seen: 2029 },
  },
  {
    name: 'a repair for the free year of a newborn',
    pack: 'jincheng',
    given: [{ ...registered, liableFrom: '2026-03-01', bornOn: '2026-03-01' }],
    when: repaired([2025], 2026, '2026-05-01'),
    code: 'not-enrolled',
    at: '/enrolmentYear',
    facts: { seen: 2026 },
  },
  {
    name: 'a repair of a year that was covered',
    given: returned,
    when: repaired([2026, 2025], 2029, '2028-10-15'),
    code: 'not-a-break-year',
    at: '/breakYears',
    facts: { seen: 2025, expected: '2026, 2027, 2028' },
  },
  {
    name: 'a repair where no year was missed',
    given: [registered, paid(2025), paid(2026)],
    when: repaired([2025], 2026, '2025-10-15'),
    code: 'not-a-break-year',
    at: '/breakYears',
    facts: { seen: 2025, expected: '-' },
  },
  {
    name: 'a repair of a year that is repaired, beside one that is not',
    given: [...returned, repaired([2026], 2029, '2028-10-15')],
    when: repaired([2027, 2026], 2029, '2028-10-16'),
    code: 'already-repaired',
    at: '/breakYears',
    facts: { seen: 2026 },
  },
  {
    name: 'a repair on another day than the payment, where both go together',
    pack: 'lishui',
    given: returned,
    when: repaired([2026], 2029, '2028-10-16'),
    code: 'repair-not-with-payment',
    at: '/paidOn',
    facts: { seen: '2028-10-16', expected: '2028-10-15' },
    clause: 'ZJKC73-2025-0001',
  },
  {
    name: 'a repair of more years than can help',
    given: [...returned, repaired([2026], 2029, '2028-10-15')],
    when: repaired([2027, 2028], 2029, '2028-10-15'),
    code: 'repair-cannot-help',
    at: '/breakYears',
    facts: { seen: 2, removableMonths: 1, removable: '1 month', removableZh: '1 个月', helpingYears: 1 },
    clause: '国办发〔2024〕38号',
  },
  {
    name: 'a repair for an enrolment without a wait',
    pack: 'fujian',
    given: [
      registered,
      paid(2025),
      { type: 'SpecialStatusGranted', status: 'medical-aid', from: '2028-01-01' },
      paid(2029),
    ],
    when: repaired([2026], 2029, '2028-10-15'),
    code: 'repair-cannot-help',
    at: '/breakYears',
    facts: { seen: 1, removableMonths: 0, removable: '0 months', removableZh: '0 个月', helpingYears: 0 },
    clause: '闽政办〔2025〕3号',
  },
  {
    name: 'a transfer from employee cover that there is not',
    given: [registered],
    when: transferred('employee', 'none'),
    code: 'not-in-scheme',
    at: '/from',
    facts: { seenOn: '2026-05-01', seen: 'not under employee cover', seenZh: '不在职工医保' },
  },
  {
    name: 'a transfer to employee cover that there is',
    given: [registered, transferred('resident', 'employee', '2026-04-01')],
    when: transferred('resident', 'employee'),
    code: 'not-in-scheme',
    at: '/to',
    facts: { seenOn: '2026-05-01', seen: 'already under employee cover', seenZh: '已在职工医保' },
  },
  {
    name: 'a transfer from another system that there is not',
    given: [registered],
    when: transferred('other', 'resident'),
    code: 'not-in-scheme',
    at: '/from',
    facts: { seenOn: '2026-05-01', seen: 'not under another public system', seenZh: '不在其他制度' },
  },
  {
    name: 'a transfer to another system that there is',
    given: [registered, transferred('none', 'other', '2026-04-01')],
    when: transferred('none', 'other'),
    code: 'not-in-scheme',
    at: '/to',
    facts: { seenOn: '2026-05-01', seen: 'already under another public system', seenZh: '已在其他制度' },
  },
  {
    name: 'a move from a region that the member is not in',
    given: [registered],
    when: moved('359902', '359904'),
    code: 'not-in-region',
    at: '/fromRegion',
    facts: { seenOn: '2026-05-01', seen: '359902', expected: '359901' },
  },
  {
    name: 'a move to the region that the member is in',
    given: [registered],
    when: moved('359901', '359901'),
    code: 'malformed-request',
    at: '/toRegion',
    facts: {
      field: '/toRegion',
      seen: '359901',
      seenZh: '359901',
      expected: 'another region',
      expectedZh: '另一个统筹区',
    },
  },
  {
    name: 'a move within a region that the member is not in',
    given: [registered],
    when: moved('359902', '359902'),
    code: 'not-in-region',
    at: '/fromRegion',
    facts: { seenOn: '2026-05-01', seen: '359902', expected: '359901' },
  },
  {
    name: 'a claim id that only the correction of a claim has named',
    given: [registered, claimed, corrected('claim', { ...claimed, claimId: 'C-2' })],
    when: { ...claimed, claimId: 'C-2' },
    code: 'duplicate-claim',
    at: '/claimId',
    facts: {},
  },
  {
    name: 'a correction of an event that there is not',
    given: [registered],
    when: corrected('nothing'),
    code: 'unknown-event',
    at: '/corrects',
    facts: { seen: 'nothing' },
  },
  {
    name: 'the end of a status that names a payment',
    given: [registered, named('paid', paid(2026))],
    when: { type: 'SpecialStatusEnded', status: 'newborn', endedOn: '2026-05-01', corrects: 'paid' },
    code: 'unknown-event',
    at: '/corrects',
    facts: { seen: 'paid' },
  },
  {
    name: 'a correction of an event that is annulled',
    given: [registered, named('paid', paid(2026)), named('first', corrected('paid'))],
    when: corrected('paid'),
    code: 'already-annulled',
    at: '/corrects',
    facts: { seen: 'paid', expected: 'first' },
  },
  {
    name: 'a correction of a payment that is refunded',
    given: [registered, named('paid', paid(2026)), named('refund', refunded(2026, 'paid'))],
    when: corrected('paid', paid(2026, '2025-11-01')),
    code: 'already-annulled',
    at: '/corrects',
    facts: { seen: 'paid', expected: 'refund' },
  },
  {
    name: 'a correction of a claim that is reversed',
    given: [
      registered,
      claimed,
      { id: 'reversal', type: 'ClaimReversed', claimId: 'C-1', reversedOn: '2026-04-01' },
    ],
    when: corrected('claim'),
    code: 'already-annulled',
    at: '/corrects',
    facts: { seen: 'claim', expected: 'reversal' },
  },
  {
    name: 'a correction that restores a second correction of the same event',
    given: [
      registered,
      named('paid', paid(2026)),
      named('first', corrected('paid')),
      named('undone', corrected('first')),
      named('second', corrected('paid')),
    ],
    when: corrected('undone'),
    code: 'already-annulled',
    at: '/corrects',
    facts: { seen: 'paid', expected: 'second' },
  },
  {
    name: 'a replacement of another type',
    given: [registered, named('paid', paid(2026))],
    when: corrected('paid', dead),
    code: 'replacement-type-differs',
    at: '/replacement/type',
    facts: { seen: 'MemberDeceased', expected: 'PremiumPaid' },
  },
];

test.each(examples)('$name: $code', ({ pack = 'national', given, when, code, at, facts, clause }) => {
  const error = givenUnder(pack)(...given)
    .when(withoutId(when))
    .thenRefused(code);
  expect(error.problems).toEqual([{ pointer: at, code, facts }]);
  expect(error.clause?.document).toBe(clause);
});

test('of a wait in days a repair is told how many days it could remove', () => {
  const { pack } = packLibrary().find('national');
  const none = { baseCeilingFen: new Map(), premiumFen: new Map(), regions: [], windows: new Map() };
  const facts = [...returned, repaired([2026, 2027, 2028], 2029, '2028-10-15')].map((told) => ({
    body: withoutId(told),
  }));
  const { refused } = submit({ pack, ...none, readings: { R7: 'days, arrival' }, facts });
  expect(refused.map(({ error }) => error.problems)).toEqual([
    [
      {
        pointer: '/breakYears',
        code: 'repair-cannot-help',
        facts: {
          seen: 3,
          removableDays: 60,
          removable: '60 days',
          removableZh: '60 天',
          helpingYears: 2,
        },
      },
    ],
  ]);
});

/** What a request says: the ids are the store's. */
function withoutId({ id: _id, ...fact }: Told): Told {
  return fact;
}
