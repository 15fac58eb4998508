import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MalformedKeyError, UnsafeKeyFileError } from '../errors.js';
import { originOf, type Revocation } from '../note/checkpoint.js';
import { keyId, readVerifierKey, verifierKey } from '../note/verifier-key.js';
import type { Signer, SignerRing } from './signer.js';

/** DER before the 32 bytes of a private Ed25519 key (RFC 8410). */
const PRIVATE_DER = Buffer.from('302e020100300506032b657004220420', 'hex');

const HEADER =
  '# Keys that seal this ledger, the newest last; whoever reads them can sign in its name. See docs/operating.md.\n';

/** Where the keys of a directory's seals are. */
export function keyFileOf(directory: string): string {
  return join(directory, 'seal-keys');
}

/** A new private key of a ledger, as a line of the file: `PRIVATE+KEY+name+id+base64`, as C2SP's tools write it. */
export function newKeyLine(logId: string): string {
  const der = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' });
  const name = originOf(logId);
  const seed = der.subarray(PRIVATE_DER.length);
  const id = keyId(name, Buffer.from([1, ...publicBytes(keyOf(seed))]));
  return `PRIVATE+KEY+${name}+${id}+${Buffer.from([1, ...seed]).toString('base64')}`;
}

/**
 * Opens the key file of a directory, and makes it with a first key where there is none.
 *
 * @throws MalformedKeyError, UnsafeKeyFileError
 */
export function openKeyFile(directory: string, logId: string): SignerRing {
  const path = keyFileOf(directory);
  if (!existsSync(path)) writeKeyFile(path, `${HEADER}${newKeyLine(logId)}\n`);
  return readKeyFile(path);
}

/**
 * Reads a key file: lines of private keys, the newest last, and `revoked name+id+key size`.
 *
 * @throws MalformedKeyError, UnsafeKeyFileError
 */
export function readKeyFile(path: string): SignerRing {
  const { signers, revoked } = readLines(path);
  const current = signers.at(-1);
  if (current === undefined) throw new MalformedKeyError('at least one private key');
  return { current, of: (verifier) => signers.find((each) => each.verifier === verifier), revoked };
}

/** A public key of a file, in its order, and those that are only revoked in it. */
export interface ListedKey {
  readonly id: string;
  readonly verifier: string;
  readonly isCurrent: boolean;
  /** It counts for no checkpoint of more events than this; null: it is not revoked. */
  readonly revokedFrom: number | null;
}

/** The public halves of the keys of a file. */
export interface KeyList {
  readonly keys: readonly ListedKey[];
}

/** @throws as `readKeyFile` */
export function listKeys(path: string): KeyList {
  const { current } = readKeyFile(path);
  const { signers, revoked } = readLines(path);
  const verifiers = new Set([...signers, ...revoked].map(({ verifier }) => verifier));
  const keys = [...verifiers].map((verifier) => {
    const sizes = revoked.filter((each) => each.verifier === verifier).map(({ size }) => size);
    return {
      id: readVerifierKey(verifier).id,
      verifier,
      isCurrent: verifier === current.verifier,
      revokedFrom: sizes.length === 0 ? null : Math.min(...sizes),
    };
  });
  return { keys };
}

function readLines(path: string): {
  readonly signers: readonly Signer[];
  readonly revoked: readonly Revocation[];
} {
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) throw new UnsafeKeyFileError(path);
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const revoked = lines.filter((line) => line.startsWith('revoked ')).map(revocationOf);
  return { signers: lines.filter((line) => !line.startsWith('revoked ')).map(signerOf), revoked };
}

/** A key that ends with the process: for a ledger in memory. */
export function passingKeys(logId: string): SignerRing {
  const current = signerOf(newKeyLine(logId));
  return { current, of: (verifier) => (verifier === current.verifier ? current : undefined), revoked: [] };
}

/** Adds a key that seals from the next checkpoint on; gives its public half. */
export function addKey(directory: string, logId: string): string {
  const path = keyFileOf(directory);
  const before = existsSync(path) ? readFileSync(path, 'utf8') : HEADER;
  writeKeyFile(path, `${before}${newKeyLine(logId)}\n`);
  return readKeyFile(path).current.verifier;
}

/**
 * Says that a key counts no more for checkpoints of more than `size` events; the current one is replaced first.
 *
 * @throws MalformedKeyError where it is no key, or the one in use
 */
export function revokeKey(directory: string, { verifier, size }: Revocation): void {
  const path = keyFileOf(directory);
  const { text } = readVerifierKey(verifier);
  if (readKeyFile(path).current.verifier === text)
    throw new MalformedKeyError('a key that is no longer the newest: add another one first');
  writeKeyFile(path, `${readFileSync(path, 'utf8')}revoked ${text} ${size}\n`);
}

/** Whole or not at all: a process that dies leaves the file as it was. */
function writeKeyFile(path: string, content: string): void {
  writeFileSync(`${path}.new`, content, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
}

function revocationOf(line: string): Revocation {
  const [, verifier = '', size = ''] = line.split(' ');
  if (!/^\d{1,15}$/.test(size)) throw new MalformedKeyError('"revoked key size"');
  return { verifier: readVerifierKey(verifier).text, size: Number(size) };
}

function signerOf(line: string): Signer {
  const [, name, id, base64] =
    /^PRIVATE\+KEY\+([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(line) ?? [];
  const typed = Buffer.from(base64 ?? '', 'base64');
  if (name === undefined || typed.length !== 33 || typed[0] !== 1)
    throw new MalformedKeyError('PRIVATE+KEY+name+id+base64 of an Ed25519 key');
  const privateKey = keyOf(typed.subarray(1));
  const verifier = verifierKey(name, 'ed25519', publicBytes(privateKey));
  if (verifier.id !== id) throw new MalformedKeyError('the id of this name and key in the middle');
  return {
    verifier: verifier.text,
    sign: (text) =>
      Promise.resolve({ name, keyId: verifier.id, signature: sign(null, Buffer.from(text), privateKey) }),
  };
}

function keyOf(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PRIVATE_DER, seed]), format: 'der', type: 'pkcs8' });
}

function publicBytes(privateKey: KeyObject): Buffer {
  return createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32);
}
