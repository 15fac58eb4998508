/** Where the chance of a UUID of version 4 begins that is taken: behind its version. */
const CHANCE_FROM = 15;

/**
 * A UUID of version 7 (RFC 9562), in lower case: the moment, then 74 bits of chance. Those that are made one after the other
 * stand side by side in an index, where those of chance alone would be scattered over all of it.
 *
 * @param epochMs whole milliseconds since 1970, from 0 to 2^48 - 1
 * @param random a UUID of version 4, in lower case, that nobody can guess: the same variant and as much chance as is needed
 */
export function uuidV7(epochMs: number, random: string): string {
  const moment = epochMs.toString(16).padStart(12, '0');
  return `${moment.slice(0, 8)}-${moment.slice(8)}-7${random.slice(CHANCE_FROM)}`;
}
