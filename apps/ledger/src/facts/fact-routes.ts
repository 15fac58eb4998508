import type { FactType } from '#libs/enrollment';

/** The route of each event; a new event without one does not compile (docs/api.md, facts in). */
export const FACT_ROUTES: Readonly<Record<FactType, string>> = {
  MemberRegistered: 'members',
  SpecialStatusGranted: 'members/:member/special-statuses',
  SpecialStatusEnded: 'members/:member/special-status-ends',
  PremiumPaid: 'members/:member/premium-payments',
  PremiumRefunded: 'members/:member/premium-refunds',
  CoverageLapsed: 'members/:member/lapses',
  LapseRescinded: 'members/:member/lapse-rescissions',
  RepairPaid: 'members/:member/repair-payments',
  RepairRefunded: 'members/:member/repair-refunds',
  ClaimSettled: 'members/:member/claims',
  ClaimReversed: 'members/:member/claim-reversals',
  SchemeTransferred: 'members/:member/scheme-transfers',
  RegionTransferred: 'members/:member/region-transfers',
  MemberDeceased: 'members/:member/deaths',
  OpeningBalanceDeclared: 'members/:member/opening-balances',
  FactCorrected: 'members/:member/corrections',
};

/** What a claims system may append; every other fact takes a caseworker. */
export const CLAIM_FACTS: readonly FactType[] = ['ClaimSettled', 'ClaimReversed'];

/** What each event says, for the documentation of its route. */
export const FACT_SUMMARIES: Readonly<Record<FactType, string>> = {
  MemberRegistered: 'Register a member',
  SpecialStatusGranted: 'A member joins a special group',
  SpecialStatusEnded: 'A member leaves a special group',
  PremiumPaid: 'A premium for a coverage year arrived',
  PremiumRefunded: 'A premium was refunded: that payment counts no more',
  CoverageLapsed: 'The window of a coverage year closed with nothing paid',
  LapseRescinded: 'A recorded lapse must not count',
  RepairPaid: 'Break years were repaired by a payment',
  RepairRefunded: 'A repair was refunded: it counts no more',
  ClaimSettled: 'A claim was settled: what each fund paid',
  ClaimReversed: 'A claim counts no more',
  SchemeTransferred: 'A member changes between schemes',
  RegionTransferred: 'A member moves to another region',
  MemberDeceased: 'A member died',
  OpeningBalanceDeclared: 'Balances taken over from an older system',
  FactCorrected: 'Annul any fact, or replace it, as if from the start',
};
