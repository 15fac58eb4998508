import type { EventStore, Position } from '#libs/event-store';
import { LogNotAsSealedError, NotSealedError } from '../errors.js';
import type { Hash } from '../hashing.js';
import { GrowingRoot, splitOf } from '../merkle/tree.js';
import type { Seals } from '../seals.js';
import { type AddedAlgorithm, hasherOf } from './algorithms.js';
import { DoubleRoot, takeFirst } from './double-root.js';
import type { Reseal } from './reseal-note.js';

/** Shows that an event is under a re-seal, by its hash function alone (RFC 9162 §2.1.3). */
export interface ResealProof {
  readonly algorithm: AddedAlgorithm;
  /** Events under the re-seal. */
  readonly size: number;
  readonly position: Position;
  /** Number of the leaf, from 0. */
  readonly index: number;
  /** The bytes of the leaf as text; its hash is over a byte 0 and these. */
  readonly text: string;
  readonly leaf: Hash;
  /** From the leaf upwards. */
  readonly path: readonly Hash[];
}

/** What is proved. */
export interface ResealProving {
  readonly log: Pick<EventStore, 'ledger' | 'readPages'>;
  readonly seals: Seals;
  readonly reseal: Reseal;
  readonly position: Position;
  readonly signal: AbortSignal;
  readonly onEvent: (events: number) => void;
}

/** Leaves of a tree, `start` inclusive to `end` exclusive, and their root once all were added. */
interface Part {
  readonly start: number;
  readonly end: number;
  readonly root: GrowingRoot;
}

/**
 * Hashes everything under a re-seal once more and keeps the hashes that lead from one event to its root: nothing but the root was
 * kept of it.
 *
 * @throws NotSealedError where the event is not under it; LogNotAsSealedError where the log is another one;
 *   UnsupportedAlgorithmError; a StoreError
 */
export async function proveUnderReseal(proving: ResealProving): Promise<ResealProof> {
  const { log, seals, reseal, position, signal, onEvent } = proving;
  const { algorithm, size } = reseal;
  const index = seals.tree.indexOf(position);
  if (index === undefined || index >= size) throw new NotSealedError(`pos:${position}`, size);
  const hash = hasherOf(algorithm);
  const parts = partsBeside(index, { start: 0, end: size }).map((part): Part => ({
    ...part,
    root: new GrowingRoot(hash),
  }));
  const ascending = [...parts].sort((a, b) => a.start - b.start);
  const both = new DoubleRoot(log.ledger.logId, [hash]);
  let own: { readonly text: string; readonly leaf: Hash } | undefined;
  let at = 0;
  await takeFirst(both, size, {
    log,
    signal,
    onEvent: (events, { text, added: [leaf] }) => {
      onEvent(events);
      if (leaf === undefined) return;
      const number = events - 1;
      if (number === index) {
        own = { text, leaf };
        return;
      }
      while ((ascending[at]?.end ?? Infinity) <= number) at += 1;
      ascending[at]?.root.add(leaf);
    },
  });
  const roots = both.roots();
  const isSame = roots.added[0]?.root.equals(reseal.root) === true && roots.sha256.equals(reseal.over);
  if (!isSame || own === undefined) throw new LogNotAsSealedError(reseal.position);
  return { algorithm, size, position, index, ...own, path: parts.map(({ root }) => root.root()) };
}

type Range = Pick<Part, 'start' | 'end'>;

/** The largest parts of a tree that lie beside the way to a leaf, the deepest first. */
function partsBeside(leaf: number, { start, end }: Range): readonly Range[] {
  if (end - start === 1) return [];
  const split = start + splitOf(end - start);
  return leaf < split
    ? [...partsBeside(leaf, { start, end: split }), { start: split, end }]
    : [...partsBeside(leaf, { start: split, end }), { start, end: split }];
}
