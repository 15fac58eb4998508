import type { Position } from '#libs/event-store';
import { NotSealedError } from './errors.js';
import { written } from './hashing.js';
import { rootAt } from './merkle/tree.js';
import { jointPath } from './merkle/joint-proof.js';
import { isRevoked, readCheckpoint } from './note/checkpoint.js';
import { readNote } from './note/note.js';
import type { Seals } from './seals.js';
import type { SignedCheckpoint } from './sqlite/checkpoints.js';

/** Shows how far a stream had come at a checkpoint; docs/audit-format.md, "Map of stream heads". Hashes as written. */
export interface HeadEvidence {
  /** What stands at the stream's place: its head, or of another stream; null: nothing. */
  readonly found: { readonly key: string; readonly length: number; readonly leaf: string } | null;
  readonly siblings: readonly string[];
}

/** Checkpoints in order of size, each shown to continue the one before; the last one is what everything is proved against. */
export interface CheckpointEvidence {
  readonly notes: readonly {
    /** With the lines of its witnesses. */
    readonly note: string;
    /** From the one before; the first has none to continue. */
    readonly consistency: readonly string[];
  }[];
  /** The keys of the witnesses. */
  readonly witnesses: readonly string[];
  /** Shows that the last one continues other sizes that somebody asked for. */
  readonly since: readonly {
    readonly size: number;
    readonly root: string;
    readonly consistency: readonly string[];
  }[];
}

/** Shows that events are in the tree of the last checkpoint, all at once. */
export interface InclusionEvidence {
  readonly size: number;
  /** Position of the event, number and hash of its leaf; ascending. */
  readonly leaves: readonly (readonly [Position, number, string])[];
  readonly hashes: readonly string[];
}

/** Everything that shows some events and streams to be under the last checkpoint. */
export interface SealEvidence {
  readonly checkpoints: CheckpointEvidence;
  readonly inclusion: InclusionEvidence;
}

/** The head of a stream at the last checkpoint, with its proof. */
export function headEvidence(seals: Seals, stream: string): HeadEvidence {
  const { found, siblings } = seals.head(stream);
  return {
    found:
      found === null ? null : { key: written(found.key), length: found.length, leaf: written(found.leaf) },
    siblings: siblings.map(written),
  };
}

/**
 * The proofs about some events under the last checkpoint. To be called within `atOnce`, with what else is read of the seals.
 *
 * @param first position of the event whose first checkpoint is shown, too
 * @param since sizes of checkpoints that somebody has from elsewhere
 * @throws NotSealedError where an event, or one of the sizes, is not sealed; SealsDamagedError
 */
export function sealEvidence(
  seals: Seals,
  {
    positions,
    first,
    since,
  }: { readonly positions: readonly Position[]; readonly first: Position; readonly since: readonly number[] },
): SealEvidence {
  const latest = seals.checkpoints.latest();
  const covering = latest && firstThatCounts(seals, seals.covering(first), latest);
  if (latest === undefined || covering === undefined)
    throw new NotSealedError(`pos:${first}`, latest?.size ?? 0);
  const shown = bySize([...handovers(seals, latest), covering, latest]);
  return {
    checkpoints: {
      notes: shown.map((checkpoint, index) => ({
        note: seals.withWitnesses(checkpoint),
        consistency: seals.consistency(shown[index - 1]?.size ?? 0, checkpoint.size).map(written),
      })),
      witnesses: [
        ...new Set(
          shown.flatMap(({ size }) => seals.checkpoints.witnesses(size).map(({ witness }) => witness)),
        ),
      ].sort(),
      since: since.map((size) => ({
        size,
        consistency: seals.consistency(size, latest.size).map(written),
        root: written(rootAt(seals.tree.subtrees, size)),
      })),
    },
    inclusion: inclusionEvidence(seals, positions, latest.size),
  };
}

function inclusionEvidence(seals: Seals, positions: readonly Position[], size: number): InclusionEvidence {
  const leaves = [...positions]
    .sort((a, b) => a - b)
    .map((position) => {
      const index = seals.tree.indexOf(position);
      if (index === undefined || index >= size) throw new NotSealedError(`pos:${position}`, size);
      return { position, index };
    });
  const path = jointPath(
    seals.tree.subtrees,
    leaves.map(({ index }) => index),
    size,
  );
  return {
    size,
    leaves: leaves.map(({ position, index }) => [position, index, written(seals.tree.leaf(index))]),
    hashes: path.map(written),
  };
}

/** The checkpoint, or the next one whose key was not revoked for its size: one that counts no more shows nothing. */
function firstThatCounts(
  seals: Seals,
  from: SignedCheckpoint | undefined,
  latest: SignedCheckpoint,
): SignedCheckpoint | undefined {
  const { revoked } = readCheckpoint(readNote(latest.note).text);
  let found = from;
  while (found !== undefined && isRevoked(revoked, readCheckpoint(readNote(found.note).text)))
    [found] = seals.checkpoints.page(found.size, 1);
  return found;
}

/** The first checkpoint of all, and those with which another key began to seal. */
function handovers(seals: Seals, latest: SignedCheckpoint): readonly SignedCheckpoint[] {
  const [first] = seals.checkpoints.page(0, 1);
  if (first === undefined) return [];
  const found = [first];
  // Keys follow one another, so that two checkpoints of one key have none of another between them.
  const between = (low: SignedCheckpoint, high: SignedCheckpoint): void => {
    if (keyOf(low) === keyOf(high)) return;
    const middle = Math.floor((low.size + high.size) / 2);
    // The first checkpoint after the middle; where that is the upper one, the last one before it.
    const [above] = seals.checkpoints.page(middle, 1);
    const inner = above === undefined || above.size >= high.size ? seals.checkpoints.of(before(high)) : above;
    if (inner === undefined || inner.size <= low.size) {
      found.push(high);
      return;
    }
    between(low, inner);
    between(inner, high);
  };
  between(first, latest);
  return found;
}

function keyOf({ note }: SignedCheckpoint): string {
  return readCheckpoint(readNote(note).text).verifier;
}

/** Size of the checkpoint before. */
function before({ note }: SignedCheckpoint): number {
  return readCheckpoint(readNote(note).text).previous;
}

function bySize(checkpoints: readonly SignedCheckpoint[]): readonly SignedCheckpoint[] {
  const unique = new Map(checkpoints.map((checkpoint) => [checkpoint.size, checkpoint]));
  return [...unique.values()].sort((a, b) => a.size - b.size);
}
