import { type FactType, HYPOTHETICAL_ID, REASONS, SCHEMES, STATUSES, TRANSFER_SIDES } from './events.js';
import { FACT_FIELDS, FACT_TYPES, type Field } from './fact-fields.js';

/**
 * The fields of docs/events.md in one line for each event: name and kind; `?` may always be left out, `~` in cases. A star
 * marks the field whose day is the event's own.
 */
const documented: Readonly<Record<FactType, string>> = {
  MemberRegistered: 'region:region liableFrom*:date bornOn?:date',
  SpecialStatusGranted: 'status:status from*:date until?:date',
  SpecialStatusEnded: 'status:status endedOn*:date corrects?:event-id',
  PremiumPaid: 'coverageYear:year paidOn*:date amountFen~:amount channel?:text',
  PremiumRefunded: 'coverageYear:year refundedOn*:date reason~:reason corrects~:event-id',
  CoverageLapsed: 'coverageYear:year lapsedOn*:date asserted?:flag',
  LapseRescinded: 'coverageYear:year reason~:reason corrects~:event-id',
  RepairPaid: 'breakYears:years enrolmentYear:year paidOn*:date amountFen~:amount',
  RepairRefunded: 'breakYears:years enrolmentYear:year refundedOn*:date reason~:reason corrects~:event-id',
  ClaimSettled:
    'claimId:identifier servedOn:date settledOn*:date scheme?:scheme pooledFundFen:amount majorIllnessFen:amount medicalAidFen:amount creditUsedFen?:amount',
  ClaimReversed: 'claimId:identifier reversedOn*:date reason~:reason',
  SchemeTransferred: 'from:transfer-side to:transfer-side effectiveOn*:date reason?:text',
  RegionTransferred: 'fromRegion~:region toRegion:region effectiveOn*:date',
  MemberDeceased: 'diedOn*:date',
  OpeningBalanceDeclared:
    'asOfYear:year streakYears:count continuousCreditFen:amount zeroClaimCreditFen:amount breakPenaltyFen:amount openBreakYears~:years benefitsFrom?:date paidResidentYears~:count',
  FactCorrected: 'corrects:event-id reason~:reason replacement?:replacement',
};

const marks = { always: '?', 'in-cases': '~', never: '' };

test.each(FACT_TYPES)('%s has the fields of its page', (type) => {
  const { fields, own } = FACT_FIELDS[type];
  const listed: readonly [string, Field][] = Object.entries(fields);
  const said = listed.map(
    ([name, { kind, optional }]) => `${name}${name === own ? '*' : ''}${marks[optional ?? 'never']}:${kind}`,
  );
  expect(said.join(' ')).toBe(documented[type]);
});

test('the events come in the order of their pages', () => {
  expect(FACT_TYPES).toEqual(Object.keys(documented));
});

test('what an event may name is one of a closed list', () => {
  expect(SCHEMES).toEqual(['resident', 'employee', 'other']);
  expect(TRANSFER_SIDES).toEqual([...SCHEMES, 'none']);
  expect(STATUSES.join(' ')).toBe(
    'newborn medical-aid medical-aid-new low-income returned-recruit lapsed-employee discharged-soldier soldier-dependant released-prisoner transferred-soldier new-student new-household residence-permit freshman',
  );
  expect(REASONS.join(' ')).toBe(
    'typing-error late-arrival payment-reversed decision-overturned rule-misapplied not-liable recorded-in-error',
  );
});

test('a fact that is only tried out sorts after every real one', () => {
  const ids = [
    HYPOTHETICAL_ID,
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    '00000000-0000-0000-0000-000000000000',
  ];
  expect(ids.sort().at(-1)).toBe(HYPOTHETICAL_ID);
});
