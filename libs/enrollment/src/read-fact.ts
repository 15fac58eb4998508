import { isCivilDate } from './calendar/civil-date.js';
import { DomainError, type RefusalProblem } from './errors.js';
import { REFUSAL_CODES, type RefusalCode } from './refusal-codes.js';
import { type FactBody, type FactType, REASONS, SCHEMES, TRANSFER_SIDES } from './events.js';
import { FACT_FIELDS, FACT_TYPES, type Field } from './fact-fields.js';
import { isFen } from './fen.js';
import { containsPersonalIdentifier } from './personal-identifier.js';

/** Longest text that a fact may carry, in UTF-16 units. */
export const MAX_TEXT_LENGTH = 200;
/** Most years that one fact may list. */
export const MAX_LISTED_YEARS = 100;
/** A correction of a correction of a correction: deeper replacements are refused. */
const MAX_REPLACEMENT_DEPTH = 3;

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
  if (!isPlainObject(input)) return [malformed(at, 'an object', '一个对象')];
  const type = input['type'];
  if (!isFactType(type)) return [malformed(`${at}/type`, `one of ${FACT_TYPES.join(', ')}`, '事件类型之一')];
  const fields = FACT_FIELDS[type].fields as Readonly<Record<string, Field>>;
  const problems: RefusalProblem[] = [];
  for (const name of Object.keys(input)) {
    if (name !== 'type' && !Object.hasOwn(fields, name)) {
      problems.push(malformed(`${at}/${pointerToken(name)}`, `a field of ${type}`, ` ${type} 的字段`));
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
  switch (field.kind) {
    case 'date':
      if (typeof value !== 'string')
        return [malformed(at, 'a day as text, such as 2028-02-29', '文本形式的日期')];
      return isCivilDate(value) ? [] : [problem('invalid-date', at, { seen: excerpt(value) })];
    case 'amount':
      if (typeof value !== 'number') return [malformed(at, 'an amount in fen, a number', '以分计的数')];
      return isFen(value) ? [] : [problem('invalid-amount', at, { seen: value })];
    case 'year':
    case 'count':
      return isCount(value, field.kind === 'year') ? [] : [malformed(at, 'a whole number', '整数')];
    case 'years':
      return areYears(value) ? [] : [malformed(at, 'a list of distinct years', '不重复的年度列表')];
    case 'flag':
      return typeof value === 'boolean' ? [] : [malformed(at, 'true or false', 'true 或 false')];
    case 'reason':
      return oneOf(REASONS, value, at);
    case 'scheme':
      return oneOf(SCHEMES, value, at);
    case 'transfer-side':
      return oneOf(TRANSFER_SIDES, value, at);
    case 'text':
    case 'status':
      if (!isText(value))
        return [malformed(at, `text of 1 to ${String(MAX_TEXT_LENGTH)} characters`, '文本')];
      return containsPersonalIdentifier(value) ? [problem('personal-identifier', at, {})] : [];
    case 'region':
    case 'identifier':
    case 'event-id':
      return isText(value)
        ? []
        : [malformed(at, `text of 1 to ${String(MAX_TEXT_LENGTH)} characters`, '文本')];
    case 'replacement':
      if (depth >= MAX_REPLACEMENT_DEPTH) return [malformed(at, 'fewer nested replacements', '较少层的替换')];
      return factProblems(value, source, at, depth + 1);
  }
}

/** Faults that only two fields together show. */
function crossFieldProblems(body: FactBody, at: string): RefusalProblem[] {
  if (body.type === 'SchemeTransferred' && body.from === body.to) {
    return [malformed(`${at}/to`, 'another scheme than "from"', '与 from 不同的制度')];
  }
  if (body.type === 'SpecialStatusGranted' && body.until !== undefined && body.until <= body.from) {
    return [malformed(`${at}/until`, 'a day after "from"', '晚于 from 的日期')];
  }
  if ((body.type === 'RepairPaid' || body.type === 'RepairRefunded') && body.breakYears.length === 0) {
    return [malformed(`${at}/breakYears`, 'at least one year', '至少一个年度')];
  }
  return [];
}

function isFactType(value: unknown): value is FactType {
  return typeof value === 'string' && Object.hasOwn(FACT_FIELDS, value);
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown, mayBeNegative: boolean): boolean {
  return Number.isSafeInteger(value) && (mayBeNegative || (value as number) >= 0);
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

function oneOf(allowed: readonly string[], value: unknown, at: string): RefusalProblem[] {
  if (typeof value === 'string' && allowed.includes(value)) return [];
  return [malformed(at, `one of ${allowed.join(', ')}`, `${allowed.join('、')} 之一`)];
}

function malformed(pointer: string, expected: string, expectedZh: string): RefusalProblem {
  return problem('malformed-request', pointer, { expected, expectedZh });
}

function problem(code: RefusalCode, pointer: string, facts: RefusalProblem['facts']): RefusalProblem {
  return { pointer, code, facts: { field: pointer === '' ? '/' : pointer, ...facts } };
}

/** A bad date is shown back only where it has the form of one, so that nothing else is echoed. */
function excerpt(value: string): string {
  return /^\d{1,5}-\d{1,2}-\d{1,2}$/.test(value) ? value : '…';
}

function pointerToken(name: string): string {
  return name
    .slice(0, MAX_TEXT_LENGTH)
    .replace(/\p{Cs}/gu, '?')
    .replace(/~/g, '~0')
    .replace(/\//g, '~1');
}
