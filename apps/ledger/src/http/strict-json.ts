import { malformedBody } from './request-problem.js';

/** Nested deeper than any body of this API needs to be. */
export const MAX_BODY_DEPTH = 16;

const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/g;

/**
 * Reads a body as one JSON value. Stricter than JSON where readers disagree or a program could be misled: UTF-8 only,
 * no name twice in an object, no half of a surrogate pair, no `__proto__`, at most 16 levels.
 *
 * @throws RequestProblem `malformed-request` with a JSON pointer where the place is known
 */
export function readStrictJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw malformedBody('', '请求正文不是 UTF-8。', 'The body is not UTF-8.');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformedBody('', '请求正文不是 JSON。', 'The body is not JSON.');
  }
  checkTokens(text);
  return value;
}

/** An object or array that is open at this point of the text. */
interface Frame {
  readonly names: Set<string> | null;
  /** The name or number of the element that is being read. */
  at: string | number;
}

/** Walks the tokens of a text that is known to be JSON. */
function checkTokens(text: string): void {
  const open: Frame[] = [];
  for (const { 0: token, index } of text.matchAll(tokens)) {
    const frame = open.at(-1);
    if (token === '{' || token === '[') {
      if (open.length >= MAX_BODY_DEPTH) throw tooDeep(open);
      open.push(token === '{' ? { names: new Set(), at: '' } : { names: null, at: 0 });
    } else if (token === '}' || token === ']') {
      open.pop();
    } else if (token === ',') {
      if (typeof frame?.at === 'number') frame.at += 1;
    } else {
      const word = JSON.parse(token) as string;
      const isName = frame?.names instanceof Set && isFollowedByColon(text, index + token.length);
      if (isName) takeName(word, frame, open);
      else if (isIllFormed(word)) throw loneSurrogate(pointerOf(open));
    }
  }
}

function takeName(name: string, frame: Frame, open: readonly Frame[]): void {
  const parents = pointerOf(open.slice(0, -1));
  if (isIllFormed(name)) throw loneSurrogate(parents);
  frame.at = name;
  const pointer = pointerOf(open);
  if (name === '__proto__')
    throw malformedBody(pointer, '不接受字段 __proto__。', 'A field __proto__ is not accepted.');
  if (frame.names?.has(name) === true)
    throw malformedBody(pointer, '同一对象中字段重复。', 'The object has this field twice.');
  frame.names?.add(name);
}

function isFollowedByColon(text: string, from: number): boolean {
  for (let index = from; ; index += 1) {
    const character = text[index];
    if (character !== ' ' && character !== '\n' && character !== '\r' && character !== '\t')
      return character === ':';
  }
}

function isIllFormed(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

function pointerOf(open: readonly Frame[]): string {
  return open
    .map(({ at }) => `/${String(at).slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

function tooDeep(open: readonly Frame[]): Error {
  return malformedBody(
    pointerOf(open),
    `嵌套超过 ${MAX_BODY_DEPTH} 层。`,
    `Nested deeper than ${MAX_BODY_DEPTH} levels.`,
  );
}

function loneSurrogate(pointer: string): Error {
  return malformedBody(pointer, '文本含有不成对的代理字符。', 'The text holds half of a surrogate pair.');
}
