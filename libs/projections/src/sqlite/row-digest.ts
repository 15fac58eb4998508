import { createHash } from 'node:crypto';
import type { SqlValue } from '#libs/event-store';

/**
 * What a row keeps over its other values, in the order of its columns, so that a value changed by itself is noticed. It has no
 * key: whoever makes it anew, too, changes when the program seems to have run, and what follows from the log is held against that.
 */
export function rowDigest(values: readonly SqlValue[]): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 32);
}
