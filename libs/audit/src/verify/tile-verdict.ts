import type { RecordedEvent } from '#libs/event-store';
import type { Hash } from '../hashing.js';

/** More doubtful places of a tile are not tried in every mixture: each one doubles the tries. */
const MAX_MIXED = 8;

/** One leaf of a tile, and the event in its place. */
export interface Entry {
  readonly stored: Hash;
  /** What the event gives after the events before it in its stream; undefined where there is none, or it has no leaf. */
  readonly own: Hash | undefined;
  readonly event: RecordedEvent | undefined;
}

/** True where event and stored leaf are the same. */
export function isSame({ stored, own }: Entry): boolean {
  return own?.equals(stored) === true;
}

/**
 * Tells a changed event from a changed leaf: whichever of both leads up to what stands above the tile is right. All the leaves
 * are tried first, then all the events, then mixtures of them.
 *
 * @param leadsUp whether these leaves are those that what stands above was made over
 * @returns the entries whose stored leaf is wrong and whose event is right; undefined where nothing leads up
 */
export function wrongLeaves(
  entries: readonly Entry[],
  leadsUp: (leaves: readonly Hash[]) => boolean,
): ReadonlySet<Entry> | undefined {
  const doubtful = entries.filter((entry) => entry.own !== undefined && !isSame(entry));
  for (const wrong of mixtures(doubtful))
    if (leadsUp(entries.map((entry) => (wrong.has(entry) ? (entry.own ?? entry.stored) : entry.stored))))
      return wrong;
  return undefined;
}

/** None, all, and then, of few, what lies between. */
function* mixtures(doubtful: readonly Entry[]): Generator<ReadonlySet<Entry>> {
  yield new Set();
  if (doubtful.length === 0) return;
  yield new Set(doubtful);
  if (doubtful.length > MAX_MIXED) return;
  for (let mask = 1; mask < 2 ** doubtful.length - 1; mask += 1)
    yield new Set(doubtful.filter((_, place) => (mask & (1 << place)) !== 0));
}
