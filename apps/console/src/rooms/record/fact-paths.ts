import type { FactType } from '#libs/enrollment';
import type { PostPath } from '../../api/client.js';

/** Where each fact is posted; a path that the API does not have does not compile. */
export const FACT_PATHS = {
  MemberRegistered: '/v1/members',
  SpecialStatusGranted: '/v1/members/{member}/special-statuses',
  SpecialStatusEnded: '/v1/members/{member}/special-status-ends',
  PremiumPaid: '/v1/members/{member}/premium-payments',
  PremiumRefunded: '/v1/members/{member}/premium-refunds',
  CoverageLapsed: '/v1/members/{member}/lapses',
  LapseRescinded: '/v1/members/{member}/lapse-rescissions',
  RepairPaid: '/v1/members/{member}/repair-payments',
  RepairRefunded: '/v1/members/{member}/repair-refunds',
  ClaimSettled: '/v1/members/{member}/claims',
  ClaimReversed: '/v1/members/{member}/claim-reversals',
  SchemeTransferred: '/v1/members/{member}/scheme-transfers',
  RegionTransferred: '/v1/members/{member}/region-transfers',
  MemberDeceased: '/v1/members/{member}/deaths',
  OpeningBalanceDeclared: '/v1/members/{member}/opening-balances',
  FactCorrected: '/v1/members/{member}/corrections',
} as const satisfies Readonly<Record<FactType, PostPath>>;
