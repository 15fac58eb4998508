import { SealsDamagedError } from '../errors.js';
import type { Hash } from '../hashing.js';
import {
  branchHash,
  EMPTY_PART,
  type HeadEntry,
  type HeadProof,
  inOrderOfKeys,
  pathAmong,
  rootAmong,
} from './head-map.js';

/**
 * Below a prefix with at most so many streams there are no rows: that part of the map is made from the heads themselves.
 * Heads and rows lie in random places, and a row for every few streams would double what a seal reads and writes.
 */
export const MAX_STREAMS_WITHOUT_ROW = 16;

/** What one of the sixteen parts below a row holds: no stream, one, or several. */
export type PartKind = 'empty' | 'one' | 'many';

/** A part of the map with its hash. */
export interface Part {
  readonly kind: PartKind;
  readonly hash: Hash;
}

/** Four levels of the map at once: the sixteen parts whose keys begin with the row's prefix and one digit more. */
export type HeadRow = readonly Part[];

/** Where heads and rows are kept. A prefix is the first hexadecimal digits of the keys below it; the root's is empty. */
export interface HeadStore {
  /** The row of a prefix; undefined where it has none, since few streams are below it. */
  row(prefix: string): HeadRow | undefined;
  /** The heads below a prefix without a row, in the order of their keys. */
  below(prefix: string): readonly HeadEntry[];
}

const NOTHING: Part = { kind: 'empty', hash: EMPTY_PART };

/** Rows by their prefix. */
export type HeadRows = ReadonlyMap<string, HeadRow>;

/** Rows of the map, and its root. */
export interface MapRows {
  readonly rows: HeadRows;
  readonly root: Hash;
}

/**
 * Enters heads into the map, and gives the rows that change and the root. Nothing is written.
 *
 * @param root of the map before: whatever is read of it must lead there
 * @param entries one for each stream, with keys that differ
 * @throws SealsDamagedError
 */
export function enterHeads(store: HeadStore, root: Hash, entries: readonly HeadEntry[]): MapRows {
  const rows = new Map<string, HeadRow>();
  const { hash } = entered({ store, rows, prefix: '' }, root, entries);
  return { rows, root: hash };
}

/** All rows of a map of these heads. */
export function rowsOf(entries: readonly HeadEntry[]): MapRows {
  const rows = new Map<string, HeadRow>();
  const { hash } = made({ rows, prefix: '' }, entries);
  return { rows, root: hash };
}

/**
 * The row of a prefix in a map of these heads, as a program of before kept it wherever two streams were below; undefined
 * where no stream is.
 *
 * @param sorted in the order of their keys
 */
export function rowAt(sorted: readonly HeadEntry[], prefix: string): HeadRow | undefined {
  if (!/^[0-9a-f]{0,63}$/.test(prefix)) return undefined;
  const start = firstFrom(sorted, Buffer.from(prefix.padEnd(64, '0'), 'hex'));
  let end = start;
  while (sorted[end]?.key.toString('hex').startsWith(prefix) === true) end += 1;
  if (start === end) return undefined;
  return groupsOf(sorted.slice(start, end), prefix.length).map((group, digit) =>
    partOfHeads(group, belowOf(prefix, digit)),
  );
}

/** A part of the map that heads are entered into. */
interface Entering {
  readonly store: HeadStore;
  /** The rows that have changed so far. */
  readonly rows: Map<string, HeadRow>;
  readonly prefix: string;
}

function entered(part: Entering, before: Hash, entries: readonly HeadEntry[]): Part {
  const { store, rows, prefix } = part;
  const row = store.row(prefix);
  if (row === undefined) return madeAfter(part, before, { heads: store.below(prefix), entries });
  if (!partOfRow(row).hash.equals(before)) throw notAsSigned(prefix);
  const groups = groupsOf(entries, prefix.length);
  const changed = row.map((below, digit) => {
    const group = groups[digit] ?? [];
    if (group.length === 0) return below;
    const place = { ...part, prefix: belowOf(prefix, digit) };
    switch (below.kind) {
      case 'empty':
        return madeAfter(place, below.hash, { heads: [], entries: group });
      case 'one':
        return madeAfter(place, below.hash, { heads: store.below(place.prefix), entries: group });
      case 'many':
        return entered(place, below.hash, group);
    }
  });
  rows.set(prefix, changed);
  return partOfRow(changed);
}

function madeAfter(
  part: Entering,
  before: Hash,
  { heads, entries }: { readonly heads: readonly HeadEntry[]; readonly entries: readonly HeadEntry[] },
): Part {
  if (!partOfHeads(heads, part.prefix).hash.equals(before)) throw notAsSigned(part.prefix);
  return made(part, merged(heads, entries));
}

function notAsSigned(prefix: string): SealsDamagedError {
  return new SealsDamagedError(`the map of heads below "${prefix}" is not the one that was signed`);
}

/** A part of the map with these heads and no others. */
function made(part: Omit<Entering, 'store'>, entries: readonly HeadEntry[]): Part {
  const { rows, prefix } = part;
  if (entries.length <= MAX_STREAMS_WITHOUT_ROW) return partOfHeads(inOrderOfKeys(entries), prefix);
  const row = groupsOf(entries, prefix.length).map((group, digit) =>
    made({ rows, prefix: belowOf(prefix, digit) }, group),
  );
  rows.set(prefix, row);
  return partOfRow(row);
}

/** @param sorted in the order of their keys */
function partOfHeads(sorted: readonly HeadEntry[], prefix: string): Part {
  if (sorted.length === 0) return NOTHING;
  return { kind: sorted.length === 1 ? 'one' : 'many', hash: rootAmong(sorted, 4 * prefix.length) };
}

/** The head at a key; undefined where the map has none there. */
export function findHead(store: HeadStore, key: Hash): HeadEntry | undefined {
  for (let prefix = ''; ; prefix = belowOf(prefix, digitAt(key, prefix.length))) {
    const row = store.row(prefix);
    if (row === undefined) return store.below(prefix).find((head) => head.key.equals(key));
    const digit = digitAt(key, prefix.length);
    const { kind } = row[digit] ?? NOTHING;
    if (kind === 'empty') return undefined;
    if (kind === 'one') {
      const head = onlyBelow(store, belowOf(prefix, digit));
      return head.key.equals(key) ? head : undefined;
    }
  }
}

/** What the map holds at the place of a key, with the proof of it. */
export function proveHead(store: HeadStore, key: Hash): HeadProof {
  const siblings: Hash[] = [];
  for (let prefix = ''; ; prefix = belowOf(prefix, digitAt(key, prefix.length))) {
    const row = store.row(prefix);
    if (row === undefined) {
      const path = pathAmong(store.below(prefix), key, 4 * prefix.length);
      return { siblings: [...siblings, ...path.siblings].reverse(), found: path.found };
    }
    const levels = levelsOf(row);
    const digit = digitAt(key, prefix.length);
    for (let depth = 0; depth <= 4; depth += 1) {
      const part = levels[depth]?.[digit >> (4 - depth)] ?? NOTHING;
      if (part.kind !== 'many') {
        const found = part.kind === 'empty' ? null : onlyIn(store, row, { prefix, digit, depth });
        return { siblings: siblings.reverse(), found };
      }
      if (depth < 4) siblings.push(levels[depth + 1]?.[(digit >> (3 - depth)) ^ 1]?.hash ?? EMPTY_PART);
    }
  }
}

/** The stream that stands alone in a part of a row: above the sixteen it may be in any of those below. */
function onlyIn(
  store: HeadStore,
  row: HeadRow,
  { prefix, digit, depth }: { readonly prefix: string; readonly digit: number; readonly depth: number },
): HeadEntry {
  const width = 16 >> depth;
  const first = Math.floor(digit / width) * width;
  const at = row.findIndex(({ kind }, index) => index >= first && kind === 'one');
  return onlyBelow(store, belowOf(prefix, at));
}

function onlyBelow(store: HeadStore, prefix: string): HeadEntry {
  const [head, another] = store.below(prefix);
  if (head === undefined || another !== undefined)
    throw new SealsDamagedError(`the heads below "${prefix}" are not one`);
  return head;
}

/** A row as one part: what the row above shows of it. */
function partOfRow(row: HeadRow): Part {
  return levelsOf(row)[0]?.[0] ?? NOTHING;
}

/** The row's four levels and its parts: 1, 2, 4, 8 and 16 parts, the top first. */
function levelsOf(row: HeadRow): readonly (readonly Part[])[] {
  const levels: (readonly Part[])[] = [row];
  for (let below: readonly Part[] = row; below.length > 1;) {
    const above: Part[] = [];
    for (let index = 0; index < below.length; index += 2)
      above.push(joined(below[index] ?? NOTHING, below[index + 1] ?? NOTHING));
    levels.unshift(above);
    below = above;
  }
  return levels;
}

/** A stream that stands alone keeps its hash, however large the part it stands in. */
function joined(left: Part, right: Part): Part {
  if (right.kind === 'empty' && left.kind !== 'many') return left;
  if (left.kind === 'empty' && right.kind !== 'many') return right;
  return { kind: 'many', hash: branchHash(left.hash, right.hash) };
}

/** Heads that were there with those entered; of one key the entered one. */
function merged(before: readonly HeadEntry[], entries: readonly HeadEntry[]): readonly HeadEntry[] {
  const others = before.filter(({ key }) => !entries.some((entry) => entry.key.equals(key)));
  return [...others, ...entries];
}

/** The number of heads whose keys come before a key. */
function firstFrom(sorted: readonly HeadEntry[], key: Hash): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.key.compare(key) ?? 0) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Heads by the digit of their keys at a depth, in the order given. */
function groupsOf(entries: readonly HeadEntry[], depth: number): readonly (readonly HeadEntry[])[] {
  const groups = Array.from({ length: 16 }, (): HeadEntry[] => []);
  for (const entry of entries) groups[digitAt(entry.key, depth)]?.push(entry);
  return groups;
}

function belowOf(prefix: string, digit: number): string {
  return prefix + digit.toString(16);
}

/** The hexadecimal digit of a key at a depth, from 0. */
function digitAt(key: Hash, depth: number): number {
  const byte = key[depth >> 1] ?? 0;
  return (depth & 1) === 0 ? byte >> 4 : byte & 15;
}
