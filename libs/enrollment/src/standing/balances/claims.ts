import { yearOf } from '../../calendar/civil-date.js';
import type { FactOf } from '../../events.js';
import { isBeforeOpening, type Member } from '../member/member.js';

/** The resident claims for the services of one year, in the order in which they count. */
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
  return [...years].map(([year, claims]) => ({ year, claims: claims.sort(bySettlement) }));
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
