import type { EventStore, RecordedEvent } from '#libs/event-store';
import { type Hash, type Hasher, sha256 } from '../hashing.js';
import { headKey, rootOfHeads } from '../heads/head-map.js';
import { leafText } from '../leaf.js';
import { GrowingRoot } from '../merkle/tree.js';

/** Roots over the same events by SHA-256 and by added functions, in the order in which those were given. */
export interface Roots {
  readonly sha256: Hash;
  readonly added: readonly AddedRoots[];
  readonly position: number;
}

export interface AddedRoots {
  readonly root: Hash;
  readonly heads: Hash;
}

/** An event as it was hashed. */
export interface HashedEvent {
  /** The bytes of its leaf, without the byte 0 before them. */
  readonly text: string;
  /** Leaf hashes by the added functions, in their order. */
  readonly added: readonly Hash[];
}

interface Head {
  readonly length: number;
  /** What the next leaf of the stream names as the one before. */
  readonly leaf: Hash;
  readonly added: readonly Hash[];
}

/**
 * Hashes a log by several functions at once. The bytes of a leaf are the same for all, so the leaf before is named by
 * SHA-256 in each; what binds it in another tree is that tree.
 */
export class DoubleRoot {
  private readonly root = new GrowingRoot();
  private readonly added: readonly GrowingRoot[];
  private readonly heads = new Map<string, Head>();
  private position = 0;

  constructor(
    private readonly logId: string,
    private readonly hashers: readonly Hasher[],
  ) {
    this.added = hashers.map((hash) => new GrowingRoot(hash));
  }

  get size(): number {
    return this.root.size;
  }

  /** @throws UnsealableEventError */
  take(event: RecordedEvent): HashedEvent {
    const { stream, version, position } = event;
    const previous = this.heads.get(stream)?.leaf ?? null;
    const text = leafText(event, { logId: this.logId, previous });
    const bytes = `\u0000${text}`;
    const leaf = sha256(bytes);
    const added = this.hashers.map((hash) => hash(bytes));
    this.root.add(leaf);
    for (const [index, hash] of added.entries()) this.added[index]?.add(hash);
    this.heads.set(stream, { length: version, leaf, added });
    this.position = position;
    return { text, added };
  }

  roots(): Roots {
    const added = this.added.map((tree, index) => ({ root: tree.root(), heads: this.headsRoot(index) }));
    return { sha256: this.root.root(), added, position: this.position };
  }

  private headsRoot(index: number): Hash {
    const hash = this.hashers[index] ?? sha256;
    const entries = [...this.heads].map(([stream, { length, added }]) => ({
      key: headKey(this.logId, stream, hash),
      length,
      leaf: added[index] ?? hash(''),
    }));
    return rootOfHeads(entries, hash);
  }
}

/** Takes the first `size` events of a log, or all where there are fewer. */
export async function takeFirst(
  roots: DoubleRoot,
  size: number,
  {
    log,
    signal,
    onEvent,
  }: {
    readonly log: Pick<EventStore, 'readPages'>;
    readonly signal: AbortSignal;
    /** Told after each event how many were taken, and how that one was hashed. */
    readonly onEvent: (events: number, hashed: HashedEvent) => void;
  },
): Promise<void> {
  if (size === 0) return;
  for await (const page of log.readPages({ after: 0, limit: size })) {
    signal.throwIfAborted();
    for (const event of page) {
      const hashed = roots.take(event);
      onEvent(roots.size, hashed);
    }
  }
}
