import { isCivilDate } from './calendar/civil-date.js';
import { DomainError, type RefusalProblem } from './errors.js';
import { type Bilingual, REFUSAL_CODES } from './refusal-codes.js';
import { type FactBody, type FactType, REASONS, SCHEMES, TRANSFER_SIDES } from './events.js';
import { FACT_FIELDS, FACT_TYPES, type Field } from './fact-fields.js';
import { isFen } from './fen.js';
import {
  invalidAmount,
  invalidDate,
  malformedField as malformed,
  oneOfWords,
  pointerToken,
  unknownName,
} from './malformed.js';
import { containsPersonalIdentifier } from './personal-identifier.js';
import { whatIs } from './what-is.js';

/** Longest text that a fact may carry, in UTF-16 units. */
export const MAX_TEXT_LENGTH = 200;
/** Most years that one fact may list. */
export const MAX_LISTED_YEARS = 100;
/** A correction of a correction of a correction: deeper replacements are refused. */
export const MAX_REPLACEMENT_DEPTH = 3;

const anObject: Bilingual = { zh: '一个对象', en: 'an object' };
const dayAsText: Bilingual = {
  zh: '文本形式的日期, 如 2028-02-29',
  en: 'a day as text, such as 2028-02-29',
};
const distinctYears: Bilingual = {
  zh: `至多 ${String(MAX_LISTED_YEARS)} 个不重复年度的列表`,
  en: `a list of at most ${String(MAX_LISTED_YEARS)} distinct years`,
};
const fewerReplacements: Bilingual = { zh: '较少层的替换', en: 'fewer nested replacements' };
const someText: Bilingual = {
  zh: ` 1 至 ${String(MAX_TEXT_LENGTH)} 个字符的文本, 不含控制字符`,
  en: `text of 1 to ${String(MAX_TEXT_LENGTH)} characters without control characters`,
};

/** Who writes the fact: a request names every field, a case file may leave some out (docs/domain.md §7). */
export type FactSource = 'request' | 'case';

/**
 * Reads one fact from untrusted input, a flat object of `type` and the event's fields, money in `…Fen`.
 * Throws a DomainError that lists every fault: `malformed-request`, `invalid-date`, `invalid-amount` or
 * `personal-identifier`, the first of these that applies being its code.
 */
export function readFact(input: unknown, source: FactSource): FactBody {
  const problems = factProblems(input, source, '', 0);
  problems.sort((a, b) => REFUSAL_CODES.indexOf(a.code) - REFUSAL_CODES.indexOf(b.code));
  const [first, ...others] = problems;
  if (first !== undefined) throw new DomainError([first, ...others]);
  return input as FactBody;
}

function factProblems(input: unknown, source: FactSource, at: string, depth: number): RefusalProblem[] {
  if (!isPlainObject(input)) return [malformed(at, whatIs(input), anObject)];
  const type = input['type'];
  if (!isFactType(type)) {
    const expected = { zh: '事件类型之一', en: `one of ${FACT_TYPES.join(', ')}` };
    return [malformed(`${at}/type`, whatIs(type), expected)];
  }
  const fields = FACT_FIELDS[type].fields as Readonly<Record<string, Field>>;
  const problems: RefusalProblem[] = [];
  for (const name of Object.keys(input)) {
    if (name !== 'type' && !Object.hasOwn(fields, name)) {
      const expected = { zh: ` ${type} 的字段`, en: `a field of ${type}` };
      problems.push(malformed(`${at}/${pointerToken(name)}`, unknownName, expected));
    }
  }
  for (const [name, field] of Object.entries(fields)) {
    const value = Object.hasOwn(input, name) ? input[name] : undefined;
    const mayBeAbsent = field.optional === 'always' || (field.optional === 'in-cases' && source === 'case');
    if (value === undefined && mayBeAbsent) continue;
    problems.push(...fieldProblems(field, value, source, `${at}/${name}`, depth));
  }
  return problems.length > 0 ? problems : crossFieldProblems(input as unknown as FactBody, at);
}

function fieldProblems(
  field: Field,
  value: unknown,
  source: FactSource,
  at: string,
  depth: number,
): RefusalProblem[] {
  const refuse = (expected: Bilingual): RefusalProblem[] => [malformed(at, whatIs(value), expected)];
  switch (field.kind) {
    case 'date':
      if (typeof value !== 'string') return refuse(dayAsText);
      return isCivilDate(value) ? [] : [invalidDate(at, value)];
    case 'amount':
      if (typeof value !== 'number') return refuse({ zh: '以分计的数', en: 'an amount in fen, a number' });
      return isFen(value) ? [] : [invalidAmount(at, value)];
    case 'year':
      return Number.isSafeInteger(value) ? [] : refuse({ zh: '整数', en: 'a whole number' });
    case 'count':
      return isCount(value) ? [] : refuse({ zh: '不小于 0 的整数', en: 'a whole number, 0 or more' });
    case 'years':
      return areYears(value) ? [] : refuse(distinctYears);
    case 'flag':
      return typeof value === 'boolean' ? [] : refuse({ zh: ' true 或 false', en: 'true or false' });
    case 'reason':
      return REASONS.some((each) => each === value) ? [] : refuse(oneOfWords(REASONS));
    case 'scheme':
      return SCHEMES.some((each) => each === value) ? [] : refuse(oneOfWords(SCHEMES));
    case 'transfer-side':
      return TRANSFER_SIDES.some((each) => each === value) ? [] : refuse(oneOfWords(TRANSFER_SIDES));
    case 'text':
    case 'status':
      if (!isText(value)) return refuse(someText);
      return containsPersonalIdentifier(value) ? [personalIdentifier(at)] : [];
    case 'region':
    case 'identifier':
    case 'event-id':
      return isText(value) ? [] : refuse(someText);
    case 'replacement':
      if (depth >= MAX_REPLACEMENT_DEPTH) return refuse(fewerReplacements);
      return factProblems(value, source, at, depth + 1);
  }
}

/** Faults that only two fields together show. */
function crossFieldProblems(body: FactBody, at: string): RefusalProblem[] {
  if (body.type === 'SchemeTransferred' && body.from === body.to) {
    return [
      malformed(`${at}/to`, whatIs(body.to), { zh: '与 from 不同的制度', en: 'another scheme than "from"' }),
    ];
  }
  if (body.type === 'SpecialStatusGranted' && body.until !== undefined && body.until <= body.from) {
    return [
      malformed(`${at}/until`, whatIs(body.until), { zh: '晚于 from 的日期', en: 'a day after "from"' }),
    ];
  }
  if ((body.type === 'RepairPaid' || body.type === 'RepairRefunded') && body.breakYears.length === 0) {
    return [
      malformed(`${at}/breakYears`, whatIs(body.breakYears), { zh: '至少一个年度', en: 'at least one year' }),
    ];
  }
  return [];
}

function isFactType(value: unknown): value is FactType {
  return typeof value === 'string' && Object.hasOwn(FACT_FIELDS, value);
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function areYears(value: unknown): boolean {
  if (!Array.isArray(value) || value.length > MAX_LISTED_YEARS) return false;
  return value.every((year) => Number.isSafeInteger(year)) && new Set(value).size === value.length;
}

/** Text without control characters and lone surrogates, and not too long. */
function isText(value: unknown): value is string {
  if (typeof value !== 'string' || value.trim() === '' || value.length > MAX_TEXT_LENGTH) return false;
  return !/[\p{Cc}\p{Cs}]/u.test(value);
}

function personalIdentifier(pointer: string): RefusalProblem {
  return { pointer, code: 'personal-identifier', facts: { field: pointer } };
}
