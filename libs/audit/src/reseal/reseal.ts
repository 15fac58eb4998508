import type { EventStore } from '#libs/event-store';
import { creationHash } from '../creation.js';
import { KeyWithoutPredecessorError, LogNotAsSealedError, NotSealedError } from '../errors.js';
import type { SignerRing } from '../keys/signer.js';
import { readCheckpoint } from '../note/checkpoint.js';
import { readNote, writeNote } from '../note/note.js';
import type { Seals } from '../seals.js';
import { type AddedAlgorithm, hasherOf } from './algorithms.js';
import { DoubleRoot, takeFirst } from './double-root.js';
import { type Reseal, resealText } from './reseal-note.js';

/** What is sealed anew, and how. */
export interface Resealing {
  readonly log: Pick<EventStore, 'ledger' | 'readPages'>;
  readonly seals: Seals;
  readonly algorithm: AddedAlgorithm;
  readonly signal: AbortSignal;
  readonly onEvent: (events: number) => void;
}

/**
 * Hashes everything under the last checkpoint anew by an added function. Nothing that was signed before is touched, and
 * nothing is signed over a log that is not the one of that checkpoint.
 *
 * @throws NotSealedError where there is no checkpoint yet; LogNotAsSealedError; UnsupportedAlgorithmError;
 *   UnsealableEventError; a StoreError
 */
export async function resealed({ log, seals, algorithm, signal, onEvent }: Resealing): Promise<Reseal> {
  const { logId } = log.ledger;
  const latest = seals.checkpoints.latest();
  if (latest === undefined) throw new NotSealedError(`the ledger ${logId}`, 0);
  const { size, root: over, position, verifier } = readCheckpoint(readNote(latest.note).text);
  const hash = hasherOf(algorithm);
  const both = new DoubleRoot(logId, [hash]);
  await takeFirst(both, size, { log, signal, onEvent });
  const roots = both.roots();
  const [added] = roots.added;
  const isSame = both.size === size && roots.position === position && roots.sha256.equals(over);
  if (!isSame || added === undefined) throw new LogNotAsSealedError(position);
  return {
    logId,
    algorithm,
    size,
    ...added,
    position,
    over,
    verifier,
    creation: creationHash(log.ledger, hash),
  };
}

/**
 * Signs a re-seal with the key of the checkpoint that it is over.
 *
 * @throws KeyWithoutPredecessorError where that key is not there
 */
export async function signReseal(reseal: Reseal, ring: SignerRing): Promise<string> {
  const signer = ring.of(reseal.verifier);
  if (signer === undefined) throw new KeyWithoutPredecessorError(reseal.verifier);
  const text = resealText(reseal);
  return writeNote({ text, signatures: [await signer.sign(text)] });
}
