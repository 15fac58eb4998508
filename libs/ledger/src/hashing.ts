import { createHash } from 'node:crypto';
import { digest, type HashAlgorithm, type HashFunction, uuidV5 } from '#libs/canonical';

const sha1: HashFunction = (bytes) => createHash('sha1').update(bytes).digest();
const sha256: HashAlgorithm = {
  name: 'sha256',
  hash: (bytes) => createHash('sha256').update(bytes).digest(),
};

/** `sha256:` and the hash of a text in hexadecimal. */
export function sha256Of(text: string): string {
  return digest(text, sha256);
}

/** The id of an event: the same ledger and name give the same id for ever. */
export function eventIdOf(logId: string, name: string): string {
  return uuidV5(logId, name, sha1);
}
