import {
  containsPersonalIdentifier,
  DomainError,
  type FactBody,
  MAX_TEXT_LENGTH,
  readFact,
  REFUSAL_CODES,
  type RefusalProblem,
} from '#libs/enrollment';
import { pointerToken } from '../excerpt.js';
import type { RecordFact, SourceDocument } from './record-fact-command.js';

/** A command whose own form is sound: nothing about the member's history has been asked yet. */
export interface FactRequest extends Omit<RecordFact, 'body' | 'source'> {
  readonly body: FactBody;
  readonly source: SourceDocument;
}

/** Reads a command; throws a DomainError with every fault of its form. */
export function readRequest(command: RecordFact): FactRequest {
  const problems = [...memberProblems(command), ...sourceProblems(command.source), ...keyProblems(command)];
  let body: FactBody | undefined;
  try {
    body = readFact(command.body, 'request');
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    problems.push(...error.problems);
  }
  problems.sort((a, b) => REFUSAL_CODES.indexOf(a.code) - REFUSAL_CODES.indexOf(b.code));
  const [first, ...others] = problems;
  if (first !== undefined) throw new DomainError([first, ...others]);
  const { system, document } = command.source as SourceDocument;
  // A copy of its own, without fields that are undefined: what is stored no longer depends on the caller's object.
  const copy = JSON.parse(JSON.stringify(body)) as FactBody;
  return { ...command, body: copy, source: { system, document } };
}

/** A number that looks the same in every address, file and log; it stands in the name of the member's stream. */
const MEMBER_NUMBER = /^[A-Za-z0-9._-]{1,64}$/;

function memberProblems({ member }: RecordFact): readonly RefusalProblem[] {
  if (typeof member === 'string' && MEMBER_NUMBER.test(member)) return [];
  return [
    malformed(
      '/member',
      'a member number: 1 to 64 of the characters A-Z a-z 0-9 . _ -',
      '参保人编号: 1 至 64 个字符, 限 A-Z a-z 0-9 . _ -',
    ),
  ];
}

function keyProblems({ idempotencyKey: key, expectedVersion }: RecordFact): readonly RefusalProblem[] {
  const problems: RefusalProblem[] = [];
  if (key !== undefined && !isName(key)) {
    const most = String(MAX_TEXT_LENGTH);
    problems.push(malformed('/idempotencyKey', `1 to ${most} characters`, `1 至 ${most} 个字符`));
  }
  if (expectedVersion !== undefined && !(Number.isSafeInteger(expectedVersion) && expectedVersion >= 0)) {
    problems.push(malformed('/expectedVersion', 'a member version such as "4"', '参保人版本, 如 "4"'));
  }
  return problems;
}

function sourceProblems(source: unknown): readonly RefusalProblem[] {
  if (typeof source !== 'object' || source === null || Array.isArray(source)) {
    return [malformed('/source', 'an object { system, document }', '对象 { system, document }')];
  }
  const { system, document, ...others } = source as Readonly<Record<string, unknown>>;
  const problems: RefusalProblem[] = Object.keys(others).map((name) =>
    malformed(`/source/${pointerToken(name)}`, 'a field of source', ' source 的字段'),
  );
  for (const [name, value] of Object.entries({ system, document })) {
    if (!isName(value))
      problems.push(
        malformed(
          `/source/${name}`,
          `text of 1 to ${MAX_TEXT_LENGTH} characters without control characters`,
          `1 至 ${MAX_TEXT_LENGTH} 个字符的文本, 不含控制字符`,
        ),
      );
  }
  if (isName(system) && containsPersonalIdentifier(system)) {
    const pointer = '/source/system';
    problems.push({ pointer, code: 'personal-identifier', facts: { field: pointer } });
  }
  return problems;
}

/** A name that another system gave: text of limited length, without control characters and halves of characters. */
function isName(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > MAX_TEXT_LENGTH || value.trim() === '') return false;
  return !/[\p{Cc}\p{Cs}]/u.test(value);
}

function malformed(pointer: string, expected: string, expectedZh: string): RefusalProblem {
  return { pointer, code: 'malformed-request', facts: { field: pointer, expected, expectedZh } };
}
