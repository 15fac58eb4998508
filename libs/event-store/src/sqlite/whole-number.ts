/**
 * SQL of a column as a whole number that a program can hold, from `least` to `most`; NULL for anything else. The driver cannot read a
 * number beyond 2^53 at all, and whoever writes past the program can put a text or bytes anywhere.
 */
export function wholeNumber(
  column: string,
  least = Number.MIN_SAFE_INTEGER,
  most = Number.MAX_SAFE_INTEGER,
): string {
  return `iif(typeof(${column}) = 'integer' AND ${column} BETWEEN ${least} AND ${most}, ${column}, NULL)`;
}
