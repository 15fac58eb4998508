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
  if (Array.isArray(value)) {
    // By index: a hole is an undefined value.
    for (let index = 0; index < value.length; index += 1) {
      const found = findNonJson(value[index], depth + 1);
      if (found !== undefined) return at(String(index), found);
    }
    return undefined;
  }
  if (!isPlain(value)) return '';
  for (const name of Object.keys(value)) {
    const found = findNonJson((value as Readonly<Record<string, unknown>>)[name], depth + 1);
    if (found !== undefined) return at(name, found);
  }
  return undefined;
}

function at(name: string, found: string): string {
  return `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}${found}`;
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
