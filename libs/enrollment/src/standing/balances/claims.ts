import { yearOf } from '../../calendar/civil-date.js';
import type { FactOf } from '../../events.js';
import { isBeforeOpening, type Member } from '../member/member.js';

/** The resident claims for the services of one year, as they were given. */
export interface ClaimYear {
  readonly year: number;
  readonly claims: readonly FactOf<'ClaimSettled'>[];
}

/** The resident claims of each examined year of service, the years in the order of their first claim given. */
export function claimsByService(member: Member): readonly ClaimYear[] {
  const years = new Map<number, FactOf<'ClaimSettled'>[]>();
  for (const claim of member.claims) {
    const year = yearOf(claim.data.servedOn);
    if (!isResidentClaim(claim) || isBeforeOpening(member, year)) continue;
    const claims = years.get(year);
    if (claims === undefined) years.set(year, [claim]);
    else claims.push(claim);
  }
  return [...years].map(([year, claims]) => ({ year, claims }));
}

/** Claims in the order in which they count. They mostly come in it: then nothing is sorted. */
export function inSettlementOrder(
  claims: readonly FactOf<'ClaimSettled'>[],
): readonly FactOf<'ClaimSettled'>[] {
  let before: FactOf<'ClaimSettled'> | undefined;
  for (const claim of claims) {
    if (before !== undefined && bySettlement(before, claim) >= 0) return [...claims].sort(bySettlement);
    before = claim;
  }
  return claims;
}

/** True for a claim of resident insurance. */
export function isResidentClaim({ data: { scheme } }: FactOf<'ClaimSettled'>): boolean {
  return scheme === undefined || scheme === 'resident';
}

/** The order in which claims count. */
export function bySettlement(a: FactOf<'ClaimSettled'>, b: FactOf<'ClaimSettled'>): number {
  if (a.data.settledOn !== b.data.settledOn) return a.data.settledOn < b.data.settledOn ? -1 : 1;
  return a.data.claimId < b.data.claimId ? -1 : 1;
}
