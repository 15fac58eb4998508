import type { CivilDate } from '../../calendar/civil-date.js';
import type { FactOf } from '../../events.js';
import { fen, type Fen } from '../../fen.js';
import { type Enrolment, enrolmentOf } from '../enrolment.js';
import { claimsByService, inSettlementOrder } from './claims.js';
import { isAfterDeath, type Member, rulesOn } from '../member/member.js';
import { limited } from './amount.js';
import { baseCeilingOn, unlimitedBy } from './base-ceiling.js';
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

/**
 * When the major-illness payments for the services of a year first exceed base ceiling − penalty applied, the credit
 * was used. `creditUsedFen` on a claim decides for that claim. At most one reset per year of service, none after death.
 *
 * @clause 国办发〔2024〕38号 二(三): whoever draws on the raised ceiling loses the accumulated zero-claim credit (R20).
 */
export function creditUseOf(
  member: Member,
  enrolments: readonly Enrolment[],
  penalty: readonly Dated<Fen | null>[],
): CreditUse {
  if (!member.claims.some(mayUseCredit)) return noUse;
  const resets: Reset[] = [];
  const differing: CivilDate[] = [];
  for (const { year, claims } of claimsByService(member)) {
    if (!claims.some(mayUseCredit)) continue;
    const list = inSettlementOrder(claims);
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
  if (resets.length > 1) resets.sort((a, b) => (a.on === b.on ? a.year - b.year : a.on < b.on ? -1 : 1));
  return { resets, differing };
}

const noUse: CreditUse = { resets: [], differing: [] };

/** A claim without a payment of major-illness insurance uses no credit, unless it says so. */
function mayUseCredit({ data }: FactOf<'ClaimSettled'>): boolean {
  return data.majorIllnessFen > 0 || data.creditUsedFen !== undefined;
}

/** The line of a year: an amount; null where nothing is limited; undefined where the base ceiling is unknown. */
function lineOf(
  member: Member,
  enrolments: readonly Enrolment[],
  penalty: readonly Dated<Fen | null>[],
  year: number,
): Fen | null | undefined {
  const enrolment = enrolmentOf(enrolments, year);
  if (enrolment?.isUnderRules !== true) return null;
  const { startsOn } = enrolment;
  const base = baseCeilingOn(member, startsOn);
  if (base === null || unlimitedBy(member, startsOn) !== undefined) return null;
  const lowered = valueOn<Fen | null>(penalty, startsOn, fen(0));
  if (base === undefined || lowered === null) return undefined;
  return fen(base - limited(lowered, rulesOn(member, startsOn)['penalty.limit'], base));
}
