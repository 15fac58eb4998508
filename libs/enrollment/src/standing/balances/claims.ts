import { yearOf } from '../../calendar/civil-date.js';
import type { FactOf } from '../../events.js';
import { isBeforeOpening, type Member, rulesOn } from '../member/member.js';

/** Resident claims by year, in the order in which they count. */
export type ClaimsByYear = ReadonlyMap<number, readonly FactOf<'ClaimSettled'>[]>;

const noClaims: ClaimsByYear = new Map();

/** The resident claims of each year of service. */
export function claimsByService(member: Member): ClaimsByYear {
  return claimsBy(member, ({ servedOn }) => yearOf(servedOn));
}

/** The resident claims of each year that they may spoil: by R17 the year of service or of settlement. */
export function claimsByZeroClaimYear(member: Member, byService: ClaimsByYear): ClaimsByYear {
  const isBySettlement = ({ servedOn }: Claim): boolean =>
    rulesOn(member, servedOn).readings.R17 === 'settled';
  if (!member.claims.some(({ data }) => isBySettlement(data))) return byService;
  return claimsBy(member, (claim) => yearOf(isBySettlement(claim) ? claim.settledOn : claim.servedOn));
}

type Claim = FactOf<'ClaimSettled'>['data'];

function claimsBy(member: Member, yearOfClaim: (claim: Claim) => number): ClaimsByYear {
  if (member.claims.length === 0) return noClaims;
  const years = new Map<number, FactOf<'ClaimSettled'>[]>();
  for (const claim of member.claims) {
    const { scheme } = claim.data;
    if (scheme !== undefined && scheme !== 'resident') continue;
    const year = yearOfClaim(claim.data);
    if (isBeforeOpening(member, year)) continue;
    const list = years.get(year);
    if (list === undefined) years.set(year, [claim]);
    else list.push(claim);
  }
  for (const list of years.values()) if (list.length > 1) list.sort(bySettlement);
  return years;
}

function bySettlement(a: FactOf<'ClaimSettled'>, b: FactOf<'ClaimSettled'>): number {
  if (a.data.settledOn !== b.data.settledOn) return a.data.settledOn < b.data.settledOn ? -1 : 1;
  return a.data.claimId < b.data.claimId ? -1 : 1;
}
