import { type CivilDate, yearOf } from '../calendar/civil-date.js';
import type { FactOf } from '../events.js';
import { fen, type Fen } from '../fen.js';
import type { Enrolment } from './enrolment.js';
import { isAfterDeath, isBeforeOpening, type Member, regionOn, rulesOn } from './member.js';
import { limitFen } from './ceiling-limit.js';
import { type Dated, valueOn } from './series.js';

/** A settlement by which the raised part of the ceiling was used, or, where nobody can say, may have been. */
export interface Reset {
  readonly on: CivilDate;
  /** Year of service. */
  readonly year: number;
  /** The claims that together passed the line; the last one did. */
  readonly eventIds: readonly string[];
  /** False where the base ceiling is unknown and nothing was asserted. */
  readonly isCertain: boolean;
}

/** What the settlements of a member say about the use of credit. */
export interface CreditUse {
  readonly resets: readonly Reset[];
  /** Days of settlements that assert something else than the computed answer. */
  readonly differing: readonly CivilDate[];
}

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

/**
 * When the major-illness payments for the services of a year first exceed base ceiling − penalty applied, the credit
 * was used. `creditUsedFen` on a claim decides for that claim. At most one reset per year of service, none after death.
 *
 * @clause 国办发〔2024〕38号 二(三): whoever draws on the raised ceiling loses the accumulated zero-claim credit (R20).
 */
export function creditUseOf(
  member: Member,
  claims: ClaimsByYear,
  enrolments: readonly Enrolment[],
  penalty: readonly Dated<Fen>[],
): CreditUse {
  const resets: Reset[] = [];
  const differing: CivilDate[] = [];
  for (const [year, list] of claims) {
    const line = lineOf(member, enrolments, penalty, year);
    let paid = 0;
    let certain = false;
    let uncertain = false;
    const counted: string[] = [];
    for (const { id, data } of list) {
      paid += data.majorIllnessFen;
      counted.push(id);
      const computed = typeof line === 'number' ? data.majorIllnessFen > 0 && paid > line : undefined;
      const asserted = data.creditUsedFen === undefined ? undefined : data.creditUsedFen > 0;
      if (asserted !== undefined && computed !== undefined && asserted !== computed)
        differing.push(data.settledOn);
      const isUsed = asserted ?? (data.majorIllnessFen > 0 ? computed : false);
      const mayBeUsed = isUsed === undefined && line === undefined && !uncertain;
      if ((isUsed !== true && !mayBeUsed) || certain || isAfterDeath(member, data.settledOn)) continue;
      const eventIds = asserted === true ? [id] : [...counted];
      resets.push({ on: data.settledOn, year, eventIds, isCertain: isUsed === true });
      if (isUsed === true) certain = true;
      else uncertain = true;
    }
  }
  resets.sort((a, b) => (a.on === b.on ? a.year - b.year : a.on < b.on ? -1 : 1));
  return { resets, differing };
}

/** The line of a year: an amount; null where nothing is limited; undefined where the base ceiling is unknown. */
function lineOf(
  member: Member,
  enrolments: readonly Enrolment[],
  penalty: readonly Dated<Fen>[],
  year: number,
): Fen | null | undefined {
  const enrolment = enrolments.find((each) => each.year === year && each.isUnderRules);
  if (enrolment === undefined) return null;
  const { startsOn } = enrolment;
  const base = member.book.baseCeilingFen(regionOn(member, startsOn), year);
  if (base === null || base === undefined) return base;
  const limit = limitFen(rulesOn(member, startsOn)['penalty.limit'], base);
  return fen(base - Math.min(valueOn(penalty, startsOn, 0 as Fen), limit));
}

function bySettlement(a: FactOf<'ClaimSettled'>, b: FactOf<'ClaimSettled'>): number {
  if (a.data.settledOn !== b.data.settledOn) return a.data.settledOn < b.data.settledOn ? -1 : 1;
  return a.data.claimId < b.data.claimId ? -1 : 1;
}
