import { AuditError } from '../errors.js';
import { type Checkpoint, isRevoked, readCheckpoint, type Revocation } from '../note/checkpoint.js';
import { holdsSignatureOf, readNote } from '../note/note.js';
import { type Distrust, KeyChain } from '../note/trust.js';
import { readVerifierKey } from '../note/verifier-key.js';
import { Checkpoints, type SignedCheckpoint } from '../sqlite/checkpoints.js';
import type { SealDatabase } from '../sqlite/seal-database.js';
import { SeveredNotes, type Severance } from './severed-notes.js';

/** A checkpoint that could be read, and where it is stored. */
export interface ReadCheckpoint {
  readonly stored: SignedCheckpoint;
  readonly checkpoint: Checkpoint | undefined;
}

/** Why a stored note counts for nothing. */
export type NoteDistrust = 'malformed' | Distrust | Severance;

/** A stored checkpoint, and why it counts for nothing; undefined: its signatures are right. */
export interface JudgedNote extends ReadCheckpoint {
  readonly distrust: NoteDistrust | undefined;
}

const PAGE = 500;

/** A note that is signed by the key in it, in the row of another size. */
interface AstrayNote {
  readonly row: number;
  readonly size: number;
}

/**
 * The stored checkpoints, judged by their signatures once for a whole verification. Only one that is signed rightly is a measure for
 * anything, and only what such a one names and revokes counts: whoever can write the file can write any other.
 */
export class JudgedNotes {
  readonly checkpoints: Checkpoints;
  /** What the notes that are signed rightly revoke. One that is revoked itself counts, too: its signature fits. */
  readonly revocations: readonly Revocation[];
  private readonly distrusted = new Map<number, NoteDistrust>();
  /** By the size in the note. */
  private readonly astray: readonly AstrayNote[];
  private readonly astrayRows: ReadonlySet<number>;
  /** Those of them that are signed rightly, by the size in the note. */
  private readonly rowsOfAstray = new Map<number, number>();
  private readonly newest: Checkpoint | undefined;
  /** The largest size that a note which is not signed rightly, or stands in another place, says or stands at. */
  private readonly highestAmiss: number;

  /** @param pinned the log's first key, where somebody knows it from elsewhere */
  constructor({ connection }: SealDatabase, pinned?: string) {
    this.checkpoints = new Checkpoints(connection);
    this.astray = [...astrayAmong(storedNotes(this.checkpoints))].sort((a, b) => a.size - b.size);
    this.astrayRows = new Set(this.astray.map(({ row }) => row));
    const chain = new KeyChain(pinned);
    const severed = new SeveredNotes((size) => this.isNotedAt(size));
    const revocations: Revocation[] = [];
    let highestAmiss = 0;
    for (const { stored, checkpoint } of this.inOrder()) {
      const distrust =
        checkpoint === undefined ? 'malformed' : distrustOf(stored, checkpoint, { chain, severed });
      if (!isUnsigned(distrust))
        for (const row of severed.putIn()) this.distrusted.set(row, 'key-not-handed-over');
      if (distrust !== undefined) this.distrusted.set(stored.size, distrust);
      const said = checkpoint?.size ?? stored.size;
      if (distrust !== undefined || said !== stored.size)
        highestAmiss = Math.max(highestAmiss, stored.size, said);
      if (checkpoint === undefined || isUnsigned(distrust)) continue;
      for (const each of checkpoint.revoked) revocations.push(each);
      if (said !== stored.size) this.rowsOfAstray.set(said, stored.size);
      if (distrust === undefined) this.newest = checkpoint;
    }
    this.revocations = revocations;
    this.highestAmiss = highestAmiss;
  }

  /** Every stored checkpoint, in order of the sizes that they were signed with; one that is not signed, by its row. */
  *all(): Generator<JudgedNote> {
    for (const read of this.inOrder()) yield { ...read, distrust: this.distrusted.get(read.stored.size) };
  }

  /** Those whose signatures fit, those of revoked keys as well, in the same order. */
  *signed(): Generator<Checkpoint> {
    for (const { checkpoint, distrust } of this.all())
      if (checkpoint !== undefined && !isUnsigned(distrust)) yield checkpoint;
  }

  /** The one of `signed` that has this size, in whatever row. */
  signedAt(size: number): SignedCheckpoint | undefined {
    const stored = this.checkpoints.of(size);
    if (stored !== undefined && !this.astrayRows.has(size) && !this.isUnsignedAt(size)) return stored;
    const row = this.rowsOfAstray.get(size);
    return row === undefined ? undefined : this.checkpoints.of(row);
  }

  /** Whether what stands in the row of a size is not what was signed. */
  isUnsignedAt(row: number): boolean {
    return isUnsigned(this.distrusted.get(row));
  }

  /**
   * The newest that is signed rightly, by a key that was not revoked for it: what the log and what was made of it are held against.
   *
   * @param revoked what is revoked by notes from elsewhere
   */
  measure(revoked: readonly Revocation[]): Checkpoint | undefined {
    const all = [...this.revocations, ...revoked];
    if (this.newest === undefined || !isRevoked(all, this.newest)) return this.newest;
    let before: Checkpoint | undefined;
    for (const { checkpoint, distrust } of this.all())
      if (checkpoint !== undefined && distrust === undefined && !isRevoked(all, checkpoint))
        before = checkpoint;
    return before;
  }

  /** Whether a note that is no measure says that more was sealed, or stands at more. */
  isSaidBeyond(size: number): boolean {
    return Math.max(this.highestAmiss, this.newest?.size ?? 0) > size;
  }

  /** Whether a note stands in the row of a size, or one of that size in another row. */
  private isNotedAt(size: number): boolean {
    const isInRow = this.checkpoints.of(size) !== undefined && !this.astrayRows.has(size);
    return isInRow || this.astray.some((note) => note.size === size);
  }

  private *inOrder(): Generator<ReadCheckpoint> {
    let next = 0;
    const before = (size: number): readonly AstrayNote[] => {
      const first = next;
      while ((this.astray[next]?.size ?? Infinity) < size) next += 1;
      return this.astray.slice(first, next);
    };
    for (const stored of storedNotes(this.checkpoints)) {
      if (this.astrayRows.has(stored.size)) continue;
      yield* this.read(before(stored.size));
      yield { stored, checkpoint: readOrNothing(stored.note) };
    }
    yield* this.read(before(Infinity));
  }

  private *read(notes: readonly AstrayNote[]): Generator<ReadCheckpoint> {
    for (const { row } of notes) {
      const stored = this.checkpoints.of(row);
      if (stored !== undefined) yield { stored, checkpoint: readOrNothing(stored.note) };
    }
  }
}

/** Every checkpoint in order of its row. */
function* storedNotes(checkpoints: Checkpoints): Generator<SignedCheckpoint> {
  for (let after = Number.MIN_SAFE_INTEGER; ;) {
    const page = checkpoints.page(after, PAGE);
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.size;
  }
}

/** A checkpoint as far as it can be read: what is wrong with one that cannot, its own finding says. */
export function readOrNothing(note: string): Checkpoint | undefined {
  try {
    return readCheckpoint(readNote(note).text);
  } catch (error) {
    if (error instanceof AuditError) return undefined;
    throw error;
  }
}

/** A size that nobody signed is no place: only what its own key signed can be in the wrong one. */
function* astrayAmong(notes: Iterable<SignedCheckpoint>): Generator<AstrayNote> {
  for (const { size: row, note } of notes) {
    // The second line is the size: nearly every note is in its place, and need not be read for that.
    if (note.split('\n', 2)[1] === String(row)) continue;
    const checkpoint = readOrNothing(note);
    if (checkpoint === undefined) continue;
    const { size, verifier } = checkpoint;
    if (holdsSignatureOf(readNote(note), readVerifierKey(verifier))) yield { row, size };
  }
}

function distrustOf(
  stored: SignedCheckpoint,
  checkpoint: Checkpoint,
  { chain, severed }: { readonly chain: KeyChain; readonly severed: SeveredNotes },
): NoteDistrust | undefined {
  try {
    const distrust = chain.take(stored.note);
    return distrust === 'key-not-handed-over' ? severed.take(stored, checkpoint) : distrust;
  } catch (error) {
    // A key of a witness in the line "key": it can be read, and is no checkpoint.
    if (error instanceof AuditError) return 'malformed';
    throw error;
  }
}

function isUnsigned(distrust: NoteDistrust | undefined): boolean {
  return distrust !== undefined && distrust !== 'key-revoked';
}
