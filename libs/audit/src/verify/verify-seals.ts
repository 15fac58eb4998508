import type { Position } from '#libs/event-store';
import { isSameCreation, type SealedCreation } from '../creation.js';
import { AuditError } from '../errors.js';
import type { Hash } from '../hashing.js';
import { type HeadEntry, headKey, inOrderOfKeys } from '../heads/head-map.js';
import { type HeadRows, rowAt, rowsOf } from '../heads/head-rows.js';
import { TILE_WIDTH } from '../merkle/tiles.js';
import { type Checkpoint, isRevoked, type Revocation } from '../note/checkpoint.js';
import { checkCosignature } from '../note/cosignature.js';
import { readNote, readSignatureLine } from '../note/note.js';
import { readVerifierKey } from '../note/verifier-key.js';
import type { SignedCheckpoint } from '../sqlite/checkpoints.js';
import { signsOf } from '../sqlite/sealed-heads.js';
import type { FoundSeals } from '../sqlite/seal-database.js';
import { numbersOf, SealedTree } from '../sqlite/sealed-tree.js';
import type { StoredHead, StoredSeals } from '../sqlite/stored-seals.js';
import type { CheckpointFault, Finding } from './findings.js';
import type { JudgedNotes, ReadCheckpoint } from './judged-notes.js';
import type { LogWalk } from './log-walk.js';

/** The checkpoint of this size is gone, with all after the other one. */
export interface NoteGap {
  readonly after: number;
  readonly size: number;
}

/**
 * Holds every checkpoint against the tree that the log gave, and its signatures against the keys.
 *
 * @param walk undefined where the log cannot be read: then they are held against each other alone
 */
export function* checkpointFindings(
  notes: JudgedNotes,
  walk: LogWalk | undefined,
  {
    logId,
    creation,
    missing,
    revoked,
  }: {
    readonly logId: string;
    /** Up to the newest checkpoint, where that one is gone. */
    readonly missing: NoteGap | undefined;
    /** What checkpoints from outside say is revoked. */
    readonly revoked: readonly Revocation[];
    /** What the log says of its making now; undefined where it cannot be read. */
    readonly creation: SealedCreation | undefined;
  },
): Generator<Finding> {
  const trusted: Pick<Checkpoint, 'size' | 'verifier' | 'creation'>[] = [];
  const gaps: NoteGap[] = missing === undefined ? [] : [missing];
  let before = new Set([0]);
  let after = 0;
  for (const note of notes.all()) {
    const { size } = note.stored;
    const because = note.distrust ?? faultOf(note, { walk, logId, before });
    if (because === 'one-before-missing') gaps.push({ after, size: note.checkpoint?.previous ?? after });
    // One that follows a note whose key cannot be told is not known to be wrong itself.
    if (because !== undefined && because !== 'after-missing')
      yield { kind: 'checkpoint-changed', size, because };
    else if (note.checkpoint !== undefined && because === undefined) trusted.push(note.checkpoint);
    // What nobody signed may stand where the one before stood, or was put between two.
    if (notes.isUnsignedAt(size)) before.add(size);
    else [before, after] = [new Set([note.checkpoint?.size ?? size]), note.checkpoint?.size ?? size];
  }
  if (missing !== undefined) yield { kind: 'checkpoint-missing', size: missing.size };
  const all = [...notes.revocations, ...revoked];
  // A revocation comes after what it is about: only now it is known which signatures do not count.
  for (const each of trusted)
    if (isRevoked(all, each)) yield { kind: 'checkpoint-changed', size: each.size, because: 'key-revoked' };
  const otherwise = trusted.find(
    (each) => creation !== undefined && each.creation !== null && !isSameCreation(each.creation, creation),
  );
  if (otherwise !== undefined) yield { kind: 'creation-changed', size: otherwise.size };
  for (const { size, witness, line } of notes.checkpoints.allWitnesses()) {
    // Where a note is not what was signed, or is gone, that is the finding, and not what a witness signed of it.
    const isNoteGone = gaps.some((gap) => size > gap.after && size <= gap.size);
    if (!isNoteGone && !notes.isUnsignedAt(size) && !isCosigned(notes.signedAt(size), witness, line))
      yield { kind: 'cosignature-changed', size, witness };
  }
}

/** Where tree and positions go further than any checkpoint says: the one that was written with them is gone. */
export function missingCheckpoint(notes: JudgedNotes, tree: SealedTree, after: number): NoteGap | undefined {
  const size = tree.agreedSize ?? 0;
  return size > after && !notes.isSaidBeyond(after) ? { after, size } : undefined;
}

/** Holds the checkpoints of seals against each other and their keys, where the log that they are of cannot be read. */
export function notesAlone(
  { connection, logId }: FoundSeals,
  notes: JudgedNotes,
): { readonly findings: readonly Finding[]; readonly last: Checkpoint | undefined } {
  const last = notes.measure([]);
  const missing = missingCheckpoint(notes, new SealedTree(connection), last?.size ?? 0);
  const context = { logId, creation: undefined, missing, revoked: [] };
  return { findings: [...checkpointFindings(notes, undefined, context)], last };
}

/** @param before sizes that the one before it may have */
function faultOf(
  { stored, checkpoint }: ReadCheckpoint,
  {
    walk,
    logId,
    before,
  }: {
    readonly walk: LogWalk | undefined;
    readonly logId: string;
    readonly before: ReadonlySet<number>;
  },
): CheckpointFault | undefined {
  if (checkpoint === undefined) return 'malformed';
  const { size, position, root } = checkpoint;
  if (checkpoint.logId !== logId) return 'another-log';
  if (walk !== undefined && (size > walk.tree.size || !walk.tree.rootAt(size).equals(root)))
    return 'another-log';
  if (size !== stored.size || position !== stored.position) return 'another-place';
  // Where an event is not what was sealed, that is the finding, and not what was counted of it.
  const counted = walk === undefined || walk.findings.length > 0 ? null : walk.declarations;
  const { declarations } = checkpoint;
  if (counted !== null && declarations !== null && countBelow(size, counted) !== declarations)
    return 'another-log';
  return before.has(checkpoint.previous) ? undefined : 'one-before-missing';
}

/** How many of some ascending numbers are below a bound. */
function countBelow(bound: number, ascending: readonly number[]): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((ascending[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isCosigned(checkpoint: SignedCheckpoint | undefined, witness: string, line: string): boolean {
  try {
    if (checkpoint === undefined) return false;
    checkCosignature(readNote(checkpoint.note).text, readSignatureLine(line), readVerifierKey(witness));
    return true;
  } catch (error) {
    if (error instanceof AuditError) return false;
    throw error;
  }
}

/**
 * Holds the stored tiles and positions against the tree that the log gave.
 *
 * @param size number of leaves that are stored, where everything is right
 */
export function* treeFindings(stored: StoredSeals, walk: LogWalk, size: number): Generator<Finding> {
  const seen = new Map<number, number>();
  for (const { level, tile, bytes } of stored.tiles()) {
    const count = countAt(size, level);
    const start = tile * TILE_WIDTH;
    const isInTree = level >= 0 && tile >= 0 && start < count;
    const width = isInTree ? Math.min(TILE_WIDTH, count - start) : 0;
    const isSame = isInTree && walk.tree.bytesOf(level, { start, end: start + width }).equals(bytes);
    if (!isSame) yield { kind: 'tree-changed', level, tile };
    if (isInTree) seen.set(level, (seen.get(level) ?? 0) + 1);
  }
  for (let level = 0; countAt(size, level) > 0; level += 1)
    if ((seen.get(level) ?? 0) < Math.ceil(countAt(size, level) / TILE_WIDTH))
      yield* missingTiles(stored, level, size);
  yield* positionFindings(stored, size, walk.sealedPositions);
}

/** Number of hashes on a level of tiles in a tree of `size` leaves. */
function countAt(size: number, level: number): number {
  return level < 0 ? 0 : Math.floor(size / TILE_WIDTH ** level);
}

function* missingTiles(stored: StoredSeals, level: number, size: number): Generator<Finding> {
  const there = new Set([...stored.tiles()].filter((each) => each.level === level).map(({ tile }) => tile));
  const tiles = Math.ceil(countAt(size, level) / TILE_WIDTH);
  for (let tile = 0; tile < tiles; tile += 1)
    if (!there.has(tile)) yield { kind: 'tree-changed', level, tile };
}

function* positionFindings(
  stored: StoredSeals,
  size: number,
  positions: LogWalk['sealedPositions'],
): Generator<Finding> {
  let next = 0;
  for (const { tile, first, text } of stored.positions()) {
    for (; next < tile && next * TILE_WIDTH < size; next += 1)
      yield { kind: 'positions-changed', tile: next };
    const start = tile * TILE_WIDTH;
    const width = Math.max(0, Math.min(TILE_WIDTH, size - start));
    const found = positions.slice(start, start + width);
    const isFitting = tile >= 0 && width > 0 && fits(text, first, found);
    if (!isFitting) yield { kind: 'positions-changed', tile };
    next = Math.max(next, tile + 1);
  }
  for (; next * TILE_WIDTH < size; next += 1) yield { kind: 'positions-changed', tile: next };
}

/** An event that is gone has no position any more; its number is then taken as noted. */
function fits(text: string, first: Position, found: readonly (Position | undefined)[]): boolean {
  const numbers = numbersOf(text);
  return (
    numbers.length === found.length &&
    numbers[0] === first &&
    found.every((position, place) => position === undefined || position === numbers[place])
  );
}

/** A head that follows from the log; its stream is told by its events, whatever the seals say of the key. */
interface RightHead extends HeadEntry {
  readonly stream: string;
}

/** Holds the stored map of heads against the log, and against what the last checkpoint says of it. */
export function* headFindings(
  stored: StoredSeals,
  walk: LogWalk,
  { logId, last }: { readonly logId: string; readonly last: Checkpoint | undefined },
): Generator<Finding> {
  const right = new Map<string, RightHead>();
  for (const [stream, head] of walk.sealedHeads) {
    const key = headKey(logId, stream);
    right.set(key.toString('hex'), { ...head, key, stream });
  }
  let isChanged = false;
  const seen = new Set<string>();
  for (const head of stored.heads()) {
    const expected = right.get(head.key);
    seen.add(head.key);
    if (isHead(head, expected, { logId, orphans: walk.orphans })) {
      const { key, stream, length, leaf } = head;
      right.set(key, { key: Buffer.from(key, 'hex'), stream, length, leaf: Buffer.from(leaf, 'hex') });
      continue;
    }
    isChanged = true;
    yield { kind: 'head-changed', key: head.key, stream: expected?.stream ?? head.stream };
  }
  for (const [key, { stream }] of right) {
    if (seen.has(key)) continue;
    isChanged = true;
    yield { kind: 'head-changed', key, stream };
  }
  const entries = inOrderOfKeys([...right.values()]);
  const { rows, root } = rowsOf(entries);
  yield* headRowFindings(stored, { rows, entries });
  const isSigned = last === undefined || root.equals(last.heads);
  if (!isSigned && !isChanged) yield { kind: 'checkpoint-changed', size: last.size, because: 'another-log' };
}

/** A head is right where it is what the log gives; or, where an event of it is gone or changed, what was sealed of that. */
function isHead(
  { key, stream, length, leaf }: StoredHead,
  expected: RightHead | undefined,
  { logId, orphans }: { readonly logId: string; readonly orphans: ReadonlySet<string> },
): boolean {
  const isOfStream =
    expected === undefined ? headKey(logId, stream).toString('hex') === key : expected.stream === stream;
  if (!isOfStream) return false;
  if (expected?.length === length && expected.leaf.toString('hex') === leaf) return true;
  return orphans.has(leaf) && length > (expected?.length ?? 0);
}

/** Rows that a program of before kept though few streams are below them must be right, but need not be there. */
function* headRowFindings(
  stored: StoredSeals,
  { rows, entries }: { readonly rows: HeadRows; readonly entries: readonly HeadEntry[] },
): Generator<Finding> {
  const seen = new Set<string>();
  for (const { prefix, kinds, hashes } of stored.headRows()) {
    const row = rows.get(prefix) ?? rowAt(entries, prefix);
    seen.add(prefix);
    const isSame =
      row !== undefined &&
      signsOf(row) === kinds &&
      Buffer.concat(row.map(({ hash }: { readonly hash: Hash }) => hash)).toString('hex') === hashes;
    if (!isSame) yield { kind: 'head-row-changed', prefix };
  }
  for (const prefix of rows.keys()) if (!seen.has(prefix)) yield { kind: 'head-row-changed', prefix };
}
