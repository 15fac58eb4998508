import { CanonicalJsonError, type NotCanonicalReason } from './errors.js';

/** Values nested deeper than this are refused, long before the call stack is at risk. */
export const MAX_DEPTH = 200;

/**
 * The canonical JSON text of a value, RFC 8785: members ordered by the UTF-16 code units of their names, no white
 * space, numbers and strings as ECMAScript writes them. Equal values give equal text whatever the order in which
 * their members were set.
 *
 * Stricter than the RFC where a reader might see another value: an integer beyond ±(2^53 - 1) is refused.
 *
 * @throws CanonicalJsonError with a JSON pointer to what has no canonical form; nothing is ever left out silently
 */
export function canonicalJson(value: unknown): string {
  return write(value, { path: [], open: new Set() });
}

type Place = { readonly path: (string | number)[]; readonly open: Set<object> };

function write(value: unknown, place: Place): string {
  switch (typeof value) {
    case 'string':
      return text(value, place);
    case 'number':
      return number(value, place);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      return value === null ? 'null' : nested(value, place);
    case 'undefined':
    case 'function':
    case 'symbol':
    case 'bigint':
      return refuse(typeof value as NotCanonicalReason, place);
  }
}

function number(value: number, place: Place): string {
  if (!Number.isFinite(value)) return refuse('not-finite', place);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return refuse('unsafe-integer', place);
  return JSON.stringify(value);
}

function text(value: string, place: Place): string {
  if (/\p{Surrogate}/u.test(value)) return refuse('lone-surrogate', place);
  return JSON.stringify(value);
}

function nested(value: object, place: Place): string {
  if (place.open.has(value)) return refuse('cycle', place);
  if (place.path.length >= MAX_DEPTH) return refuse('too-deep', place);
  if (Object.getOwnPropertySymbols(value).length > 0) return refuse('symbol', place);
  place.open.add(value);
  const written = Array.isArray(value) ? array(value, place) : object(value, place);
  place.open.delete(value);
  return written;
}

function array(items: readonly unknown[], place: Place): string {
  // Array.from visits holes, which map would skip: a hole is an undefined value.
  return `[${Array.from(items, (item, index) => at(index, item, place)).join(',')}]`;
}

function object(value: object, place: Place): string {
  if (!isPlain(value)) return refuse('not-plain', place);
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${text(name, place)}:${at(name, member, place)}`);
  return `{${members.join(',')}}`;
}

function at(step: string | number, value: unknown, place: Place): string {
  place.path.push(step);
  const written = write(value, place);
  place.path.pop();
  return written;
}

/** Plain objects of another realm (a worker, a test's sandbox) have a different Object.prototype, but still the root one. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function refuse(reason: NotCanonicalReason, { path }: Place): never {
  const steps = path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`);
  throw new CanonicalJsonError(reason, steps.join(''));
}
