import {
  containsPersonalIdentifier,
  DomainError,
  type FactBody,
  kindOf,
  malformedField,
  MAX_TEXT_LENGTH,
  pointerToken,
  readFact,
  REFUSAL_CODES,
  type RefusalProblem,
  unknownName,
  whatIs,
} from '#libs/enrollment';
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
    malformedField('/member', kindOf(member), {
      zh: '参保人编号: 1 至 64 个字符, 限 A-Z a-z 0-9 . _ -',
      en: 'a member number: 1 to 64 of the characters A-Z a-z 0-9 . _ -',
    }),
  ];
}

function keyProblems({ idempotencyKey: key, expectedVersion }: RecordFact): readonly RefusalProblem[] {
  const problems: RefusalProblem[] = [];
  if (key !== undefined && !isName(key)) {
    const most = String(MAX_TEXT_LENGTH);
    problems.push(
      malformedField('/idempotencyKey', whatIs(key), {
        zh: ` 1 至 ${most} 个字符`,
        en: `1 to ${most} characters`,
      }),
    );
  }
  if (expectedVersion !== undefined && !(Number.isSafeInteger(expectedVersion) && expectedVersion >= 0)) {
    problems.push(
      malformedField('/expectedVersion', whatIs(expectedVersion), {
        zh: '参保人版本, 如 "4"',
        en: 'a member version such as "4"',
      }),
    );
  }
  return problems;
}

function sourceProblems(source: unknown): readonly RefusalProblem[] {
  if (typeof source !== 'object' || source === null || Array.isArray(source)) {
    return [
      malformedField('/source', whatIs(source), {
        zh: '对象 { system, document }',
        en: 'an object { system, document }',
      }),
    ];
  }
  const { system, document, ...others } = source as Readonly<Record<string, unknown>>;
  const problems: RefusalProblem[] = Object.keys(others).map((name) =>
    malformedField(`/source/${pointerToken(name)}`, unknownName, {
      zh: ' source 的字段',
      en: 'a field of source',
    }),
  );
  for (const [name, value] of Object.entries({ system, document })) {
    if (!isName(value))
      problems.push(
        malformedField(`/source/${name}`, whatIs(value), {
          zh: ` 1 至 ${MAX_TEXT_LENGTH} 个字符的文本, 不含控制字符`,
          en: `text of 1 to ${MAX_TEXT_LENGTH} characters without control characters`,
        }),
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
