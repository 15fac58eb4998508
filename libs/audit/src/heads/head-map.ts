import { type Hash, HASH_BYTES, type Hasher, sha256 } from '../hashing.js';

/** How far a stream has come: so many events, and the leaf hash of the last. */
export interface StreamHead {
  readonly length: number;
  readonly leaf: Hash;
}

/** A stream's head with its place in the map. */
export interface HeadEntry extends StreamHead {
  readonly key: Hash;
}

/** The place of a stream in the map: 256 bits, the first one at the root. */
export function headKey(logId: string, stream: string, hash: Hasher = sha256): Hash {
  return hash(`canbao.stream/1\n${logId}\n${stream}`);
}

/** The hash of a part of the map that holds no stream. */
export const EMPTY_PART: Hash = emptyPart(sha256);

function emptyPart(hash: Hasher): Hash {
  return hash(Uint8Array.of(4));
}

/** What is hashed next; nothing else is done between filling and hashing it. */
const ENTRY = Buffer.alloc(1 + HASH_BYTES + 8 + HASH_BYTES, 2);
const BRANCH = Buffer.alloc(1 + 2 * HASH_BYTES, 3);

/** The hash of a part of the map that holds one stream, wherever it stands: byte 2, key, length in 8 bytes, leaf hash. */
export function entryHash({ key, length, leaf }: HeadEntry, hash: Hasher = sha256): Hash {
  key.copy(ENTRY, 1);
  ENTRY.writeUInt32BE(Math.floor(length / 2 ** 32), 1 + HASH_BYTES);
  ENTRY.writeUInt32BE(length % 2 ** 32, 1 + HASH_BYTES + 4);
  leaf.copy(ENTRY, 1 + HASH_BYTES + 8);
  return hash(ENTRY);
}

/** The hash of a part of the map that holds several streams: byte 3 and the hashes of its halves. */
export function branchHash(left: Hash, right: Hash, hash: Hasher = sha256): Hash {
  left.copy(BRANCH, 1);
  right.copy(BRANCH, 1 + HASH_BYTES);
  return hash(BRANCH);
}

/** The bit of a key that chooses the half at a depth, from 0 at the root. */
export function bitAt(key: Hash, depth: number): 0 | 1 {
  return (((key[depth >> 3] ?? 0) >> (7 - (depth & 7))) & 1) === 1 ? 1 : 0;
}

/** The root of the map, made from nothing. */
export function rootOfHeads(entries: readonly HeadEntry[], hash: Hasher = sha256): Hash {
  return rootAmong(inOrderOfKeys(entries), 0, hash);
}

/** Heads in the order of their keys, as the functions below take them. */
export function inOrderOfKeys(entries: readonly HeadEntry[]): readonly HeadEntry[] {
  return [...entries].sort((a, b) => a.key.compare(b.key));
}

/**
 * The hash of a part of the map.
 *
 * @param sorted all heads in it, in the order of their keys
 * @param depth of the part: the bits that all keys in it begin with
 */
export function rootAmong(sorted: readonly HeadEntry[], depth: number, hash: Hasher = sha256): Hash {
  return rootWithin({ sorted, hash }, { start: 0, end: sorted.length }, depth);
}

/** The way down from a part of the map to the place of a key. The other half at each depth comes highest first. */
export function pathAmong(
  sorted: readonly HeadEntry[],
  key: Hash,
  depth: number,
): { readonly siblings: readonly Hash[]; readonly found: HeadEntry | null } {
  const siblings: Hash[] = [];
  let [range, bit]: [Range, number] = [{ start: 0, end: sorted.length }, depth];
  for (; range.end - range.start > 1; bit += 1) {
    const [left, right] = halvesOf(sorted, range, bit);
    const [own, other] = bitAt(key, bit) === 0 ? [left, right] : [right, left];
    siblings.push(rootWithin({ sorted, hash: sha256 }, other, bit + 1));
    range = own;
  }
  return { siblings, found: range.start === range.end ? null : (sorted[range.start] ?? null) };
}

/** Neighbours among sorted heads; `end` is exclusive. */
interface Range {
  readonly start: number;
  readonly end: number;
}

function rootWithin(
  map: { readonly sorted: readonly HeadEntry[]; readonly hash: Hasher },
  range: Range,
  depth: number,
): Hash {
  const { sorted, hash } = map;
  const first = sorted[range.start];
  if (range.start === range.end || first === undefined) return hash === sha256 ? EMPTY_PART : emptyPart(hash);
  if (range.end - range.start === 1) return entryHash(first, hash);
  const [left, right] = halvesOf(sorted, range, depth);
  return branchHash(rootWithin(map, left, depth + 1), rootWithin(map, right, depth + 1), hash);
}

function halvesOf(
  sorted: readonly HeadEntry[],
  { start, end }: Range,
  depth: number,
): readonly [Range, Range] {
  let middle = start;
  for (let entry = sorted[middle]; middle < end && entry !== undefined && bitAt(entry.key, depth) === 0;) {
    middle += 1;
    entry = sorted[middle];
  }
  return [
    { start, end: middle },
    { start: middle, end },
  ];
}

/** Shows what the map has at the place of a key. */
export interface HeadProof {
  /** The other half at each depth, the deepest first. */
  readonly siblings: readonly Hash[];
  /** What stands where the path ends: the stream itself, another one that shares its first bits, or nothing. */
  readonly found: HeadEntry | null;
}

/**
 * The root of the map that a proof leads to; undefined where it proves nothing about the key. Where `found` has the key,
 * that is the stream's head; otherwise the map has no such stream.
 */
export function rootFromHeadProof(key: Hash, { siblings, found }: HeadProof): Hash | undefined {
  const depth = siblings.length;
  if (depth > 8 * HASH_BYTES) return undefined;
  for (let bit = 0; found !== null && bit < depth; bit += 1)
    if (bitAt(found.key, bit) !== bitAt(key, bit)) return undefined;
  return siblings.reduce(
    (part, sibling, index) =>
      bitAt(key, depth - 1 - index) === 0 ? branchHash(part, sibling) : branchHash(sibling, part),
    found === null ? EMPTY_PART : entryHash(found),
  );
}
