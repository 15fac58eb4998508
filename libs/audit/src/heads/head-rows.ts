import type { Hash } from '../hashing.js';
import {
  branchHash,
  EMPTY_PART,
  entryHash,
  type HeadEntry,
  type HeadProof,
  type StreamHead,
} from './head-map.js';

/** What one of the sixteen parts below a row holds: no stream, one, or several, which then have a row of their own. */
export type PartKind = 'empty' | 'one' | 'many';

/** A part of the map with its hash. */
export interface Part {
  readonly kind: PartKind;
  readonly hash: Hash;
}

/** Four levels of the map at once: the sixteen parts whose keys begin with the row's prefix and one digit more. */
export type HeadRow = readonly Part[];

/** Where rows are kept. A prefix is the first hexadecimal digits of the keys below it; the root's is empty. */
export interface HeadRowStore {
  /** The row of a prefix under which there are several streams; of the root also where there are fewer. */
  row(prefix: string): HeadRow | undefined;
  /** The one stream whose key begins with a prefix. */
  only(prefix: string): HeadEntry;
}

/** A head to enter. */
export interface EnteredHead extends HeadEntry {
  /** The head that the store has of the stream; undefined where it has none, or nobody has looked. */
  readonly former?: StreamHead | undefined;
}

const NOTHING: Part = { kind: 'empty', hash: EMPTY_PART };
const EMPTY_ROW: HeadRow = Array.from({ length: 16 }, () => NOTHING);

/**
 * Enters heads into the map, and gives the rows that change and the root. The entries of `store.only` are those of before.
 *
 * @param entries one for each stream, with keys that differ
 */
export function enterHeads(
  store: HeadRowStore,
  entries: readonly EnteredHead[],
): { readonly rows: ReadonlyMap<string, HeadRow>; readonly root: Hash } {
  const changed = new Map<string, Part[]>();
  const rowAt = (prefix: string): Part[] => {
    const open = changed.get(prefix);
    if (open !== undefined) return open;
    const row = [...(store.row(prefix) ?? EMPTY_ROW)];
    changed.set(prefix, row);
    return row;
  };
  /** Streams that stand alone below a part of a changed row, by its prefix: the store does not have them there yet. */
  const alone = new Map<string, HeadEntry>();
  for (const entry of entries) enter(entry, { rowAt, alone, only: (prefix) => store.only(prefix) });
  const prefixes = [...changed.keys()].sort((a, b) => b.length - a.length);
  for (const prefix of prefixes) {
    const row = changed.get(prefix);
    const above = prefix === '' ? undefined : changed.get(prefix.slice(0, -1));
    if (row !== undefined && above !== undefined) above[digitAt(prefix, prefix.length - 1)] = partOfRow(row);
  }
  return { rows: changed, root: partOfRow(changed.get('') ?? store.row('') ?? EMPTY_ROW).hash };
}

function enter(
  entry: EnteredHead,
  {
    rowAt,
    alone,
    only,
  }: {
    readonly rowAt: (prefix: string) => Part[];
    readonly alone: Map<string, HeadEntry>;
    readonly only: (prefix: string) => HeadEntry;
  },
): void {
  const digits = entry.key.toString('hex');
  for (let depth = 0; ; depth += 1) {
    const prefix = digits.slice(0, depth);
    const below = digits.slice(0, depth + 1);
    const row = rowAt(prefix);
    const place = digitAt(digits, depth);
    const part = row[place] ?? NOTHING;
    if (part.kind === 'many') continue;
    const isFree = part.kind === 'empty' || isFormerOf(entry, part);
    const other = isFree ? undefined : (alone.get(below) ?? only(below));
    if (other === undefined || other.key.equals(entry.key)) {
      row[place] = { kind: 'one', hash: entryHash(entry) };
      alone.set(below, entry);
      return;
    }
    // Two streams below one part: the one that was there goes down into a row of its own.
    const otherDigits = other.key.toString('hex');
    alone.delete(below);
    alone.set(otherDigits.slice(0, depth + 2), other);
    rowAt(below)[digitAt(otherDigits, depth + 1)] = { kind: 'one', hash: entryHash(other) };
    row[place] = { kind: 'many', hash: EMPTY_PART };
  }
}

/** True where a stream that stands alone is the one to enter, as its hash shows: which one it is need not be looked up. */
function isFormerOf({ key, former }: EnteredHead, { hash }: Part): boolean {
  return former !== undefined && entryHash({ key, ...former }).equals(hash);
}

/** What the map holds at the place of a key, with the proof of it. */
export function proveHead(store: HeadRowStore, key: Hash): HeadProof {
  const digits = key.toString('hex');
  const siblings: Hash[] = [];
  let prefix = '';
  for (;;) {
    const levels = levelsOf(store.row(prefix) ?? EMPTY_ROW);
    const place = digitAt(digits, prefix.length);
    for (const [depth, level] of levels.slice(0, -1).entries()) {
      const part = level[place >> (4 - depth)] ?? NOTHING;
      if (part.kind !== 'many') return { siblings: siblings.reverse(), found: foundIn(part, prefix, depth) };
      siblings.push(levels[depth + 1]?.[(place >> (3 - depth)) ^ 1]?.hash ?? EMPTY_PART);
    }
    const part = levels[4]?.[place] ?? NOTHING;
    const below = digits.slice(0, prefix.length + 1);
    if (part.kind !== 'many') {
      const found = part.kind === 'one' ? store.only(below) : null;
      return { siblings: siblings.reverse(), found };
    }
    prefix = below;
  }

  /** Above the sixteen parts the stream that stands alone may be in any of those below. */
  function foundIn(part: Part, row: string, depth: number): HeadEntry | null {
    if (part.kind === 'empty') return null;
    const parts = store.row(row) ?? EMPTY_ROW;
    const width = 16 >> depth;
    const first = Math.floor(digitAt(digits, row.length) / width) * width;
    const at = parts.findIndex((each, index) => index >= first && each.kind === 'one');
    return store.only(`${row}${at.toString(16)}`);
  }
}

/** A row as one part: what the row above shows of it. */
export function partOfRow(row: HeadRow): Part {
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

function digitAt(digits: string, index: number): number {
  return Number.parseInt(digits.charAt(index), 16);
}
