import { hash } from 'node:crypto';

/** Name of the hash function in every digest that is written down: `sha256:8c1e…`. */
export const ALGORITHM = 'sha256';

/** Bytes of one hash. */
export const HASH_BYTES = 32;

/** A hash: 32 bytes. */
export type Hash = Buffer;

/** A hash function of 32 bytes. */
export type Hasher = (content: Uint8Array | string) => Hash;

/** SHA-256 of bytes, or of a text in UTF-8. */
export function sha256(content: Uint8Array | string): Hash {
  // Through a text of one byte a character: a buffer made by the hash itself has memory of its own, which takes twice as long.
  return Buffer.from(hash(ALGORITHM, content, 'binary'), 'binary');
}

/** A hash as it is written in JSON and in checkpoints: `sha256:` and 64 hexadecimal digits in lower case. */
export function written(hash: Hash): string {
  return `${ALGORITHM}:${hash.toString('hex')}`;
}

/** Reads what `written` gives; undefined for anything else, also for another algorithm. */
export function readHash(text: string): Hash | undefined {
  return /^sha256:[0-9a-f]{64}$/.test(text)
    ? Buffer.from(text.slice(ALGORITHM.length + 1), 'hex')
    : undefined;
}
