import { toHex } from './digest.js';

/** Bytes of chance that `uuidV7` takes. */
export const UUID_V7_RANDOM_BYTES = 10;

/**
 * A UUID of version 7 (RFC 9562), in lower case: the moment, then 74 bits of chance. Those that are made one after the other
 * stand side by side in an index, where those of chance alone would be scattered over all of it.
 *
 * @param epochMs whole milliseconds since 1970, from 0 to 2^48 - 1
 * @param random ten bytes that nobody can guess
 */
export function uuidV7(epochMs: number, random: Uint8Array): string {
  const moment = epochMs.toString(16).padStart(12, '0');
  const chance = Uint8Array.from(random);
  chance[0] = ((random[0] ?? 0) & 0x0f) | 0x70;
  chance[2] = ((random[2] ?? 0) & 0x3f) | 0x80;
  const hex = toHex(chance);
  return `${moment.slice(0, 8)}-${moment.slice(8)}-${hex.slice(0, 4)}-${hex.slice(4, 8)}-${hex.slice(8, 20)}`;
}
