import { isSameCreation, type SealedCreation } from '../creation.js';
import type { Checkpoint } from '../note/checkpoint.js';
import type { Finding, OutsideCheckpoint } from './findings.js';
import { type JudgedNotes, readOrNothing } from './judged-notes.js';
import type { LogWalk } from './log-walk.js';

/** What checkpoints from outside are held against. */
export interface OutsideVerification {
  readonly walk: LogWalk;
  /** Undefined where the log has no seals. */
  readonly notes: JudgedNotes | undefined;
  /** What the log says of its making now. */
  readonly creation: SealedCreation;
}

/** Holds what a checkpoint from outside says of the log itself against the log; what it names beside it is held by others. */
export function* outsideFindings(
  { size, root, name, checkpoint }: OutsideCheckpoint,
  { walk: { tree }, notes, creation }: OutsideVerification,
): Generator<Finding> {
  const stored = notes?.signedAt(size);
  if (size > tree.size) yield { kind: 'events-lost', size, name, lost: size - tree.size };
  else if (!tree.rootAt(size).equals(root) || isOtherOver(checkpoint, stored && readOrNothing(stored.note)))
    yield { kind: 'not-append-only', size, name };
  const made = checkpoint?.creation ?? null;
  if (made !== null && !isSameCreation(made, creation)) yield { kind: 'creation-changed', size };
}

/** Two checkpoints of one size: both were signed, and only one of them can be right about the streams. */
function isOtherOver(kept: Checkpoint | undefined, stored: Checkpoint | undefined): boolean {
  if (kept === undefined || stored === undefined) return false;
  const counts = [kept.declarations, stored.declarations];
  return !kept.heads.equals(stored.heads) || (!counts.includes(null) && counts[0] !== counts[1]);
}
