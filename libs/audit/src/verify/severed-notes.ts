import type { Checkpoint } from '../note/checkpoint.js';
import { holdsSignatureOf, readNote } from '../note/note.js';
import { readVerifierKey } from '../note/verifier-key.js';
import type { SignedCheckpoint } from '../sqlite/checkpoints.js';

/** Why a note whose key no note before it handed over counts for nothing. */
export type Severance =
  /** The note before it is there, and hands this key to nobody. */
  | 'key-not-handed-over'
  /** The note before it is gone: that one may have handed the key over. */
  | 'one-before-missing'
  /** It follows such a one, by its key; nothing else is wrong with it. */
  | 'after-missing';

/**
 * Notes whose key no note before them handed over, told apart by whether the note that may have done so is gone. None of them is
 * believed, since whoever puts one in can name a size at which there never was one: only what is blamed differs.
 */
export class SeveredNotes {
  /** The key of each since the last note that is believed, by its size. */
  private readonly keys = new Map<number, string>();
  private since: number[] = [];

  /** @param isThere whether some note stands at a size */
  constructor(private readonly isThere: (size: number) => boolean) {}

  /** Takes the next one, in order of size. */
  take(stored: SignedCheckpoint, { size, position, previous, verifier }: Checkpoint): Severance {
    const key = this.keys.get(previous);
    const isGone = previous !== 0 && !this.isThere(previous);
    const isNext = key !== undefined && holdsSignatureOf(readNote(stored.note), readVerifierKey(key));
    if (!isGone && !isNext) return 'key-not-handed-over';
    this.keys.set(size, verifier);
    this.since.push(stored.size);
    if (isGone) return 'one-before-missing';
    const isInPlace = size === stored.size && position === stored.position;
    return isInPlace ? 'after-missing' : 'key-not-handed-over';
  }

  /** The rows of those that were put in: a note that is believed comes after them, so that no key was handed over to theirs. */
  putIn(): readonly number[] {
    const rows = this.since;
    this.since = [];
    this.keys.clear();
    return rows;
  }
}
