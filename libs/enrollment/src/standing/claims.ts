import { yearOf } from '../calendar/civil-date.js';
import type { FactOf } from '../events.js';
import { isBeforeOpening, type Member, rulesOn } from './member.js';

/** Resident claims by year, in the order in which they count. */
export type ClaimsByYear = ReadonlyMap<number, readonly FactOf<'ClaimSettled'>[]>;

/** The resident claims of each year of service. */
export function claimsByService(member: Member): ClaimsByYear {
  return claimsBy(member, ({ data }) => yearOf(data.servedOn));
}

/** The resident claims of each year that they may spoil: by R17 the year of service or of settlement. */
export function claimsByZeroClaimYear(member: Member, byService: ClaimsByYear): ClaimsByYear {
  const isSettled = ({ data }: FactOf<'ClaimSettled'>): boolean =>
    rulesOn(member, data.servedOn).readings.R17 === 'settled';
  if (!member.claims.some(isSettled)) return byService;
  return claimsBy(member, (claim) => yearOf(isSettled(claim) ? claim.data.settledOn : claim.data.servedOn));
}

function claimsBy(member: Member, yearOfClaim: (claim: FactOf<'ClaimSettled'>) => number): ClaimsByYear {
  const years = new Map<number, FactOf<'ClaimSettled'>[]>();
  for (const claim of member.claims) {
    if ((claim.data.scheme ?? 'resident') !== 'resident') continue;
    const year = yearOfClaim(claim);
    if (isBeforeOpening(member, year)) continue;
    const list = years.get(year) ?? [];
    list.push(claim);
    years.set(year, list);
  }
  for (const list of years.values()) list.sort(bySettlement);
  return years;
}

function bySettlement(a: FactOf<'ClaimSettled'>, b: FactOf<'ClaimSettled'>): number {
  if (a.data.settledOn !== b.data.settledOn) return a.data.settledOn < b.data.settledOn ? -1 : 1;
  return a.data.claimId < b.data.claimId ? -1 : 1;
}
