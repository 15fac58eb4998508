import { BadCosignatureError } from '../errors.js';
import { readNote, readSignatureLine, type SignatureLine } from './note.js';
import { isSignedBy, type VerifierKey } from './verifier-key.js';

/** What a witness signs (C2SP tlog-cosignature v1): when it saw the checkpoint, and the checkpoint's text. */
export function cosignedMessage(text: string, seconds: bigint): string {
  return `cosignature/v1\ntime ${seconds}\n${text}`;
}

/** A witness and when it saw a checkpoint that extends what it saw before, in seconds since 1970. */
export interface Cosignature {
  readonly witness: VerifierKey;
  readonly seconds: bigint;
}

/**
 * Reads the co-signature of a witness on a checkpoint.
 *
 * @param text of the checkpoint
 * @throws BadCosignatureError where it is of another key, over another text, or has no time
 */
export function checkCosignature(
  text: string,
  { name, keyId, signature }: SignatureLine,
  witness: VerifierKey,
): Cosignature {
  const isOfWitness = witness.type === 'cosignature' && name === witness.name && keyId === witness.id;
  if (!isOfWitness || signature.length !== 72) throw new BadCosignatureError(witness.name);
  const seconds = signature.readBigUInt64BE(0);
  if (!isSignedBy(witness, cosignedMessage(text, seconds), signature.subarray(8)))
    throw new BadCosignatureError(witness.name);
  return { witness, seconds };
}

/**
 * Takes the line of a witness from what it sent: the line alone, or the whole note with it.
 *
 * @throws MalformedNoteError, BadCosignatureError where the note has no line of that witness
 */
export function lineOfWitness(sent: string, { name, id }: VerifierKey): SignatureLine {
  const lines = sent.startsWith('— ') ? [readSignatureLine(sent.trimEnd())] : readNote(sent).signatures;
  const line = lines.find((each) => each.name === name && each.keyId === id);
  if (line === undefined) throw new BadCosignatureError(name);
  return line;
}
