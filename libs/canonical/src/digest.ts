/**
 * A hash function: bytes in, hash out. It is always an argument, so that this library imports nothing and runs in a
 * browser; on Node it is `(bytes) => createHash('sha256').update(bytes).digest()`.
 */
export type HashFunction = (bytes: Uint8Array) => Uint8Array;

/** A hash function with the name that stands before its digests: `sha256`, `sm3`. */
export type HashAlgorithm = { readonly name: string; readonly hash: HashFunction };

/** The digest of a text's UTF-8 bytes as `name:hex`, for instance `sha256:8c1e…`, in lower case. */
export function digest(text: string, { name, hash }: HashAlgorithm): string {
  return `${name}:${toHex(hash(new TextEncoder().encode(text)))}`;
}

const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Two lower-case hexadecimal digits a byte. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += DIGITS[byte] ?? '';
  return text;
}
