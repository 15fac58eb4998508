import { type Hash, type Hasher, sha256 } from '../hashing.js';
import { nodeHash, rangeRoot, splitOf, type Subtrees } from './tree.js';

/**
 * The audit path of a leaf in the tree over the first `size` leaves (RFC 6962 §2.1.1), from the leaf upwards.
 *
 * @param index of the leaf, from 0, below `size`
 */
export function inclusionPath(subtrees: Subtrees, index: number, size: number): readonly Hash[] {
  return pathWithin(subtrees, index, { start: 0, end: size });
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function pathWithin(subtrees: Subtrees, index: number, { start, end }: Range): readonly Hash[] {
  if (end - start === 1) return [];
  const split = start + splitOf(end - start);
  return index < split
    ? [...pathWithin(subtrees, index, { start, end: split }), rangeRoot(subtrees, split, end)]
    : [...pathWithin(subtrees, index, { start: split, end }), rangeRoot(subtrees, start, split)];
}

/**
 * The root that an audit path leads to (RFC 9162 §2.1.3.2); undefined where the path has not the length of that place.
 *
 * @param hash that of the tree
 */
export function rootFromInclusion(
  leaf: Hash,
  { index, size, path }: { readonly index: number; readonly size: number; readonly path: readonly Hash[] },
  hash: Hasher = sha256,
): Hash | undefined {
  if (index < 0 || index >= size) return undefined;
  let [place, last, root] = [index, size - 1, leaf];
  for (const sibling of path) {
    if (last === 0) return undefined;
    if (isOdd(place) || place === last) {
      root = nodeHash(sibling, root, hash);
      while (!isOdd(place) && place !== 0) [place, last] = [half(place), half(last)];
    } else root = nodeHash(root, sibling, hash);
    [place, last] = [half(place), half(last)];
  }
  return last === 0 ? root : undefined;
}

/**
 * The proof that the tree over the first `from` leaves is a prefix of that over the first `to` (RFC 6962 §2.1.2). Nothing
 * has to be shown where they are the same, or the first is empty.
 */
export function consistencyPath(subtrees: Subtrees, from: number, to: number): readonly Hash[] {
  if (from === 0 || from === to) return [];
  return subproof(subtrees, from, { start: 0, end: to }, true);
}

function subproof(
  subtrees: Subtrees,
  from: number,
  { start, end }: Range,
  isKnown: boolean,
): readonly Hash[] {
  if (from === end) return isKnown ? [] : [rangeRoot(subtrees, start, end)];
  const split = start + splitOf(end - start);
  return from <= split
    ? [...subproof(subtrees, from, { start, end: split }, isKnown), rangeRoot(subtrees, split, end)]
    : [...subproof(subtrees, from, { start: split, end }, false), rangeRoot(subtrees, start, split)];
}

/** A tree head: so many leaves, and their root. */
export interface TreeHead {
  readonly size: number;
  readonly root: Hash;
}

/** True where the path proves that the tree `first` is a prefix of the tree `second` (RFC 9162 §2.1.4.2). */
export function isConsistent(first: TreeHead, second: TreeHead, path: readonly Hash[]): boolean {
  if (first.size > second.size) return false;
  if (first.size === second.size) return path.length === 0 && first.root.equals(second.root);
  if (first.size === 0) return path.length === 0;
  const isPowerOfTwo = Number.isInteger(Math.log2(first.size));
  const [start, ...rest] = isPowerOfTwo ? [first.root, ...path] : path;
  if (start === undefined) return false;
  let [place, last] = [first.size - 1, second.size - 1];
  while (isOdd(place)) [place, last] = [half(place), half(last)];
  let [firstRoot, secondRoot] = [start, start];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(place) || place === last) {
      firstRoot = nodeHash(sibling, firstRoot);
      secondRoot = nodeHash(sibling, secondRoot);
      while (!isOdd(place) && place !== 0) [place, last] = [half(place), half(last)];
    } else secondRoot = nodeHash(secondRoot, sibling);
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && firstRoot.equals(first.root) && secondRoot.equals(second.root);
}

/** Sizes go beyond 32 bits, so no shifts. */
function isOdd(number: number): boolean {
  return number % 2 === 1;
}

function half(number: number): number {
  return Math.floor(number / 2);
}
