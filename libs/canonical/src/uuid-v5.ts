import { type HashFunction, toHex } from './digest.js';
import { InvalidNamespaceError } from './errors.js';

const NAMESPACE_BYTES = 16;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The UUID version 5 (RFC 9562) of a name in a namespace, in lower case: the same two arguments give the same id on
 * every machine and for ever.
 *
 * @param namespace a UUID
 * @param name any text; its UTF-8 bytes are hashed
 * @param sha1 the SHA-1 hash function, at least 16 bytes out
 * @throws InvalidNamespaceError when the namespace is no UUID
 */
export function uuidV5(namespace: string, name: string, sha1: HashFunction): string {
  if (!uuid.test(namespace)) throw new InvalidNamespaceError(namespace);
  const digits = namespace.replaceAll('-', '');
  const named = new TextEncoder().encode(name);
  const bytes = new Uint8Array(NAMESPACE_BYTES + named.length);
  for (let index = 0; index < NAMESPACE_BYTES; index += 1)
    bytes[index] = parseInt(digits.slice(index * 2, index * 2 + 2), 16);
  bytes.set(named, NAMESPACE_BYTES);
  const hash = Uint8Array.from(sha1(bytes).subarray(0, 16));
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = toHex(hash);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
