import {
  type CivilDate,
  derive,
  type Fact,
  type FactBody,
  type FactOf,
  type FactType,
  ownDay,
  type PolicyBook,
  yearOf,
} from '#libs/enrollment';
import { includesRegion, type RegionScope } from '../scope.js';
import type { RegionStay } from './member-answers.js';

/** What a scope may see of a member. */
export interface Visibility {
  /** First day of which nothing is shown: the member has moved away for good; null: everything is shown. */
  readonly hiddenFrom: CivilDate | null;
  /** The region that it left on that day; null where it left none. */
  readonly leftRegion: string | null;
}

const everythingShown: Visibility = { hiddenFrom: null, leftRegion: null };

/**
 * What a scope may see: a member is visible to every region in its history, but facts after a move only to the later
 * region (docs/api.md §8). Undefined where the scope may see nothing.
 */
export function visibilityOf(
  facts: readonly Fact[],
  book: PolicyBook,
  scope: RegionScope,
): Visibility | undefined {
  if (scope.regions === 'all') return everythingShown;
  const last = staysOf(facts, book).findLast(({ region }) => includesRegion(scope, region));
  if (last === undefined) return undefined;
  return last.until === null ? everythingShown : { hiddenFrom: last.until, leftRegion: last.region };
}

/** True where a fact of the member is shown: its own day, or that of the fact it undoes, is not hidden. */
export function isShown(fact: Fact, known: readonly Fact[], { hiddenFrom, leftRegion }: Visibility): boolean {
  if (hiddenFrom === null) return true;
  if (fact.type === 'RegionTransferred' && fact.data.effectiveOn === hiddenFrom) {
    // The move itself is the last that the region left behind sees of the member.
    return fact.data.fromRegion === leftRegion;
  }
  const day = subjectDay({ type: fact.type, ...fact.data } as FactBody, known);
  return day !== undefined && day < hiddenFrom;
}

/** True where a scope that sees so much of a member may record a fact about it. */
export function mayRecord(body: FactBody, known: readonly Fact[], { hiddenFrom }: Visibility): boolean {
  if (hiddenFrom === null) return true;
  // A claim settles late: what counts is that the service was given while the member was there.
  const day = body.type === 'ClaimSettled' ? body.servedOn : subjectDay(body, known);
  return day === undefined || day < hiddenFrom;
}

/** The day of what a fact is about: of an undoing fact, that of the fact it undoes. */
function subjectDay(body: FactBody, known: readonly Fact[]): CivilDate | undefined {
  const target = undoneFact(body, known);
  return target === undefined
    ? ownDay(body, known)
    : ownDay({ type: target.type, ...target.data } as FactBody, known);
}

function undoneFact(body: FactBody, known: readonly Fact[]): Fact | undefined {
  switch (body.type) {
    case 'PremiumRefunded':
    case 'RepairRefunded':
    case 'LapseRescinded':
    case 'FactCorrected':
      return known.find(({ id }) => id === body.corrects);
    case 'ClaimReversed':
      return known.find(
        (fact): fact is FactOf<'ClaimSettled'> =>
          fact.type === 'ClaimSettled' && fact.data.claimId === body.claimId,
      );
    case 'MemberRegistered':
    case 'SpecialStatusGranted':
    case 'SpecialStatusEnded':
    case 'PremiumPaid':
    case 'CoverageLapsed':
    case 'RepairPaid':
    case 'ClaimSettled':
    case 'SchemeTransferred':
    case 'RegionTransferred':
    case 'MemberDeceased':
    case 'OpeningBalanceDeclared':
      return undefined;
  }
}

/** The types that may change where a member is, beside its one registration. */
const MOVING: readonly FactType[] = ['RegionTransferred', 'FactCorrected'];

/** True where what is known of a member's place may be another one with this fact. */
export function mayPlace({ type }: Fact): boolean {
  return type === 'MemberRegistered' || MOVING.includes(type);
}

/** The regions of a member in order; where its registration counts no more, those that it was registered in. */
export function staysOf(facts: readonly Fact[], book: PolicyBook): readonly RegionStay[] {
  const registrations = facts.filter((fact) => fact.type === 'MemberRegistered');
  const [first] = registrations;
  if (first === undefined) return [];
  const isSettled = registrations.length === 1 && !facts.some(({ type }) => MOVING.includes(type));
  if (isSettled) return [{ region: first.data.region, from: null, until: null }];
  const history = derive(facts, book, { throughYear: yearOf(first.data.liableFrom) });
  if (history !== undefined) {
    return history.member.regions.map(({ region, from, until }) => ({ region, from, until }));
  }
  return registrations.map(({ data }) => ({ region: data.region, from: data.liableFrom, until: null }));
}
