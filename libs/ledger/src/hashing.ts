import { hash } from 'node:crypto';
import { digest, type HashAlgorithm, type HashFunction, uuidV5 } from '#libs/canonical';

// Through a text of one byte a character: a buffer made by the hash itself has memory of its own, which takes longer.
const sha1: HashFunction = (bytes) => Buffer.from(hash('sha1', bytes, 'binary'), 'binary');
const sha256: HashAlgorithm = {
  name: 'sha256',
  hash: (bytes) => Buffer.from(hash('sha256', bytes, 'binary'), 'binary'),
};

/** `sha256:` and the hash of a text in hexadecimal. */
export function sha256Of(text: string): string {
  return digest(text, sha256);
}

/** The id of an event: the same ledger and name give the same id for ever. */
export function eventIdOf(logId: string, name: string): string {
  return uuidV5(logId, name, sha1);
}
