import { type Fact, factOf, type FactOf, type FactType } from './events.js';

/** An event that names the one it undoes or replaces, as it stands after its own corrections. */
type Undoing = FactOf<'FactCorrected'> | Refund;

/** A refund, or the rescission of a lapse: it undoes an event as that event stands, also where it was replaced before. */
type Refund = FactOf<'PremiumRefunded'> | FactOf<'RepairRefunded'> | FactOf<'LapseRescinded'>;

/** What stands on each event: at most one correction and, on top of it, at most one refund. */
interface Undone {
  readonly corrections: ReadonlyMap<string, FactOf<'FactCorrected'>>;
  readonly refunds: ReadonlyMap<string, Refund>;
}

/** The facts that count after every known correction, whatever the order in which they are given. */
export interface LiveFacts {
  /** Live facts; a replaced one keeps its id and its place. */
  readonly facts: readonly Fact[];
  /** Event id → id of the live event that annulled, refunded or replaced it. */
  readonly undoneBy: ReadonlyMap<string, string>;
  /** Events with more than one live correction or refund; admission keeps this empty. */
  readonly contested: ReadonlySet<string>;
}

/**
 * Leaves out what a refund, reversal, rescission or correction annuls, as if it had never been, and puts replacements
 * in place (docs/domain.md §2, §3). A correction of a correction is followed to its end, so that annulling a
 * correction restores what it had annulled.
 */
export function liveFacts(known: readonly Fact[]): LiveFacts {
  if (!known.some((fact) => isUndoing(fact) || fact.type === 'ClaimReversed')) {
    return { facts: known, undoneBy: new Map(), contested: new Set() };
  }
  const { undone, contested } = settle(known, known.filter(isUndoing));
  const standing = known.map((fact) => standingFact(fact, undone)).filter(isFact);
  const { facts, reversed } = withoutReversedClaims(standing);
  const undoneBy = new Map<string, string>(reversed);
  for (const [id, correction] of undone.corrections) undoneBy.set(id, correction.id);
  for (const [id, refund] of undone.refunds) undoneBy.set(id, refund.id);
  return { facts, undoneBy, contested };
}

/**
 * Finds which undoing events stand on which targets. Undoings can undo each other, but only later ones earlier ones:
 * whatever nothing undoes is settled after the first round, what it names after the second, and so on.
 */
function settle(
  known: readonly Fact[],
  undoings: readonly Undoing[],
): { readonly undone: Undone; readonly contested: ReadonlySet<string> } {
  const types = new Map(known.map((fact) => [fact.id, fact.type]));
  let undone: Undone = { corrections: new Map(), refunds: new Map() };
  let before: string | undefined;
  for (let round = 0; ; round += 1) {
    const corrections = new Map<string, FactOf<'FactCorrected'>>();
    const refunds = new Map<string, Refund>();
    const contested = new Set<string>();
    for (const undoing of undoings) {
      const standing = standingFact(undoing, undone);
      if (standing === undefined || !isUndoing(standing)) continue;
      const target = standing.data.corrects;
      if (!mayUndo(standing.type, types.get(target))) continue;
      const isFirst =
        standing.type === 'FactCorrected'
          ? addFirst(corrections, target, standing)
          : addFirst(refunds, target, standing);
      if (!isFirst) contested.add(target);
    }
    undone = { corrections, refunds };
    // Nearly always no undoing is undone itself: each stood as it is, and would again.
    if (round === 0 && !undoings.some(({ id }) => corrections.has(id) || refunds.has(id)))
      return { undone, contested };
    const found = JSON.stringify([[...corrections], [...refunds]]);
    if (found === before || round === undoings.length) return { undone, contested };
    before = found;
  }
}

/** Keeps, of several undoings of one event, the one with the lowest id; false where there was one already. */
function addFirst<U extends Undoing>(undoings: Map<string, U>, target: string, undoing: U): boolean {
  const other = undoings.get(target);
  if (other === undefined || undoing.id < other.id) undoings.set(target, undoing);
  return other === undefined;
}

/** The fact as it stands: itself, its replacement, or undefined where it counts no more. */
function standingFact(fact: Fact, { corrections, refunds }: Undone): Fact | undefined {
  const correction = corrections.get(fact.id);
  if (refunds.has(fact.id)) return undefined;
  if (correction === undefined) return fact;
  const { replacement } = correction.data;
  return replacement === undefined ? undefined : factOf(fact.id, replacement, fact.recordedAt);
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

function isFact(fact: Fact | undefined): fact is Fact {
  return fact !== undefined;
}
