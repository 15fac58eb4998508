import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { MalformedKeyError } from '../errors.js';
import { sha256 } from '../hashing.js';

/** What a key signs: notes (C2SP signed-note), or that a witness saw a checkpoint (C2SP tlog-cosignature). */
export const KEY_TYPES = { ed25519: 1, cosignature: 4 } as const;
export type KeyType = keyof typeof KEY_TYPES;

/** A name of a key: no plus, no control character and no blank of Unicode. `\s` means other characters in each language. */
export const KEY_NAME = String.raw`[^+\p{Cc}\p{White_Space}]+`;
const KEY = new RegExp(String.raw`^(${KEY_NAME})\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$`, 'u');

/** DER before the 32 bytes of a public Ed25519 key (RFC 8410). */
const PUBLIC_DER = Buffer.from('302a300506032b6570032100', 'hex');

/** A public key under a name, as C2SP signed-note writes it: `name+12345678+base64`. */
export interface VerifierKey {
  readonly text: string;
  readonly name: string;
  /** The first four bytes of a hash over name, type and key, as 8 hexadecimal digits. */
  readonly id: string;
  readonly type: KeyType;
  readonly publicKey: KeyObject;
}

/** The key of a name with 32 bytes of Ed25519. */
export function verifierKey(name: string, type: KeyType, bytes: Uint8Array): VerifierKey {
  const typed = Buffer.from([KEY_TYPES[type], ...bytes]);
  const id = keyId(name, typed);
  const publicKey = createPublicKey({
    key: Buffer.concat([PUBLIC_DER, bytes]),
    format: 'der',
    type: 'spki',
  });
  return { text: `${name}+${id}+${typed.toString('base64')}`, name, id, type, publicKey };
}

/** @throws MalformedKeyError unless the text is a key of a type known here, and its id fits */
export function readVerifierKey(text: string): VerifierKey {
  const [, name, id, base64] = KEY.exec(text) ?? [];
  if (name === undefined || id === undefined || base64 === undefined)
    throw new MalformedKeyError('name+8 hexadecimal digits+base64');
  const typed = Buffer.from(base64, 'base64');
  const type = (Object.keys(KEY_TYPES) as KeyType[]).find((each) => KEY_TYPES[each] === typed[0]);
  if (type === undefined || typed.length !== 33 || typed.toString('base64') !== base64)
    throw new MalformedKeyError('an Ed25519 key of type 1, or of type 4 for a witness');
  if (keyId(name, typed) !== id) throw new MalformedKeyError('the id of this name and key in the middle');
  return verifierKey(name, type, typed.subarray(1));
}

/** The id of a name with a key, type byte first. */
export function keyId(name: string, typed: Uint8Array): string {
  return sha256(Buffer.concat([Buffer.from(`${name}\n`), typed]))
    .subarray(0, 4)
    .toString('hex');
}

/** True where the signature is one of the key over the message. */
export function isSignedBy({ publicKey }: VerifierKey, message: string, signature: Uint8Array): boolean {
  return verify(null, Buffer.from(message), publicKey, signature);
}
