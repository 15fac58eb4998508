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
 * @param around levels of the value that the text will stand in, which count for how deep it is
 * @throws CanonicalJsonError with a JSON pointer to what has no canonical form; nothing is ever left out silently
 */
export function canonicalJson(value: unknown, around = 0): string {
  const text = written(value, around);
  if (text !== undefined) return text;
  check(value, { path: [], open: new Set(), around });
  throw new Error('Something has no canonical form, and nothing in it was found wrong.');
}

/** Text that stands in JSON as it is: ASCII without quotes, backslashes and control characters. */
const PLAIN = /^[ !#-[\]-~]*$/;

/**
 * The text; undefined where something has no canonical form, a cycle among it, by its depth. What it is and where is found
 * afterwards, by `check`: keeping track of places would take longer than the writing.
 */
function written(value: unknown, depth: number): string | undefined {
  switch (typeof value) {
    case 'string':
      return textOf(value);
    case 'number':
      if (Number.isSafeInteger(value)) return String(value);
      return Number.isFinite(value) && !Number.isInteger(value) ? JSON.stringify(value) : undefined;
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth >= MAX_DEPTH || Object.getOwnPropertySymbols(value).length > 0) return undefined;
      return Array.isArray(value) ? arrayOf(value, depth) : objectOf(value, depth);
    case 'undefined':
    case 'function':
    case 'symbol':
    case 'bigint':
      return undefined;
  }
}

function textOf(value: string): string | undefined {
  if (PLAIN.test(value)) return `"${value}"`;
  return /\p{Surrogate}/u.test(value) ? undefined : JSON.stringify(value);
}

function arrayOf(items: readonly unknown[], depth: number): string | undefined {
  let list = '';
  // By index: a hole is an undefined value.
  for (let index = 0; index < items.length; index += 1) {
    const item = written(items[index], depth + 1);
    if (item === undefined) return undefined;
    list += index === 0 ? item : `,${item}`;
  }
  return `[${list}]`;
}

function objectOf(value: object, depth: number): string | undefined {
  if (!isPlain(value)) return undefined;
  const order = orderOf(Object.keys(value));
  if (order === undefined) return undefined;
  const { names, texts } = order;
  let members = '{';
  for (let index = 0; index < names.length; index += 1) {
    const member = written((value as Readonly<Record<string, unknown>>)[names[index] ?? ''], depth + 1);
    if (member === undefined) return undefined;
    members += `${texts[index] ?? ''}${member}`;
  }
  return `${members}}`;
}

/** The names of an object in canonical order, and what is written for each before its value: `"a":`, then `,"b":`. */
interface Order {
  readonly names: readonly string[];
  readonly texts: readonly string[];
}

/** A name as it came after others. Objects have the same names in the same order again and again: the way along them is kept. */
interface Step {
  readonly name: string;
  /** The step that was taken last from here. */
  last: Step | undefined;
  others: Map<string, Step> | undefined;
  /** Of the names up to this one, where an object ended here. */
  order: Order | undefined;
}

/** Steps that are kept, and names of an object that are looked at so: one with more has names that no other has. */
const MAX_STEPS = 32_768;
const MAX_NAMES = 64;

const start: Step = { name: '', last: undefined, others: undefined, order: undefined };
let steps = 0;

/** Undefined where a name has no canonical form. */
function orderOf(given: readonly string[]): Order | undefined {
  if (given.length > MAX_NAMES) return sorted(given);
  let step = start;
  for (const name of given) {
    // Names of objects are the same string where they are equal, so that this compares addresses.
    const next = step.last?.name === name ? step.last : nextStep(step, name);
    if (next === undefined) return sorted(given);
    step = next;
  }
  return (step.order ??= sorted(given));
}

function nextStep(step: Step, name: string): Step | undefined {
  step.others ??= new Map();
  let next = step.others.get(name);
  if (next === undefined) {
    if (steps >= MAX_STEPS) return undefined;
    steps += 1;
    next = { name, last: undefined, others: undefined, order: undefined };
    step.others.set(name, next);
  }
  step.last = next;
  return next;
}

function sorted(given: readonly string[]): Order | undefined {
  // Sorted without a comparison of its own, texts are in the order of their UTF-16 code units.
  const names = [...given].sort();
  const written = names.map(textOf);
  if (written.some((text) => text === undefined)) return undefined;
  return { names, texts: written.map((text, index) => `${index === 0 ? '' : ','}${text ?? ''}:`) };
}

type Place = { readonly path: (string | number)[]; readonly open: Set<object>; readonly around: number };

/** @throws CanonicalJsonError at the first thing without a canonical form */
function check(value: unknown, place: Place): void {
  switch (typeof value) {
    case 'string':
      checkText(value, place);
      return;
    case 'number':
      if (!Number.isFinite(value)) refuse('not-finite', place);
      if (Number.isInteger(value) && !Number.isSafeInteger(value)) refuse('unsafe-integer', place);
      return;
    case 'boolean':
      return;
    case 'object':
      if (value !== null) checkNested(value, place);
      return;
    case 'undefined':
    case 'function':
    case 'symbol':
    case 'bigint':
      refuse(typeof value as NotCanonicalReason, place);
  }
}

function checkText(value: string, place: Place): void {
  if (/\p{Surrogate}/u.test(value)) refuse('lone-surrogate', place);
}

function checkNested(value: object, place: Place): void {
  if (place.open.has(value)) refuse('cycle', place);
  if (place.around + place.path.length >= MAX_DEPTH) refuse('too-deep', place);
  if (Object.getOwnPropertySymbols(value).length > 0) refuse('symbol', place);
  place.open.add(value);
  if (Array.isArray(value)) {
    // Array.from visits holes, which forEach would skip: a hole is an undefined value.
    for (const [index, item] of Array.from(value).entries()) checkAt(index, item, place);
  } else {
    if (!isPlain(value)) refuse('not-plain', place);
    for (const [name, member] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
      checkText(name, place);
      checkAt(name, member, place);
    }
  }
  place.open.delete(value);
}

function checkAt(step: string | number, value: unknown, place: Place): void {
  place.path.push(step);
  check(value, place);
  place.path.pop();
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
