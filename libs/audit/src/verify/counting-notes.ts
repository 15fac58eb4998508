import { isRevoked, type Revocation } from '../note/checkpoint.js';
import type { OutsideCheckpoint } from './findings.js';

/** Checkpoints from elsewhere, told apart by whether their key still counted for them. */
export interface NotesApart<Note extends OutsideCheckpoint> {
  readonly counting: readonly Note[];
  /** Signed by a key that was revoked for checkpoints of their size: whoever had the key can have made them. */
  readonly revoked: readonly Note[];
  /** What they revoke, where what the ledger shows does not revoke them. */
  readonly revocations: readonly Revocation[];
}

/**
 * A revocation says from which size on a key counts no more, and so holds for what was kept elsewhere, too. What the ledger's own
 * checkpoints revoke is taken first; a note that does not count by that revokes nothing itself. The code of a letter names no key.
 *
 * @param shown what the ledger's own checkpoints revoke
 */
export function notesApart<Note extends OutsideCheckpoint>(
  outside: readonly Note[],
  shown: readonly Revocation[],
): NotesApart<Note> {
  const others = outside.filter((note) => !isRevokedBy(shown, note));
  const revocations = others.flatMap(({ checkpoint }) => checkpoint?.revoked ?? []);
  const all = [...shown, ...revocations];
  return {
    counting: outside.filter((note) => !isRevokedBy(all, note)),
    revoked: outside.filter((note) => isRevokedBy(all, note)),
    revocations,
  };
}

function isRevokedBy(revocations: readonly Revocation[], { checkpoint }: OutsideCheckpoint): boolean {
  return checkpoint !== undefined && isRevoked(revocations, checkpoint);
}
