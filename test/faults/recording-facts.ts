import type { FactType } from '#libs/enrollment';

/** A fact as it is sent; its type is among its fields, or said beside it. */
export type Body = Readonly<Record<string, unknown>>;

/** A fact and whom it is about; `corrects` is the number of the member's event. */
type FactOfMember = Body & { readonly member: string; readonly corrects?: number };

const registered: Body = { type: 'MemberRegistered', region: '359901', liableFrom: '2020-01-01' };

function premium(coverageYear: number, paidOn: string): Body {
  return { type: 'PremiumPaid', coverageYear, paidOn, amountFen: 40_000 };
}

const claim: Body = {
  type: 'ClaimSettled',
  claimId: 'C-1',
  servedOn: '2027-07-02',
  settledOn: '2027-07-15',
  pooledFundFen: 350_000,
  majorIllnessFen: 0,
  medicalAidFen: 0,
};

/** What the prepared ledger knows of each member, in order. */
export const HISTORIES: Readonly<Record<string, readonly Body[]>> = {
  'P-0001': [registered],
  'P-0002': [registered, premium(2027, '2026-11-20')],
  'P-0003': [registered, { type: 'SpecialStatusGranted', status: 'medical-aid', from: '2026-01-01' }],
  'P-0004': [registered, premium(2027, '2026-11-20'), claim],
  'P-0005': [
    registered,
    { type: 'CoverageLapsed', coverageYear: 2026, lapsedOn: '2026-02-28', asserted: true },
  ],
  'P-0006': [registered, premium(2024, '2023-11-20'), premium(2027, '2026-11-20')],
  'P-0007': [
    registered,
    premium(2024, '2023-11-20'),
    premium(2027, '2026-11-20'),
    {
      type: 'RepairPaid',
      breakYears: [2026],
      enrolmentYear: 2027,
      paidOn: '2026-11-20',
      amountFen: 40_000,
    },
  ],
};

/** A fact of each type that the prepared ledger takes. */
export const FACTS: Readonly<Record<FactType, FactOfMember>> = {
  MemberRegistered: { member: 'P-0009', region: '359902', liableFrom: '2027-01-01' },
  SpecialStatusGranted: { member: 'P-0001', status: 'medical-aid', from: '2027-01-01' },
  SpecialStatusEnded: {
    member: 'P-0003',
    status: 'medical-aid',
    endedOn: '2027-01-01',
    corrects: 2,
  },
  PremiumPaid: { member: 'P-0001', coverageYear: 2028, paidOn: '2027-11-20', amountFen: 40_000 },
  PremiumRefunded: {
    member: 'P-0002',
    coverageYear: 2027,
    refundedOn: '2026-12-05',
    reason: 'typing-error',
    corrects: 2,
  },
  CoverageLapsed: { member: 'P-0001', coverageYear: 2026, lapsedOn: '2026-02-28', asserted: true },
  LapseRescinded: { member: 'P-0005', coverageYear: 2026, reason: 'not-liable', corrects: 2 },
  RepairPaid: {
    member: 'P-0006',
    breakYears: [2026],
    enrolmentYear: 2027,
    paidOn: '2026-11-20',
    amountFen: 40_000,
  },
  RepairRefunded: {
    member: 'P-0007',
    breakYears: [2026],
    enrolmentYear: 2027,
    refundedOn: '2026-12-20',
    reason: 'payment-reversed',
    corrects: 4,
  },
  ClaimSettled: { member: 'P-0002', ...claim, claimId: 'C-2' },
  ClaimReversed: {
    member: 'P-0004',
    claimId: 'C-1',
    reversedOn: '2027-08-01',
    reason: 'recorded-in-error',
  },
  SchemeTransferred: { member: 'P-0002', from: 'resident', to: 'employee', effectiveOn: '2027-09-01' },
  RegionTransferred: {
    member: 'P-0002',
    fromRegion: '359901',
    toRegion: '359902',
    effectiveOn: '2027-10-01',
  },
  MemberDeceased: { member: 'P-0002', diedOn: '2027-06-30' },
  OpeningBalanceDeclared: {
    member: 'P-0001',
    asOfYear: 2026,
    streakYears: 5,
    continuousCreditFen: 200_000,
    zeroClaimCreditFen: 0,
    breakPenaltyFen: 0,
    openBreakYears: [],
    paidResidentYears: 12,
  },
  FactCorrected: {
    member: 'P-0002',
    corrects: 2,
    reason: 'typing-error',
    replacement: premium(2027, '2026-12-20'),
  },
};
