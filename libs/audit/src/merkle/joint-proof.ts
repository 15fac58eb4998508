import type { Hash } from '../hashing.js';
import { nodeHash, rangeRoot, splitOf, type Subtrees } from './tree.js';

/**
 * The proof that some leaves are in the tree over the first `size` leaves, all in one: the hashes of the largest parts that
 * hold none of them, from the left, where parts are split as RFC 6962 splits a tree. Many leaves share most of their paths.
 *
 * @param indexes of the leaves, from 0, ascending, below `size`
 */
export function jointPath(subtrees: Subtrees, indexes: readonly number[], size: number): readonly Hash[] {
  const hashes: Hash[] = [];
  const visit = (start: number, end: number, from: number, to: number): void => {
    if (from === to) {
      hashes.push(rangeRoot(subtrees, start, end));
      return;
    }
    if (end - start === 1) return;
    const split = start + splitOf(end - start);
    const middle = firstAtLeast(indexes, split, { from, to });
    visit(start, split, from, middle);
    visit(split, end, middle, to);
  };
  if (size > 0) visit(0, size, 0, indexes.length);
  return hashes;
}

/** The root that a joint proof leads to; undefined where it has not the hashes of those places. */
export function rootFromJointPath(
  leaves: readonly { readonly index: number; readonly leaf: Hash }[],
  size: number,
  path: readonly Hash[],
): Hash | undefined {
  const left = [...path].reverse();
  const indexes = leaves.map(({ index }) => index);
  const rootOf = (start: number, end: number, from: number, to: number): Hash | undefined => {
    if (from === to) return left.pop();
    if (end - start === 1) return to - from === 1 ? leaves[from]?.leaf : undefined;
    const split = start + splitOf(end - start);
    const middle = firstAtLeast(indexes, split, { from, to });
    const first = rootOf(start, split, from, middle);
    const second = rootOf(split, end, middle, to);
    return first === undefined || second === undefined ? undefined : nodeHash(first, second);
  };
  if (indexes.some((index, at) => index >= size || index <= (indexes[at - 1] ?? -1))) return undefined;
  const root = size > 0 ? rootOf(0, size, 0, leaves.length) : undefined;
  return left.length === 0 ? root : undefined;
}

/** The first of some ascending numbers, between two places, that is not below a bound. */
function firstAtLeast(
  ascending: readonly number[],
  bound: number,
  { from, to }: { readonly from: number; readonly to: number },
): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((ascending[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
