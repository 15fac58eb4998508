import { DomainError, type RefusalProblem } from './errors.js';
import { containsPersonalIdentifier } from './personal-identifier.js';
import type { Bilingual } from './refusal-codes.js';
import { kindOf, nameSeen, whatIs } from './what-is.js';

/** Most of an unknown name that a pointer shows, in UTF-16 units. */
const MAX_NAME = 60;

/** A place of untrusted input that has another form than it must have; `seen` comes from `whatIs` or `kindOf`. */
export function malformedField(pointer: string, seen: Bilingual, expected: Bilingual): RefusalProblem {
  const facts = { seen: seen.en, seenZh: seen.zh, expected: expected.en, expectedZh: expected.zh };
  return { pointer, code: 'malformed-request', facts: { field: pointer === '' ? '/' : pointer, ...facts } };
}

/** The refusal `malformed-request` about one place. */
export function malformed(pointer: string, seen: Bilingual, expected: Bilingual): DomainError {
  return new DomainError([malformedField(pointer, seen, expected)]);
}

/** A text where a day must stand, which is none. */
export function invalidDate(pointer: string, text: string): RefusalProblem {
  const { zh, en } = whatIs(text);
  return { pointer, code: 'invalid-date', facts: { field: pointer, seen: en, seenZh: zh } };
}

/** A number where an amount must stand, which is none: as it is, unless its digits could be those of a person or a telephone. */
export function invalidAmount(pointer: string, value: number): RefusalProblem {
  const { zh, en } = kindOf(value);
  const seen = containsPersonalIdentifier(String(value))
    ? { seen: en, seenZh: zh }
    : { seen: value, seenZh: value };
  return { pointer, code: 'invalid-amount', facts: { field: pointer, ...seen } };
}

/** What was expected where one of a closed list of words must stand. */
export function oneOfWords(words: readonly string[]): Bilingual {
  return { zh: ` ${words.join('、')} 之一`, en: `one of ${words.join(', ')}` };
}

/**
 * A member's name as a step of a JSON pointer (RFC 6901): its beginning, as printable text. A name that holds an identity
 * or phone number is not repeated.
 */
export function pointerToken(name: string): string {
  return nameSeen(name)
    .slice(0, MAX_NAME)
    .replace(/[\p{Cc}\p{Cs}]/gu, '?')
    .replaceAll('~', '~0')
    .replaceAll('/', '~1');
}

/** What is seen where a name stands that nothing knows; the pointer shows the name. */
export const unknownName: Bilingual = { zh: '未知的名称', en: 'an unknown name' };
