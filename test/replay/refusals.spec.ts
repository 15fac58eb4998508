import { REFUSAL_CODES, type RefusalCode } from '#libs/enrollment';
import { type Given, givenUnder, type Told } from './given.js';
import type { PackId } from './sample-policy.js';
import { transferred } from './told.js';

/** A fact that must be refused, and the history before it. */
interface Attempt {
  readonly pack?: PackId;
  readonly given: readonly Told[];
  readonly when: Told;
}

const given = ({ pack = 'national', given: events }: Attempt): Given => givenUnder(pack)(...events);

// The facts that the examples are made of.

const registered: Told = { id: 'member', type: 'MemberRegistered', liableFrom: '2020-01-01' };
const paid = (
  coverageYear: number,
  paidOn = `${String(coverageYear - 1)}-10-15`,
  id = `paid-${String(coverageYear)}`,
): Told => ({
  id,
  type: 'PremiumPaid',
  coverageYear,
  paidOn,
});
const died = (diedOn: string): Told => ({ id: 'death', type: 'MemberDeceased', diedOn });
const lapsed = (coverageYear: number, lapsedOn = `${String(coverageYear)}-01-01`): Told => ({
  id: `lapse-${String(coverageYear)}`,
  type: 'CoverageLapsed',
  coverageYear,
  lapsedOn,
});
const repaired = (breakYears: readonly number[], enrolmentYear: number, paidOn: string): Told => ({
  type: 'RepairPaid',
  breakYears,
  enrolmentYear,
  paidOn,
});
const claimed = (claimId: string): Told => ({
  id: claimId,
  type: 'ClaimSettled',
  claimId,
  servedOn: '2026-03-01',
  settledOn: '2026-03-05',
});
const reversed = (claimId: string): Told => ({ type: 'ClaimReversed', claimId, reversedOn: '2026-04-01' });
const granted = (status: string, from = '2026-01-01'): Told => ({
  type: 'SpecialStatusGranted',
  status,
  from,
});
const moved = (fromRegion: string, toRegion: string, effectiveOn = '2026-05-01'): Told => ({
  type: 'RegionTransferred',
  fromRegion,
  toRegion,
  effectiveOn,
});
const corrected = (corrects: string, replacement?: Told): Told => ({
  type: 'FactCorrected',
  corrects,
  ...(replacement === undefined ? {} : { replacement: withoutId(replacement) }),
});

/** 2026 to 2028 missed, back in the window for 2029: one year may be repaired after another, two at most. */
const returned: readonly Told[] = [registered, paid(2025), paid(2029)];
/** A job until November: in Lishui a payment in December covers from January, when its year is over. */
const leftInNovember: readonly Told[] = [
  registered,
  transferred('resident', 'employee', '2025-02-01'),
  transferred('employee', 'none', '2026-11-10'),
];

/** One example of every refusal that the core gives; only an adoption can name an unknown pack. */
const examples: Readonly<Record<Exclude<RefusalCode, 'unknown-pack'>, Attempt & { readonly at: string }>> = {
  'malformed-request': {
    given: [registered],
    when: { type: 'PremiumPaid', coverageYear: '2026', paidOn: '2025-10-15' },
    at: '/coverageYear',
  },
  'invalid-date': { given: [registered], when: paid(2026, '2025-02-30'), at: '/paidOn' },
  'invalid-amount': { given: [registered], when: { ...paid(2026), amountFen: -1 }, at: '/amountFen' },
  'personal-identifier': {
    given: [registered],
    when: { ...paid(2026), channel: 'tel 13812345678' },
    at: '/channel',
  },
  'unknown-region': { given: [], when: { ...registered, region: '999998' }, at: '/region' },
  'unknown-status': { given: [registered], when: granted('orphan'), at: '/status' },
  'member-not-found': { given: [], when: paid(2026), at: '' },
  'member-already-registered': { given: [registered], when: registered, at: '' },
  'after-death': { given: [registered, died('2026-05-01')], when: paid(2027, '2026-10-15'), at: '' },
  'already-dead': { given: [registered, died('2026-05-01')], when: died('2026-05-01'), at: '/diedOn' },
  'year-outside-pack': { given: [registered], when: paid(1999, '2026-10-15'), at: '/coverageYear' },
  'duplicate-lapse': { given: [registered, lapsed(2026)], when: lapsed(2026), at: '/coverageYear' },
  'window-not-open': { given: [registered], when: paid(2026, '2025-08-31'), at: '/paidOn' },
  'coverage-year-over': { given: [registered], when: paid(2026, '2027-01-01'), at: '/paidOn' },
  'duplicate-payment': {
    given: [registered, paid(2026)],
    when: paid(2026, '2025-11-01'),
    at: '/coverageYear',
  },
  'nothing-to-cover': {
    pack: 'lishui',
    given: leftInNovember,
    when: paid(2026, '2026-12-15'),
    at: '/paidOn',
  },
  'nothing-to-refund': {
    given: [registered],
    when: { type: 'PremiumRefunded', coverageYear: 2026, refundedOn: '2026-01-05' },
    at: '/corrects',
  },
  'nothing-to-rescind': {
    given: [registered],
    when: { type: 'LapseRescinded', coverageYear: 2026 },
    at: '/coverageYear',
  },
  'not-enrolled': {
    given: [registered, paid(2025)],
    when: repaired([2026], 2029, '2028-10-15'),
    at: '/enrolmentYear',
  },
  'not-a-break-year': { given: returned, when: repaired([2025], 2029, '2028-10-15'), at: '/breakYears' },
  'already-repaired': {
    given: [...returned, repaired([2026], 2029, '2028-10-15')],
    when: repaired([2026], 2029, '2028-10-16'),
    at: '/breakYears',
  },
  'repair-not-with-payment': {
    pack: 'lishui',
    given: returned,
    when: repaired([2026], 2029, '2028-10-16'),
    at: '/paidOn',
  },
  'repair-cannot-help': {
    given: returned,
    when: repaired([2026, 2027, 2028], 2029, '2028-10-15'),
    at: '/breakYears',
  },
  'not-in-scheme': {
    given: [registered],
    when: transferred('employee', 'resident', '2026-05-01'),
    at: '/from',
  },
  'not-in-region': { given: [registered], when: moved('359902', '359904'), at: '/fromRegion' },
  'duplicate-claim': { given: [registered, claimed('C-1')], when: claimed('C-1'), at: '/claimId' },
  'unknown-claim': { given: [registered], when: reversed('C-1'), at: '/claimId' },
  'claim-already-reversed': {
    given: [registered, claimed('C-1'), reversed('C-1')],
    when: reversed('C-1'),
    at: '/claimId',
  },
  'unknown-event': { given: [registered], when: corrected('nothing'), at: '/corrects' },
  'already-annulled': {
    given: [registered, paid(2026), corrected('paid-2026')],
    when: corrected('paid-2026'),
    at: '/corrects',
  },
  'replacement-type-differs': {
    given: [registered, paid(2026)],
    when: corrected('paid-2026', died('2026-05-01')),
    at: '/replacement/type',
  },
};

describe('each refusal', () => {
  test.each(
    REFUSAL_CODES.filter((code) => code !== 'unknown-pack').map((code) => ({ code, ...examples[code] })),
  )('$code at $at', ({ code, at, ...attempt }) => {
    const error = given(attempt).when(withoutId(attempt.when)).thenRefused(code);
    expect(error.problems.map(({ pointer }) => pointer)).toEqual([at]);
  });

  test('that a rule of the pack gives names the clause', () => {
    for (const code of [
      'window-not-open',
      'nothing-to-cover',
      'repair-not-with-payment',
      'repair-cannot-help',
    ] as const) {
      const attempt = examples[code];
      const { clause } = given(attempt).when(withoutId(attempt.when)).thenRefused(code);
      expect(clause?.document).toMatch(/\d/);
      expect(clause?.paraphrase.zh).toMatch(/\p{Script=Han}/u);
    }
  });

  test('of a repair says how many months could still be removed', () => {
    const error = given(examples['repair-cannot-help'])
      .when(repaired([2026, 2027, 2028], 2029, '2028-10-15'))
      .thenRefused('repair-cannot-help');
    expect(error.problems[0]?.facts).toMatchObject({ seen: 3, removableMonths: 2, helpingYears: 2 });
  });
});

/** Two refusals of one fact: with the change of `then` the first applies no more, and the second is given. */
interface Pair extends Attempt {
  readonly first: RefusalCode;
  readonly second: RefusalCode;
  readonly then: Partial<Attempt>;
}

const dead = died('2026-05-01');

const pairs: readonly Pair[] = [
  {
    first: 'malformed-request',
    second: 'invalid-date',
    given: [registered],
    when: { type: 'PremiumPaid', coverageYear: null, paidOn: '2025-02-30' },
    then: { when: { type: 'PremiumPaid', coverageYear: 2026, paidOn: '2025-02-30' } },
  },
  {
    first: 'invalid-date',
    second: 'invalid-amount',
    given: [registered],
    when: { ...paid(2026, '2025-02-30'), amountFen: 0.5 },
    then: { when: { ...paid(2026), amountFen: 0.5 } },
  },
  {
    first: 'invalid-amount',
    second: 'personal-identifier',
    given: [registered],
    when: { ...paid(2026), amountFen: 0.5, channel: '13812345678' },
    then: { when: { ...paid(2026), channel: '13812345678' } },
  },
  {
    first: 'personal-identifier',
    second: 'unknown-status',
    given: [registered],
    when: granted('13812345678'),
    then: { when: granted('1381234567') },
  },
  {
    first: 'personal-identifier',
    second: 'member-not-found',
    given: [],
    when: { ...paid(2026), channel: '13812345678' },
    then: { when: paid(2026) },
  },
  {
    first: 'invalid-date',
    second: 'unknown-region',
    given: [],
    when: { type: 'MemberRegistered', region: '999998', liableFrom: '2020-02-30' },
    then: { when: { type: 'MemberRegistered', region: '999998', liableFrom: '2020-02-29' } },
  },
  {
    first: 'unknown-region',
    second: 'member-not-found',
    given: [],
    when: moved('359901', '999998'),
    then: { when: moved('359901', '359902') },
  },
  {
    first: 'unknown-region',
    second: 'member-already-registered',
    given: [registered],
    when: { ...registered, region: '999998' },
    then: { when: registered },
  },
  {
    first: 'unknown-region',
    second: 'after-death',
    given: [registered, dead],
    when: moved('359901', '999998', '2026-05-02'),
    then: { when: moved('359901', '359902', '2026-05-02') },
  },
  {
    first: 'unknown-region',
    second: 'not-in-region',
    given: [registered],
    when: moved('359902', '999998'),
    then: { when: moved('359902', '359904') },
  },
  {
    first: 'unknown-status',
    second: 'member-not-found',
    given: [],
    when: granted('orphan'),
    then: { when: granted('newborn') },
  },
  {
    first: 'unknown-status',
    second: 'after-death',
    given: [registered, dead],
    when: granted('orphan', '2026-06-01'),
    then: { when: granted('newborn', '2026-06-01') },
  },
  {
    first: 'unknown-status',
    second: 'unknown-event',
    given: [registered],
    when: { type: 'SpecialStatusEnded', status: 'orphan', endedOn: '2026-06-01', corrects: 'nothing' },
    then: {
      when: { type: 'SpecialStatusEnded', status: 'newborn', endedOn: '2026-06-01', corrects: 'nothing' },
    },
  },
  {
    first: 'member-not-found',
    second: 'year-outside-pack',
    given: [],
    when: paid(1999),
    then: { given: [registered] },
  },
  {
    first: 'member-not-found',
    second: 'nothing-to-refund',
    given: [],
    when: { type: 'PremiumRefunded', coverageYear: 2026, refundedOn: '2026-01-05' },
    then: { given: [registered] },
  },
  {
    first: 'member-not-found',
    second: 'not-in-scheme',
    given: [],
    when: transferred('employee', 'resident', '2026-05-01'),
    then: { given: [registered] },
  },
  {
    first: 'member-not-found',
    second: 'unknown-claim',
    given: [],
    when: reversed('C-1'),
    then: { given: [registered] },
  },
  {
    first: 'member-not-found',
    second: 'unknown-event',
    given: [],
    when: corrected('nothing'),
    then: { given: [registered] },
  },
  {
    first: 'after-death',
    second: 'already-dead',
    given: [registered, dead],
    when: died('2026-05-02'),
    then: { when: died('2026-05-01') },
  },
  {
    first: 'after-death',
    second: 'year-outside-pack',
    given: [registered, dead],
    when: paid(2040, '2026-05-02'),
    then: { when: paid(2040, '2026-05-01') },
  },
  {
    first: 'after-death',
    second: 'duplicate-lapse',
    given: [registered, lapsed(2026), dead],
    when: lapsed(2026, '2026-05-02'),
    then: { when: lapsed(2026, '2026-05-01') },
  },
  {
    first: 'after-death',
    second: 'window-not-open',
    given: [registered, dead],
    when: paid(2027, '2026-05-02'),
    then: { when: paid(2027, '2026-05-01') },
  },
  {
    first: 'after-death',
    second: 'coverage-year-over',
    given: [registered, dead],
    when: paid(2025, '2026-05-02'),
    then: { when: paid(2025, '2026-05-01') },
  },
  {
    first: 'after-death',
    second: 'duplicate-payment',
    given: [registered, paid(2026), dead],
    when: paid(2026, '2026-05-02'),
    then: { when: paid(2026, '2026-05-01') },
  },
  {
    first: 'after-death',
    second: 'nothing-to-rescind',
    given: [registered, lapsed(2026), died('2025-12-31')],
    when: { type: 'LapseRescinded', coverageYear: 2027, corrects: 'lapse-2026' },
    then: { given: [registered, lapsed(2026)] },
  },
  {
    first: 'after-death',
    second: 'not-enrolled',
    given: [registered, died('2029-05-01')],
    when: repaired([2026], 2029, '2029-05-02'),
    then: { when: repaired([2026], 2029, '2029-05-01') },
  },
  {
    first: 'after-death',
    second: 'repair-cannot-help',
    given: [...returned, died('2029-05-01')],
    when: repaired([2026, 2027, 2028], 2029, '2029-05-02'),
    then: { when: repaired([2026, 2027, 2028], 2029, '2029-05-01') },
  },
  {
    first: 'after-death',
    second: 'not-in-scheme',
    given: [registered, dead],
    when: transferred('employee', 'resident', '2026-05-02'),
    then: { when: transferred('employee', 'resident', '2026-05-01') },
  },
  {
    first: 'after-death',
    second: 'not-in-region',
    given: [registered, dead],
    when: moved('359902', '359904', '2026-05-02'),
    then: { when: moved('359902', '359904', '2026-05-01') },
  },
  {
    first: 'after-death',
    second: 'unknown-event',
    given: [registered, dead],
    when: { type: 'SpecialStatusEnded', status: 'newborn', endedOn: '2026-05-02', corrects: 'nothing' },
    then: {
      when: { type: 'SpecialStatusEnded', status: 'newborn', endedOn: '2026-05-01', corrects: 'nothing' },
    },
  },
  {
    first: 'year-outside-pack',
    second: 'duplicate-lapse',
    given: [registered, lapsed(2028)],
    when: lapsed(2028, '2025-12-31'),
    then: { when: lapsed(2028, '2026-01-01') },
  },
  {
    first: 'year-outside-pack',
    second: 'window-not-open',
    given: [registered],
    when: paid(2028, '2025-10-15'),
    then: { when: paid(2028, '2026-10-15') },
  },
  {
    first: 'year-outside-pack',
    second: 'coverage-year-over',
    given: [registered],
    when: paid(1999, '2026-10-15'),
    then: { when: paid(2000, '2026-10-15') },
  },
  {
    first: 'year-outside-pack',
    second: 'nothing-to-refund',
    given: [registered],
    when: { type: 'PremiumRefunded', coverageYear: 1999, refundedOn: '2026-01-05' },
    then: { when: { type: 'PremiumRefunded', coverageYear: 2000, refundedOn: '2026-01-05' } },
  },
  {
    first: 'year-outside-pack',
    second: 'nothing-to-rescind',
    given: [registered],
    when: { type: 'LapseRescinded', coverageYear: 2024 },
    then: { when: { type: 'LapseRescinded', coverageYear: 2025 } },
  },
  {
    first: 'year-outside-pack',
    second: 'not-enrolled',
    given: [registered],
    when: repaired([2024], 2029, '2028-10-15'),
    then: { when: repaired([2025], 2029, '2028-10-15') },
  },
  {
    first: 'year-outside-pack',
    second: 'not-a-break-year',
    given: returned,
    when: repaired([2024], 2029, '2028-10-15'),
    then: { when: repaired([2025], 2029, '2028-10-15') },
  },
  {
    first: 'window-not-open',
    second: 'duplicate-payment',
    given: [registered, paid(2026)],
    when: paid(2026, '2025-08-31'),
    then: { when: paid(2026, '2025-09-01') },
  },
  {
    first: 'coverage-year-over',
    second: 'duplicate-payment',
    given: [registered, paid(2026)],
    when: paid(2026, '2027-01-01'),
    then: { when: paid(2026, '2026-12-31') },
  },
  {
    first: 'coverage-year-over',
    second: 'nothing-to-cover',
    pack: 'lishui',
    given: leftInNovember,
    when: paid(2026, '2027-01-01'),
    then: { when: paid(2026, '2026-12-31') },
  },
  {
    first: 'duplicate-payment',
    second: 'nothing-to-cover',
    pack: 'lishui',
    given: [...leftInNovember, paid(2026, '2026-11-12')],
    when: paid(2026, '2026-12-15'),
    then: { given: leftInNovember },
  },
  {
    first: 'not-enrolled',
    second: 'not-a-break-year',
    given: [registered, paid(2025)],
    when: repaired([2025], 2029, '2028-10-15'),
    then: { given: returned },
  },
  {
    first: 'not-enrolled',
    second: 'repair-cannot-help',
    given: [registered, paid(2025)],
    when: repaired([2026, 2027, 2028], 2029, '2028-10-15'),
    then: { given: returned },
  },
  {
    first: 'not-a-break-year',
    second: 'already-repaired',
    given: [...returned, repaired([2026], 2029, '2028-10-15')],
    when: repaired([2025, 2026], 2029, '2028-10-16'),
    then: { when: repaired([2026], 2029, '2028-10-16') },
  },
  {
    first: 'not-a-break-year',
    second: 'repair-not-with-payment',
    pack: 'lishui',
    given: returned,
    when: repaired([2025, 2026], 2029, '2028-10-16'),
    then: { when: repaired([2026], 2029, '2028-10-16') },
  },
  {
    first: 'not-a-break-year',
    second: 'repair-cannot-help',
    given: returned,
    when: repaired([2025, 2026, 2027, 2028], 2029, '2028-10-15'),
    then: { when: repaired([2026, 2027, 2028], 2029, '2028-10-15') },
  },
  {
    first: 'already-repaired',
    second: 'repair-not-with-payment',
    pack: 'lishui',
    given: [...returned, repaired([2026], 2029, '2028-10-15')],
    when: repaired([2026, 2027], 2029, '2028-10-16'),
    then: { when: repaired([2027], 2029, '2028-10-16') },
  },
  {
    first: 'already-repaired',
    second: 'repair-cannot-help',
    given: [...returned, repaired([2026, 2027], 2029, '2028-10-15')],
    when: repaired([2027, 2028], 2029, '2028-10-16'),
    then: { when: repaired([2028], 2029, '2028-10-16') },
  },
  {
    first: 'repair-not-with-payment',
    second: 'repair-cannot-help',
    pack: 'lishui',
    given: returned,
    when: repaired([2026, 2027, 2028], 2029, '2028-10-16'),
    then: { when: repaired([2026, 2027, 2028], 2029, '2028-10-15') },
  },
  {
    first: 'unknown-claim',
    second: 'claim-already-reversed',
    given: [registered],
    when: reversed('C-1'),
    then: { given: [registered, claimed('C-1'), reversed('C-1')] },
  },
  {
    first: 'duplicate-claim',
    second: 'unknown-event',
    given: [registered, claimed('C-1')],
    when: corrected('nothing', claimed('C-1')),
    then: { when: corrected('nothing', claimed('C-2')) },
  },
  {
    first: 'duplicate-payment',
    second: 'unknown-event',
    given: [registered, paid(2026)],
    when: corrected('nothing', paid(2026)),
    then: { when: corrected('nothing', paid(2027)) },
  },
  {
    first: 'duplicate-payment',
    second: 'already-annulled',
    given: [registered, paid(2026), paid(2027), corrected('paid-2026')],
    when: corrected('paid-2026', paid(2027)),
    then: { when: corrected('paid-2026', paid(2028)) },
  },
  {
    first: 'year-outside-pack',
    second: 'replacement-type-differs',
    given: [registered, dead],
    when: corrected('death', paid(1999)),
    then: { when: corrected('death', paid(2026)) },
  },
  {
    first: 'already-annulled',
    second: 'replacement-type-differs',
    given: [registered, paid(2026), corrected('paid-2026')],
    when: corrected('paid-2026', granted('newborn')),
    then: { given: [registered, paid(2026)] },
  },
];

describe('of two refusals that apply together the first of the list is given', () => {
  test.each(pairs)('$first before $second', ({ first, second: next, then, ...attempt }) => {
    expect(REFUSAL_CODES.indexOf(first)).toBeLessThan(REFUSAL_CODES.indexOf(next));
    given(attempt).when(withoutId(attempt.when)).thenRefused(first);
    const mended = { ...attempt, ...then };
    given(mended).when(withoutId(mended.when)).thenRefused(next);
  });

  test('every refusal takes part in one of these pairs', () => {
    const tried = new Set(pairs.flatMap(({ first, second: next }) => [first, next]));
    expect(REFUSAL_CODES.filter((code) => !tried.has(code))).toEqual(['unknown-pack']);
  });
});

function withoutId({ id: _id, ...fact }: Told): Told {
  return fact;
}
