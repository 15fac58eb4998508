import { MAX_APPEND_BYTES } from '../limits.js';

/** Longer than any data, metadata or id of an event: an append carries an eighth of it, and a line of an export no more. */
export const LONGEST_VALUE_BYTES = 8 * MAX_APPEND_BYTES;

/** Longer than any name or key, with which a row goes so often that a page of rows must hold it a thousand times. */
export const LONGEST_NAME_BYTES = 100_000;

/**
 * SQL of a value no longer than so many bytes; NULL in place of a longer one, which whoever writes past the program may have made longer
 * than the driver can hold. SQLite tells the length without reading the value.
 *
 * @param shown what is made of it
 */
export function noLongerThan(bytes: number, column: string, shown = column): string {
  return `iif(octet_length(${column}) <= ${bytes}, ${shown}, NULL)`;
}
