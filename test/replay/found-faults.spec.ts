import { civilDate, derive, explain, readFact, standingOn } from '#libs/enrollment';
import { givenUnder, refusalOf, type Told } from './given.js';
import { bookUnder } from './sample-policy.js';

const registered: Told = { id: 'member', type: 'MemberRegistered', liableFrom: '2020-01-01' };
const paid = (coverageYear: number, id = `paid-${String(coverageYear)}`): Told => ({
  id,
  type: 'PremiumPaid',
  coverageYear,
  paidOn: `${String(coverageYear - 1)}-10-15`,
});
const corrected = (id: string, corrects: string, replacement?: object): Told => ({
  id,
  type: 'FactCorrected',
  corrects,
  ...(replacement === undefined ? {} : { replacement }),
});
const told = (corrects: string, replacement?: object): object => {
  const { id: _id, ...body } = corrected('', corrects, replacement);
  return body;
};

test('the replacement inside a replaced correction is checked like a new fact', () => {
  const { id: _id, ...registration } = registered;
  givenUnder('national')(registered, corrected('c', 'member', { ...registration, liableFrom: '2021-01-01' }))
    .when({
      type: 'FactCorrected',
      corrects: 'c',
      replacement: told('member', { ...registration, region: '123456' }),
    })
    .thenRefused('unknown-region');
});

test('corrections that would name each other in a circle are refused', () => {
  givenUnder('national')(
    registered,
    paid(2026),
    corrected('az', 'paid-2026'),
    corrected('ay', 'az'),
    corrected('x', 'ay'),
  )
    .when({ type: 'FactCorrected', corrects: 'az', replacement: told('x') })
    .thenRefused('unknown-event');
});

test('an event never has two live corrections', () => {
  givenUnder('national')(
    registered,
    paid(2026),
    corrected('c1', 'paid-2026'),
    corrected('c2', 'c1'),
    corrected('c3', 'paid-2026'),
  )
    .when({ type: 'FactCorrected', corrects: 'c2' })
    .thenRefused('already-annulled');
});

test.each([2198, 2199])('a question about %i, the end of the calendar, has an answer', (year) => {
  const { facts } = givenUnder('national')(registered);
  const history = derive(facts, bookUnder('national'), { throughYear: year });
  expect(standingOn(history!, civilDate(`${String(year)}-12-31`))).toMatchObject({ covered: 'none' });
});

test('a payment for 2201 made in 2199 is refused with a code', () => {
  const error = refusalOf(() =>
    givenUnder('national')(registered, { type: 'PremiumPaid', coverageYear: 2201, paidOn: '2199-10-15' }),
  );
  expect(error.code).toBe('window-not-open');
});

test('the result of a wait taken over from an older system shows no months, as the standing does', () => {
  const { facts } = givenUnder('national')(
    registered,
    {
      type: 'OpeningBalanceDeclared',
      asOfYear: 2026,
      streakYears: 0,
      continuousCreditFen: 0,
      zeroClaimCreditFen: 0,
      breakPenaltyFen: 0,
      benefitsFrom: '2027-03-01',
    },
    paid(2027),
  );
  const question = { on: civilDate('2027-01-15'), field: 'waiting' } as const;
  expect(explain(facts, bookUnder('national'), question)?.steps.at(-1)?.value).toBeNull();
});

test('of a set in which one fact decides alone, the others are still cited as a set', () => {
  const { facts } = givenUnder('national')(
    registered,
    paid(2026),
    { id: 'job', type: 'SchemeTransferred', from: 'resident', to: 'employee', effectiveOn: '2026-03-01' },
    { id: 'left', type: 'SchemeTransferred', from: 'employee', to: 'none', effectiveOn: '2026-06-01' },
    paid(2028),
  );
  const question = { on: civilDate('2028-02-01'), field: 'waiting' } as const;
  const run = explain(facts, bookUnder('national'), question)?.steps.find(({ id }) => id === 'breakRun:2028');
  // Without both of them 2026 is a break year too, and the wait a month longer.
  expect(run?.anyOf).toEqual([['job', 'paid-2026']]);
});

test.each(['电话13812345678', '身份证11010519491231002X'])(
  'a number beside Chinese text is seen: %s',
  (channel) => {
    const input = { type: 'PremiumPaid', coverageYear: 2026, paidOn: '2025-10-15', amountFen: 1, channel };
    expect(refusalOf(() => readFact(input, 'request')).code).toBe('personal-identifier');
  },
);

test('a phone number typed as a date is not repeated by the refusal', () => {
  const { message } = refusalOf(() => readFact({ type: 'MemberDeceased', diedOn: '13812345678' }, 'request'));
  expect(message).not.toContain('138123');
});

test('a move to the region that the member is in is malformed before it is anything else', () => {
  givenUnder('national')(registered, { type: 'MemberDeceased', diedOn: '2026-05-01' })
    .when({ type: 'RegionTransferred', fromRegion: '359901', toRegion: '359901', effectiveOn: '2026-05-02' })
    .thenRefused('malformed-request');
});

test('restoring a refunded payment beside the one that took its place is a duplicate payment', () => {
  givenUnder('national')(
    registered,
    paid(2026),
    { id: 'refund', type: 'PremiumRefunded', coverageYear: 2026, refundedOn: '2025-11-01' },
    paid(2026, 'again'),
  )
    .when({ type: 'FactCorrected', corrects: 'refund' })
    .thenRefused('duplicate-payment');
});

test('an explanation does not depend on the order in which facts arrived', () => {
  const { facts } = givenUnder('national')(
    registered,
    { id: 'b', type: 'CoverageLapsed', coverageYear: 2026, lapsedOn: '2026-01-01', asserted: true },
    { id: 'a', type: 'CoverageLapsed', coverageYear: 2027, lapsedOn: '2027-01-01', asserted: true },
  );
  const question = { on: civilDate('2029-01-01'), field: 'breakYears' } as const;
  const reversed = [...facts].reverse();
  expect(explain(reversed, bookUnder('national'), question)).toEqual(
    explain(facts, bookUnder('national'), question),
  );
});

test('a payment that was corrected and then refunded counts no more', () => {
  const events = [
    registered,
    paid(2026),
    corrected('a-correction', 'paid-2026', { type: 'PremiumPaid', coverageYear: 2026, paidOn: '2025-11-15' }),
  ];
  const refund = { id: 'refund', type: 'PremiumRefunded', coverageYear: 2026, refundedOn: '2025-12-01' };
  const covered = (told: readonly Told[]): string => {
    const history = derive(givenUnder('national')(...told).facts, bookUnder('national'), {
      throughYear: 2026,
    });
    return standingOn(history!, civilDate('2026-06-01')).covered;
  };
  expect(covered(events)).toBe('resident');
  expect(covered([...events, refund])).toBe('none');
});
