import { RequestProblem } from './request-problem.js';
import { MAX_BODY_DEPTH, readStrictJson } from './strict-json.js';

const read = (text: string): unknown => readStrictJson(new TextEncoder().encode(text));

/** The pointer of the refusal; undefined where the body was read. */
function refusedAt(text: string): unknown {
  try {
    read(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof RequestProblem)) throw error;
    return error.options.errors?.[0]?.pointer;
  }
}

describe('a body', () => {
  test('is read as JSON has it', () => {
    const text = '{"a":[1,{"b":"c:d","e\\"":null}],"f":"参保 😀","g":{"a":1},"h":[]}';
    expect(read(text)).toEqual(JSON.parse(text));
    expect(read(' "text" ')).toBe('text');
  });

  test.each(['', '{', '{"a":1,}', "{'a':1}", 'NaN', '{"a":1} {"b":2}', '\ufeff'.repeat(2) + '{}'])(
    'that is not JSON is refused: %s',
    (text) => {
      expect(refusedAt(text)).toBe('');
    },
  );

  test('must be UTF-8', () => {
    expect(() => readStrictJson(Uint8Array.from([0x22, 0xff, 0x22]))).toThrow(RequestProblem);
  });

  test('names a field once, also where it is spelt with an escape', () => {
    expect(refusedAt('{"a":{"b":1,"b":2}}')).toBe('/a/b');
    expect(refusedAt('{"b":1,"\\u0062":2}')).toBe('/b');
    expect(refusedAt('[{"b":1},{"b":2}]')).toBeUndefined();
  });

  test('holds no half of a surrogate pair, in a value or in a name', () => {
    expect(refusedAt('{"a":["x","\\ud800"]}')).toBe('/a/1');
    expect(refusedAt('{"a":{"\\udc00":1}}')).toBe('/a');
    expect(refusedAt('{"a":"\\ud83d\\ude00"}')).toBeUndefined();
  });

  test('has no field __proto__', () => {
    expect(refusedAt('{"a":{"__proto__":{}}}')).toBe('/a/__proto__');
    expect(refusedAt('{"\\u005f_proto__":{}}')).toBe('/__proto__');
  });

  test('is nested no deeper than the limit', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(refusedAt(nested(MAX_BODY_DEPTH))).toBeUndefined();
    expect(refusedAt(nested(MAX_BODY_DEPTH + 1))).toBe('/0'.repeat(MAX_BODY_DEPTH));
    expect(refusedAt(nested(400_000))).toBe('/0'.repeat(MAX_BODY_DEPTH));
  });
});
