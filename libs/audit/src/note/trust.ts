import { MalformedKeyError } from '../errors.js';
import { isRevoked, readCheckpoint, type Revocation } from './checkpoint.js';
import { holdsSignatureOf, readNote } from './note.js';
import { readVerifierKey } from './verifier-key.js';

/** Why a checkpoint is not taken. */
export type Distrust = 'bad-signature' | 'key-not-handed-over' | 'key-revoked';

/**
 * Follows the keys of a ledger through its checkpoints in order of size. The first key is trusted as given, or as found
 * in the first checkpoint; another one only where a checkpoint that names it is signed by the key before, too.
 */
export class KeyChain {
  private current: string | undefined;
  /** Every revocation so far: one that a later checkpoint leaves out holds all the same. */
  private readonly revoked: Revocation[] = [];

  /** @param pinned the key known from elsewhere; undefined: that of the first checkpoint is taken */
  constructor(pinned?: string) {
    this.current = pinned === undefined ? undefined : readVerifierKey(pinned).text;
  }

  /**
   * Takes the next checkpoint; undefined where it is to be trusted.
   *
   * @throws MalformedNoteError, MalformedKeyError where it is none
   */
  take(note: string): Distrust | undefined {
    const read = readNote(note);
    const checkpoint = readCheckpoint(read.text);
    const key = readVerifierKey(checkpoint.verifier);
    if (key.type !== 'ed25519') throw new MalformedKeyError('a key of type 1 in the line "key"');
    if (!holdsSignatureOf(read, key)) return 'bad-signature';
    const before = this.current;
    if (before !== undefined && before !== key.text && !holdsSignatureOf(read, readVerifierKey(before)))
      return 'key-not-handed-over';
    this.know(checkpoint.revoked);
    if (this.isRevoked(key.text, checkpoint.size)) return 'key-revoked';
    this.current = key.text;
    return undefined;
  }

  /** Takes revocations, from wherever they are known. */
  know(revoked: readonly Revocation[]): void {
    this.revoked.push(...revoked.filter((each) => !this.knows(each)));
  }

  private knows({ verifier, size }: Revocation): boolean {
    return this.revoked.some((each) => each.verifier === verifier && each.size <= size);
  }

  /** True where a key no longer counted for a checkpoint of so many events, by all that was taken. */
  isRevoked(verifier: string, size: number): boolean {
    return isRevoked(this.revoked, { verifier, size });
  }
}
