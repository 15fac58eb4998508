import {
  COMPARED_FIELDS,
  type ComparedField,
  malformed,
  MAX_SUPPOSED,
  oneOfWords,
  whatIs,
} from '#libs/enrollment';
import { type Fields, objectAt } from '../answers/request-fields.js';
import type { Question } from '../coordinates/question.js';

const COORDINATES = ['on', 'knownAt', 'pack', 'readings'] as const;

/** The two sides of a diff; throws a DomainError with the place of the first fault. */
export function readSides(body: unknown): { readonly a: Question; readonly b: Question } {
  const { a, b } = objectAt(body, '', ['a', 'b']);
  return { a: sideAt(a, '/a'), b: sideAt(b, '/b') };
}

/** What to bisect; side A left out is the moment at which the member became known. */
export function readBisection(body: unknown): {
  readonly field: ComparedField;
  readonly a: Question | undefined;
  readonly b: Question;
} {
  const { field, a, b } = objectAt(body, '', ['field', 'a', 'b']);
  return {
    field: comparedFieldAt(field, '/field'),
    a: a === undefined ? undefined : sideAt(a, '/a'),
    b: sideAt(b, '/b'),
  };
}

/** What to suppose at which coordinates: at least one fact, at most `MAX_SUPPOSED`. */
export function readWhatIf(body: unknown): {
  readonly facts: readonly unknown[];
  readonly question: Question;
} {
  const { facts, ...coordinates } = objectAt(body, '', ['facts', ...COORDINATES]);
  if (!Array.isArray(facts) || facts.length === 0 || facts.length > MAX_SUPPOSED)
    throw malformed('/facts', whatIs(facts), {
      zh: ` 1 至 ${String(MAX_SUPPOSED)} 件事实的列表`,
      en: `a list of 1 to ${String(MAX_SUPPOSED)} facts`,
    });
  return { facts: facts as readonly unknown[], question: sideAt(coordinates, '') };
}

/** One of the compared fields. */
export function comparedFieldAt(input: unknown, at: string): ComparedField {
  const found = COMPARED_FIELDS.find((field) => field === input);
  if (found !== undefined) return found;
  throw malformed(at, whatIs(input), oneOfWords(COMPARED_FIELDS));
}

/** The coordinates of a question; left out, all of them have their defaults. */
function sideAt(input: unknown, at: string): Question {
  const fields = objectAt(input ?? {}, at, COORDINATES);
  return Object.fromEntries(COORDINATES.map((name) => [name, textAt(fields, name, at)]));
}

function textAt(fields: Fields, name: string, at: string): string | undefined {
  const value = fields[name];
  if (value === undefined || typeof value === 'string') return value;
  throw malformed(`${at}/${name}`, whatIs(value), { zh: '文本', en: 'text' });
}
