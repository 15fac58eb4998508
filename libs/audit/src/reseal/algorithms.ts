import { createHash, getHashes } from 'node:crypto';
import { UnsupportedAlgorithmError } from '../errors.js';
import type { ALGORITHM, Hash, Hasher } from '../hashing.js';

/** Hash functions that a log can be sealed with anew, beside the one that its own checkpoints use. All give 32 bytes. */
export const ADDED_ALGORITHMS = ['sm3'] as const;
export type AddedAlgorithm = (typeof ADDED_ALGORITHMS)[number];

export function isAddedAlgorithm(name: string): name is AddedAlgorithm {
  return (ADDED_ALGORITHMS as readonly string[]).includes(name);
}

/** @throws UnsupportedAlgorithmError where the cryptography of this machine lacks it */
export function hasherOf(algorithm: AddedAlgorithm): Hasher {
  if (!getHashes().includes(algorithm)) throw new UnsupportedAlgorithmError(algorithm);
  return (content) => createHash(algorithm).update(content).digest();
}

/** A hash with the name of its function: `sm3:` and 64 hexadecimal digits. */
export function writtenBy(algorithm: AddedAlgorithm | typeof ALGORITHM, hash: Hash): string {
  return `${algorithm}:${hash.toString('hex')}`;
}
