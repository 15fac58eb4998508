import { MalformedNoteError } from '../errors.js';
import { isSignedBy, KEY_NAME, type VerifierKey } from './verifier-key.js';

/** One signature line of a note: whose, by the key's id, and the bytes after it. */
export interface SignatureLine {
  readonly name: string;
  readonly keyId: string;
  readonly signature: Buffer;
}

/** A signed note (C2SP signed-note): a text that ends with a line break, and signatures over it. */
export interface Note {
  readonly text: string;
  readonly signatures: readonly SignatureLine[];
}

/** More signatures than any checkpoint has; a note with more is refused before they are looked at. */
const MAX_SIGNATURES = 100;

/** The whole note: its text, an empty line, the signature lines. */
export function writeNote({ text, signatures }: Note): string {
  return `${text}\n${signatures.map((line) => `${signatureLine(line)}\n`).join('')}`;
}

/** A signature as a line without its break. */
export function signatureLine({ name, keyId, signature }: SignatureLine): string {
  return `— ${name} ${Buffer.concat([Buffer.from(keyId, 'hex'), signature]).toString('base64')}`;
}

/** @throws MalformedNoteError */
export function readNote(note: string): Note {
  const end = note.lastIndexOf('\n\n');
  if (end < 1 || !note.endsWith('\n')) throw new MalformedNoteError('a text, an empty line, signature lines');
  if (/(?!\n)\p{Cc}|\p{Surrogate}/u.test(note)) throw new MalformedNoteError('no control characters');
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw new MalformedNoteError(`at most ${MAX_SIGNATURES} signatures`);
  return { text: note.slice(0, end + 1), signatures: lines.map(readSignatureLine) };
}

const SIGNATURE = new RegExp(`^— (${KEY_NAME}) ([A-Za-z0-9+/]+=*)$`, 'u');

/** @throws MalformedNoteError */
export function readSignatureLine(line: string): SignatureLine {
  const [, name, base64] = SIGNATURE.exec(line) ?? [];
  const bytes = Buffer.from(base64 ?? '', 'base64');
  if (name === undefined || bytes.length < 5 || bytes.toString('base64') !== base64)
    throw new MalformedNoteError('signature lines "— name base64"');
  return { name, keyId: bytes.subarray(0, 4).toString('hex'), signature: bytes.subarray(4) };
}

/** True where the note carries a signature of the key that holds. Lines of other keys are left alone, as C2SP says. */
export function holdsSignatureOf({ text, signatures }: Note, key: VerifierKey): boolean {
  return signatures.some(
    ({ name, keyId, signature }) => name === key.name && keyId === key.id && isSignedBy(key, text, signature),
  );
}
