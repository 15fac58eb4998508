import type { FactType } from '#libs/enrollment';

const source = (document: string): object => ({ source: { system: 'tax-359901', document } });
const anEvent = '7d1c0e52-9a3b-5c4d-8e6f-0a1b2c3d4e5f';

/** One body a route as a newcomer may send it; a test reads each with the core's own reader. */
export const FACT_EXAMPLES: Readonly<Record<FactType, object>> = {
  MemberRegistered: {
    member: 'P-1001',
    region: '359901',
    liableFrom: '2025-01-01',
    ...source('HJ202501010001'),
  },
  SpecialStatusGranted: { status: 'medical-aid', from: '2028-01-01', ...source('MZ202801010001') },
  SpecialStatusEnded: { status: 'medical-aid', endedOn: '2029-01-01', ...source('MZ202901010001') },
  PremiumPaid: { coverageYear: 2028, paidOn: '2027-11-20', amountFen: 40000, ...source('TX202711200123') },
  PremiumRefunded: {
    coverageYear: 2028,
    refundedOn: '2027-12-05',
    reason: 'typing-error',
    corrects: anEvent,
    ...source('TX202712050007'),
  },
  CoverageLapsed: { coverageYear: 2025, lapsedOn: '2025-02-28', ...source('YC2025-0001') },
  LapseRescinded: {
    coverageYear: 2025,
    reason: 'not-liable',
    corrects: anEvent,
    ...source('YC2025-0001-R'),
  },
  RepairPaid: {
    breakYears: [2027],
    enrolmentYear: 2028,
    paidOn: '2028-02-10',
    amountFen: 40000,
    ...source('TX202802100031'),
  },
  RepairRefunded: {
    breakYears: [2027],
    enrolmentYear: 2028,
    refundedOn: '2028-02-20',
    reason: 'payment-reversed',
    corrects: anEvent,
    ...source('TX202802200009'),
  },
  ClaimSettled: {
    claimId: 'C-2028-000123',
    servedOn: '2028-07-02',
    settledOn: '2028-07-15',
    pooledFundFen: 350000,
    majorIllnessFen: 0,
    medicalAidFen: 0,
    ...source('JS202807150123'),
  },
  ClaimReversed: {
    claimId: 'C-2028-000123',
    reversedOn: '2028-08-01',
    reason: 'recorded-in-error',
    ...source('JS202808010005'),
  },
  SchemeTransferred: {
    from: 'resident',
    to: 'employee',
    effectiveOn: '2028-09-01',
    ...source('ZG202809010044'),
  },
  RegionTransferred: {
    fromRegion: '359901',
    toRegion: '359902',
    effectiveOn: '2028-10-01',
    ...source('ZY202810010002'),
  },
  MemberDeceased: { diedOn: '2030-06-30', ...source('HJ203006300001') },
  OpeningBalanceDeclared: {
    asOfYear: 2026,
    streakYears: 5,
    continuousCreditFen: 200000,
    zeroClaimCreditFen: 0,
    breakPenaltyFen: 0,
    openBreakYears: [],
    paidResidentYears: 12,
    ...source('QC2026-0001'),
  },
  FactCorrected: { corrects: anEvent, reason: 'recorded-in-error', ...source('GZ202801150001') },
};
