import { bodyOf, type Fact, factOf, type FactOf, type FactType } from './events.js';

/** An event that undoes or replaces another one, as it stands after its own corrections. */
type Undoing =
  FactOf<'FactCorrected'> | FactOf<'PremiumRefunded'> | FactOf<'RepairRefunded'> | FactOf<'LapseRescinded'>;

/** The facts that count after every known correction, whatever the order in which they are given. */
export interface LiveFacts {
  /** Live facts; a replaced one keeps its id and its place. */
  readonly facts: readonly Fact[];
  /** Event id → id of the live event that annulled or replaced it. */
  readonly undoneBy: ReadonlyMap<string, string>;
}

/**
 * Leaves out what a refund, reversal, rescission or correction annuls, as if it had never been, and puts replacements
 * in place (docs/domain.md §2, §3). A correction of a correction is followed to its end, so that annulling a
 * correction restores what it had annulled.
 */
export function liveFacts(known: readonly Fact[]): LiveFacts {
  if (!known.some((fact) => isUndoing(fact) || fact.type === 'ClaimReversed')) {
    return { facts: known, undoneBy: nothingUndone };
  }
  const undoings = known.filter(isUndoing);
  const undoneBy = new Map<string, Undoing>();
  if (undoings.length > 0) settle(known, undoings, undoneBy);
  const standing =
    undoneBy.size === 0 ? known : known.map((fact) => standingFact(fact, undoneBy)).filter(isFact);
  const { facts, reversed } = withoutReversedClaims(standing);
  const ids = new Map<string, string>(reversed);
  for (const [id, undoing] of undoneBy) ids.set(id, undoing.id);
  return { facts, undoneBy: ids };
}

const nothingUndone: ReadonlyMap<string, string> = new Map();

/**
 * Finds which undoing event stands on which target. Undoings can undo each other, but only later ones earlier ones:
 * whatever nothing undoes is settled after the first round, what it names after the second, and so on.
 */
function settle(known: readonly Fact[], undoings: readonly Undoing[], undoneBy: Map<string, Undoing>): void {
  const types = new Map(known.map((fact) => [fact.id, fact.type]));
  for (let round = 0; round <= undoings.length; round += 1) {
    const next = new Map<string, Undoing>();
    for (const undoing of undoings) {
      const standing = standingFact(undoing, undoneBy);
      if (standing === undefined || !isUndoing(standing)) continue;
      const target = standing.data.corrects;
      if (!mayUndo(standing.type, types.get(target))) continue;
      const other = next.get(target);
      if (other === undefined || standing.id < other.id) next.set(target, standing);
    }
    if (sameTargets(next, undoneBy)) return;
    undoneBy.clear();
    for (const [id, undoing] of next) undoneBy.set(id, undoing);
  }
}

/** The fact as it stands: itself, its replacement, or undefined where it counts no more. */
function standingFact(fact: Fact, undoneBy: ReadonlyMap<string, Undoing>): Fact | undefined {
  const undoing = undoneBy.get(fact.id);
  if (undoing === undefined) return fact;
  if (undoing.type !== 'FactCorrected' || undoing.data.replacement === undefined) return undefined;
  return factOf(fact.id, undoing.data.replacement, fact.recordedAt);
}

function withoutReversedClaims(facts: readonly Fact[]): {
  facts: readonly Fact[];
  reversed: Map<string, string>;
} {
  const reversed = new Map<string, string>();
  const reversals = new Map<string, string>();
  for (const fact of facts) if (fact.type === 'ClaimReversed') reversals.set(fact.data.claimId, fact.id);
  if (reversals.size === 0) return { facts, reversed };
  const counting = facts.filter((fact) => {
    const reversal = fact.type === 'ClaimSettled' ? reversals.get(fact.data.claimId) : undefined;
    if (reversal !== undefined) reversed.set(fact.id, reversal);
    return reversal === undefined;
  });
  return { facts: counting, reversed };
}

const targetTypes: Readonly<Partial<Record<FactType, FactType>>> = {
  PremiumRefunded: 'PremiumPaid',
  RepairRefunded: 'RepairPaid',
  LapseRescinded: 'CoverageLapsed',
};

function mayUndo(undoing: FactType, target: FactType | undefined): boolean {
  return target !== undefined && (undoing === 'FactCorrected' || targetTypes[undoing] === target);
}

function isUndoing(fact: Fact): fact is Undoing {
  return fact.type === 'FactCorrected' || targetTypes[fact.type] !== undefined;
}

function sameTargets(a: ReadonlyMap<string, Undoing>, b: ReadonlyMap<string, Undoing>): boolean {
  if (a.size !== b.size) return false;
  for (const [id, undoing] of a) {
    const other = b.get(id);
    if (
      other === undefined ||
      (other !== undoing && JSON.stringify(bodyOf(other)) !== JSON.stringify(bodyOf(undoing)))
    )
      return false;
  }
  return true;
}

function isFact(fact: Fact | undefined): fact is Fact {
  return fact !== undefined;
}
