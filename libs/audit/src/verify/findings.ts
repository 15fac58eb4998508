import type { FileFault, Position } from '#libs/event-store';
import type { Checkpoint } from '../note/checkpoint.js';

/** Everything that a verification can find wrong; what each means is in docs/audit-format.md. */
export type Finding =
  /** The file of a database is not whole; where an index is named, answers that are found through it may leave rows out. */
  | ({ readonly kind: 'file-damaged'; readonly file: string } & FileFault)
  /** What is stored in a part is such that going through it fails: a value that the program never writes. */
  | { readonly kind: 'not-verifiable'; readonly part: UnverifiablePart; readonly says: string }
  /** An event is not what was sealed. */
  | { readonly kind: 'event-changed'; readonly position: Position }
  /** An event was sealed and is gone. */
  | { readonly kind: 'event-missing'; readonly position: Position }
  /** An event stands among sealed ones and was not sealed. */
  | { readonly kind: 'event-inserted'; readonly position: Position }
  /** An event has not the version after the one before it in its stream. */
  | { readonly kind: 'stream-broken'; readonly position: Position }
  /** An event has no canonical bytes, so that it cannot be sealed. */
  | { readonly kind: 'event-unsealable'; readonly position: Position }
  /** The log cannot be read on after a position. */
  | { readonly kind: 'log-unreadable'; readonly position: Position }
  /** The stored tree has not the hashes that follow from the log. */
  | { readonly kind: 'tree-changed'; readonly level: number; readonly tile: number }
  /** Which events the leaves of a tile belong to is not what the log says. */
  | { readonly kind: 'positions-changed'; readonly tile: number }
  /** The stored head of a stream is not what follows from the log. */
  | { readonly kind: 'head-changed'; readonly key: string; readonly stream: string }
  /** A row of the map of heads is not what follows from the log. */
  | { readonly kind: 'head-row-changed'; readonly prefix: string }
  /** A checkpoint is not signed, not in its place, or not over this log. */
  | { readonly kind: 'checkpoint-changed'; readonly size: number; readonly because: CheckpointFault }
  /** Tree and positions go up to this size, which a checkpoint was written together with, and no newest one says so. */
  | { readonly kind: 'checkpoint-missing'; readonly size: number }
  /** The record of the ledger's creation is not the one that this checkpoint, the first of such, names. */
  | { readonly kind: 'creation-changed'; readonly size: number }
  /** A place names another log than the one whose leaves were sealed. */
  | {
      readonly kind: 'log-id-changed';
      readonly place: 'store' | 'seals';
      readonly seen: string;
      readonly expected: string;
    }
  /** What the store keeps of the script of a sample, which ends with the first event by the ledger's own clock, is not so. */
  | { readonly kind: 'script-changed'; readonly isOpen: boolean; readonly position: Position | null }
  /** What the store keeps of the latest recording up to an event is not what the log gives. */
  | { readonly kind: 'latest-recording-changed'; readonly position: Position | null }
  /** The idempotency key that this event names is not bound to its append any more, or to more or fewer events. */
  | { readonly kind: 'key-changed'; readonly position: Position }
  /** An idempotency key is bound to events of one append that are not there, from this position on, or is no text; null: to no position at all. */
  | { readonly kind: 'key-astray'; readonly position: Position | null }
  /** What idempotency keys are bound to cannot be read. */
  | { readonly kind: 'keys-unreadable' }
  /** A co-signature does not fit its checkpoint. */
  | { readonly kind: 'cosignature-changed'; readonly size: number; readonly witness: string }
  /** A re-seal is not signed as it should be, or not over this log. */
  | { readonly kind: 'reseal-changed'; readonly name: string; readonly because: ResealFault }
  /** A re-seal that a checkpoint names is gone. */
  | { readonly kind: 'reseal-missing'; readonly name: string }
  /** The access log that a checkpoint names last is not in this copy of the ledger. */
  | { readonly kind: 'access-log-missing'; readonly logId: string; readonly size: number }
  /** A checkpoint kept elsewhere shows another log, or a longer one. */
  | { readonly kind: 'not-append-only'; readonly size: number; readonly name: string }
  | { readonly kind: 'events-lost'; readonly size: number; readonly name: string; readonly lost: number };

/** What a verification goes through one after the other; where one fails, the others are gone through all the same. */
export type UnverifiablePart = 'reseals' | 'decisions' | 'read-models' | 'access-log-index';

/** What is wrong with a checkpoint. */
export type CheckpointFault =
  | 'malformed'
  | 'bad-signature'
  | 'key-not-handed-over'
  | 'key-revoked'
  | 'another-place'
  | 'another-log'
  | 'one-before-missing';

/** What is wrong with a re-seal. */
export type ResealFault =
  | 'malformed'
  | 'bad-signature'
  | 'unknown-key'
  | 'key-revoked'
  | 'another-log'
  /** It stands under another name than its own. */
  | 'another-place'
  /** It is not the one that a checkpoint names. */
  | 'another-note';

/** A checkpoint from outside the ledger: of a back-up, a letter, a witness. */
export interface OutsideCheckpoint {
  /** As messages name it: a file, or the code. */
  readonly name: string;
  readonly size: number;
  readonly root: Buffer;
  /** All that it says, where it is a signed note; the code of a letter says nothing more. */
  readonly checkpoint?: Checkpoint | undefined;
}
