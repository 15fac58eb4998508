import { type CivilDate, civilDayOfInstant } from '../../calendar/civil-date.js';
import type { Fact, FactOf } from '../../events.js';
import { ownDayOfFact } from '../../own-day.js';

/** The facts of a member by what they say, in the order in which they are given. */
export interface FactGroups {
  readonly registrations: FactOf<'MemberRegistered'>[];
  readonly grants: FactOf<'SpecialStatusGranted'>[];
  readonly ends: FactOf<'SpecialStatusEnded'>[];
  readonly payments: FactOf<'PremiumPaid'>[];
  readonly lapses: FactOf<'CoverageLapsed'>[];
  readonly rescissions: FactOf<'LapseRescinded'>[];
  readonly repairs: FactOf<'RepairPaid'>[];
  readonly claims: FactOf<'ClaimSettled'>[];
  readonly transfers: FactOf<'SchemeTransferred'>[];
  readonly moves: FactOf<'RegionTransferred'>[];
  readonly deaths: FactOf<'MemberDeceased'>[];
  readonly openings: FactOf<'OpeningBalanceDeclared'>[];
  /** Refunds, rescissions, reversals and corrections: what they name counts no more, or otherwise. */
  readonly undoings: Fact[];
  /** True where a fact was recorded before its own day. */
  isDatedInFuture: boolean;
}

/** Groups facts in one pass. */
export function groupsOf(facts: readonly Fact[]): FactGroups {
  const groups: FactGroups = {
    registrations: [],
    grants: [],
    ends: [],
    payments: [],
    lapses: [],
    rescissions: [],
    repairs: [],
    claims: [],
    transfers: [],
    moves: [],
    deaths: [],
    openings: [],
    undoings: [],
    isDatedInFuture: false,
  };
  let isAhead = false;
  for (const fact of facts) {
    // What a member has most of comes first.
    switch (fact.type) {
      case 'PremiumPaid':
        groups.payments.push(fact);
        isAhead ||= isAfter(fact.data.paidOn, fact.recordedAt);
        break;
      case 'ClaimSettled':
        groups.claims.push(fact);
        isAhead ||= isAfter(fact.data.settledOn, fact.recordedAt);
        break;
      case 'SchemeTransferred':
        groups.transfers.push(fact);
        isAhead ||= isAfter(fact.data.effectiveOn, fact.recordedAt);
        break;
      case 'MemberRegistered':
        groups.registrations.push(fact);
        isAhead ||= isAfter(fact.data.liableFrom, fact.recordedAt);
        break;
      case 'SpecialStatusGranted':
        groups.grants.push(fact);
        isAhead ||= isAfter(fact.data.from, fact.recordedAt);
        break;
      case 'SpecialStatusEnded':
        groups.ends.push(fact);
        isAhead ||= isAfter(fact.data.endedOn, fact.recordedAt);
        break;
      case 'RepairPaid':
        groups.repairs.push(fact);
        isAhead ||= isAfter(fact.data.paidOn, fact.recordedAt);
        break;
      case 'CoverageLapsed':
        groups.lapses.push(fact);
        isAhead ||= isAfter(fact.data.lapsedOn, fact.recordedAt);
        break;
      case 'RegionTransferred':
        groups.moves.push(fact);
        isAhead ||= isAfter(fact.data.effectiveOn, fact.recordedAt);
        break;
      case 'MemberDeceased':
        groups.deaths.push(fact);
        isAhead ||= isAfter(fact.data.diedOn, fact.recordedAt);
        break;
      case 'OpeningBalanceDeclared':
        groups.openings.push(fact);
        isAhead ||= isDatedInFuture(fact, facts);
        break;
      case 'LapseRescinded':
        groups.rescissions.push(fact);
        groups.undoings.push(fact);
        isAhead ||= isDatedInFuture(fact, facts);
        break;
      case 'PremiumRefunded':
      case 'RepairRefunded':
      case 'ClaimReversed':
      case 'FactCorrected':
        groups.undoings.push(fact);
        isAhead ||= isDatedInFuture(fact, facts);
        break;
    }
  }
  groups.isDatedInFuture = isAhead;
  return groups;
}

/** True for a fact recorded before its own day; false for one that is not said when it was recorded. */
export function isDatedInFuture(fact: Fact, known: readonly Fact[]): boolean {
  const day = fact.recordedAt === undefined ? undefined : ownDayOfFact(fact, known);
  return day !== undefined && isAfter(day, fact.recordedAt);
}

function isAfter(day: CivilDate, recordedAt: string | undefined): boolean {
  // The day in China is never before that of the UTC text, so most facts need no more than the first comparison.
  return recordedAt !== undefined && day > recordedAt && day > civilDayOfInstant(recordedAt);
}
