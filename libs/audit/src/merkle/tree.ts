import { type Hash, HASH_BYTES, type Hasher, sha256 } from '../hashing.js';

/** The root of a tree without leaves (RFC 6962 §2.1): SHA-256 of nothing. */
export const EMPTY_ROOT: Hash = sha256('');

/** What is hashed next; nothing else is done between filling and hashing it. */
const NODE = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

/** The hash over two subtrees: SHA-256, or another function, of a byte 1 and both hashes. */
export function nodeHash(left: Hash, right: Hash, hash: Hasher = sha256): Hash {
  left.copy(NODE, 1);
  right.copy(NODE, 1 + HASH_BYTES);
  return hash(NODE);
}

/**
 * Gives the hash of a complete subtree: that of the `2 ** level` leaves from leaf `index * 2 ** level` on. Only subtrees
 * that are full in the tree asked about are asked for.
 */
export type Subtrees = (level: number, index: number) => Hash;

/** The largest power of two below a count of at least 2: where RFC 6962 splits a tree. */
export function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

/** The root over leaves `start` (inclusive) to `end` (exclusive); `start` is where RFC 6962 would split. */
export function rangeRoot(subtrees: Subtrees, start: number, end: number): Hash {
  const count = end - start;
  if (count === 0) return EMPTY_ROOT;
  const level = Math.log2(count);
  if (Number.isInteger(level)) return subtrees(level, start / count);
  const split = start + splitOf(count);
  return nodeHash(rangeRoot(subtrees, start, split), rangeRoot(subtrees, split, end));
}

/** The root of the tree over the first `size` leaves. */
export function rootAt(subtrees: Subtrees, size: number): Hash {
  return rangeRoot(subtrees, 0, size);
}

/**
 * The root of a tree that grows leaf by leaf, in memory that grows with the logarithm of its size: the complete subtrees
 * of the leaves so far, the largest first.
 */
export class GrowingRoot {
  private readonly peaks: { readonly level: number; readonly hash: Hash }[] = [];
  private count = 0;

  /** @param hash that of the tree; its leaves are hashed by whoever adds them */
  constructor(private readonly hash: Hasher = sha256) {}

  get size(): number {
    return this.count;
  }

  add(leaf: Hash): void {
    let level = 0;
    let hash = leaf;
    for (let last = this.peaks.at(-1); last?.level === level; last = this.peaks.at(-1)) {
      this.peaks.pop();
      hash = nodeHash(last.hash, hash, this.hash);
      level += 1;
    }
    this.peaks.push({ level, hash });
    this.count += 1;
  }

  root(): Hash {
    const last = this.peaks.at(-1);
    if (last === undefined) return this.hash('');
    return this.peaks
      .slice(0, -1)
      .reduceRight((right, { hash }) => nodeHash(hash, right, this.hash), last.hash);
  }
}
