import { isDeepStrictEqual } from 'node:util';

import { MAX_JSON_DEPTH } from './limits.js';

/**
 * The JSON pointer to the first thing in a value that JSON would drop or change without a word (undefined, a function,
 * a bigint, NaN, an object of a class, a cycle); undefined when the value is plain JSON.
 */
export function findNonJson(value: unknown, depth = 0): string | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : '';
  // A cycle, too, ends here.
  if (typeof value !== 'object' || depth > MAX_JSON_DEPTH) return '';
  if (Array.isArray(value)) return firstNonJson(Array.from(value as unknown[]).entries(), depth);
  return isPlain(value) ? firstNonJson(Object.entries(value), depth) : '';
}

function firstNonJson(members: Iterable<[string | number, unknown]>, depth: number): string | undefined {
  for (const [name, member] of members) {
    const found = findNonJson(member, depth + 1);
    if (found !== undefined) {
      return `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}${found}`;
    }
  }
  return undefined;
}

/** Plain objects of another realm (a worker, a test's sandbox) have a different Object.prototype, but still the root one. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Whether two JSON texts say the same; the order of members does not count. */
export function sameJson(a: string, b: string): boolean {
  return a === b || isDeepStrictEqual(JSON.parse(a), JSON.parse(b));
}
