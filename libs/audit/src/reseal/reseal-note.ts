import { MalformedNoteError } from '../errors.js';
import { type Hash, HASH_BYTES, readHash, written } from '../hashing.js';
import { originOf } from '../note/checkpoint.js';
import { readVerifierKey } from '../note/verifier-key.js';
import { type AddedAlgorithm, isAddedAlgorithm, writtenBy } from './algorithms.js';

/** What a re-seal says: the same events under another hash function, and the root that they were sealed with before. */
export interface Reseal {
  readonly logId: string;
  readonly algorithm: AddedAlgorithm;
  /** That of a checkpoint of the ledger. */
  readonly size: number;
  /** Root over the same leaves, with leaves and nodes hashed by the added function. */
  readonly root: Hash;
  /** Root of the map of stream heads, likewise. */
  readonly heads: Hash;
  /** Position of the last event in it. */
  readonly position: number;
  /** SHA-256 root of the checkpoint of that size. */
  readonly over: Hash;
  /** The key that signs it, as `VerifierKey.text`. */
  readonly verifier: string;
  /** Hash of the record of the log's making, by the added function; null: programs before this line did not say. */
  readonly creation: Hash | null;
}

/** Its text, in the form of a checkpoint (C2SP tlog-checkpoint) with an origin of its own. */
export function resealText(reseal: Reseal): string {
  const { logId, algorithm, size, root, heads, position, over, verifier, creation } = reseal;
  const lines = [
    `${originOf(logId)}/${algorithm}`,
    String(size),
    root.toString('base64'),
    `heads ${writtenBy(algorithm, heads)}`,
    `position ${position}`,
    `over ${written(over)}`,
    `key ${verifier}`,
    ...(creation === null ? [] : [`creation ${writtenBy(algorithm, creation)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * Reads one. Lines after those known here are left alone.
 *
 * @throws MalformedNoteError, MalformedKeyError
 */
export function readReseal(text: string): Reseal {
  const [origin = '', size = '', root = '', heads = '', position = '', over = '', key = '', ...rest] =
    text.split('\n');
  const [, logId, algorithm = ''] = /^canbao-ledger\/([0-9a-f-]{36})\/([a-z0-9-]+)$/.exec(origin) ?? [];
  if (logId === undefined || !isAddedAlgorithm(algorithm))
    throw new MalformedNoteError('the origin canbao-ledger/…/sm3 in the first line');
  const rootHash = Buffer.from(root, 'base64');
  const headsHash = new RegExp(`^heads ${algorithm}:([0-9a-f]{64})$`).exec(heads)?.[1];
  const overHash = readHash(/^over (.+)$/.exec(over)?.[1] ?? '');
  const verifier = /^key (.+)$/.exec(key)?.[1];
  if (rootHash.length !== HASH_BYTES || rootHash.toString('base64') !== root || headsHash === undefined)
    throw new MalformedNoteError(`the root in base64 and "heads ${algorithm}:…"`);
  if (overHash === undefined || verifier === undefined)
    throw new MalformedNoteError('"over sha256:…" and "key …"');
  return {
    logId,
    algorithm,
    size: countOf(size),
    root: rootHash,
    heads: Buffer.from(headsHash, 'hex'),
    position: countOf(/^position (.+)$/.exec(position)?.[1] ?? ''),
    over: overHash,
    verifier: readVerifierKey(verifier).text,
    creation: creationOf(rest, algorithm),
  };
}

function creationOf(lines: readonly string[], algorithm: AddedAlgorithm): Hash | null {
  const line = lines.find((each) => each.startsWith('creation '));
  if (line === undefined) return null;
  const digits = new RegExp(`^creation ${algorithm}:([0-9a-f]{64})$`).exec(line)?.[1];
  if (digits === undefined) throw new MalformedNoteError(`"creation ${algorithm}:…"`);
  return Buffer.from(digits, 'hex');
}

function countOf(text: string): number {
  const count = Number(text);
  if (!/^[1-9]\d*$/.test(text) || !Number.isSafeInteger(count))
    throw new MalformedNoteError('whole numbers without leading zeros');
  return count;
}
