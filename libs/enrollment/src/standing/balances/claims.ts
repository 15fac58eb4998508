import { yearOf } from '../../calendar/civil-date.js';
import type { FactOf } from '../../events.js';
import { isBeforeOpening, type Member, rulesOn } from '../member/member.js';

/** The resident claims of one year, in the order in which they count. */
interface ClaimYear {
  readonly year: number;
  readonly claims: FactOf<'ClaimSettled'>[];
}

/** Resident claims by year. The years are so few that looking through them costs less than a hash. */
export class ClaimsByYear {
  constructor(readonly years: readonly ClaimYear[]) {}

  /** The claims of a year, if there are any. */
  get(year: number): readonly FactOf<'ClaimSettled'>[] | undefined {
    return claimsOf(this.years, year);
  }
}

function claimsOf(years: readonly ClaimYear[], year: number): FactOf<'ClaimSettled'>[] | undefined {
  for (const each of years) if (each.year === year) return each.claims;
  return undefined;
}

const noClaims = new ClaimsByYear([]);

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
  const years: ClaimYear[] = [];
  for (const claim of member.claims) {
    const { scheme } = claim.data;
    if (scheme !== undefined && scheme !== 'resident') continue;
    const year = yearOfClaim(claim.data);
    if (isBeforeOpening(member, year)) continue;
    const claims = claimsOf(years, year);
    if (claims === undefined) years.push({ year, claims: [claim] });
    else claims.push(claim);
  }
  for (const { claims } of years) if (!areInOrder(claims)) claims.sort(bySettlement);
  return new ClaimsByYear(years);
}

/** As they nearly always arrive; to see that costs less than to sort. */
function areInOrder(claims: readonly FactOf<'ClaimSettled'>[]): boolean {
  let previous: FactOf<'ClaimSettled'> | undefined;
  for (const claim of claims) {
    if (previous !== undefined && bySettlement(previous, claim) > 0) return false;
    previous = claim;
  }
  return true;
}

function bySettlement(a: FactOf<'ClaimSettled'>, b: FactOf<'ClaimSettled'>): number {
  if (a.data.settledOn !== b.data.settledOn) return a.data.settledOn < b.data.settledOn ? -1 : 1;
  return a.data.claimId < b.data.claimId ? -1 : 1;
}
