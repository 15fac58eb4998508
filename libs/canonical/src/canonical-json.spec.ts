import * as fc from 'fast-check';

import { canonicalJson, MAX_DEPTH } from './canonical-json.js';
import { CanonicalJsonError, type NotCanonicalReason } from './errors.js';

function refusal(value: unknown): { reason: NotCanonicalReason; pointer: string } {
  try {
    canonicalJson(value);
  } catch (error) {
    if (error instanceof CanonicalJsonError) return { reason: error.reason, pointer: error.pointer };
    throw error;
  }
  throw new Error('Expected a refusal.');
}

describe('the vectors of RFC 8785', () => {
  test('§3.2.2: literals, numbers and strings (less 1E30, an integer that readers round)', () => {
    const input = String.raw`{
      "numbers": [333333333.33333329, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`;
    expect(canonicalJson(JSON.parse(input))).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,4.5,0.002,1e-27],` +
        String.raw`"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  test('§3.2.3: members are ordered by UTF-16 code units, not by code points', () => {
    const input = String.raw`{
      "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis"
    }`;
    const names = [...canonicalJson(JSON.parse(input)).matchAll(/"([^"]*)":/g)].map(([, name]) => name);
    expect(names).toEqual(['\\r', '1', '\u0080', 'ö', '€', '😀', '\ufb33']);
  });

  test.each([
    [0, '0'],
    [-0, '0'],
    [5e-324, '5e-324'],
    [-5e-324, '-5e-324'],
    [9007199254740991, '9007199254740991'],
    [-9007199254740991, '-9007199254740991'],
    [333333333.3333332, '333333333.3333332'],
    [333333333.33333325, '333333333.33333325'],
    [0.0000033333333333333333, '0.0000033333333333333333'],
    [1e-7, '1e-7'],
    [0.000001, '0.000001'],
  ])('appendix B: the number %p is written %s', (value, written) => {
    expect(canonicalJson(value)).toBe(written);
  });
});

describe('what has no canonical form is refused with the place where it stands', () => {
  class Payment {
    amountFen = 1;
  }
  const circle: Record<string, unknown> = {};
  circle['self'] = [circle];

  test.each<[string, unknown, NotCanonicalReason, string]>([
    ['undefined', undefined, 'undefined', ''],
    ['an undefined member', { a: [1, { b: undefined }] }, 'undefined', '/a/1/b'],
    ['a hole', { a: Array.from<unknown>({ length: 2 }) }, 'undefined', '/a/0'],
    ['a function', { a: () => 1 }, 'function', '/a'],
    ['a symbol', [Symbol('s')], 'symbol', '/0'],
    ['a member named by a symbol', { a: { [Symbol('s')]: 1 } }, 'symbol', '/a'],
    ['a bigint', { a: 1n }, 'bigint', '/a'],
    ['NaN', [NaN], 'not-finite', '/0'],
    ['infinity', [-Infinity], 'not-finite', '/0'],
    ['2^53', { amountFen: 2 ** 53 }, 'unsafe-integer', '/amountFen'],
    ['1e30', 1e30, 'unsafe-integer', ''],
    ['a lone surrogate', { a: 'x\ud83d' }, 'lone-surrogate', '/a'],
    ['a lone surrogate in a name', { a: { '\udc00': 1 } }, 'lone-surrogate', '/a'],
    ['a class', { a: new Payment() }, 'not-plain', '/a'],
    ['a date', { on: new Date(0) }, 'not-plain', '/on'],
    ['a map', new Map(), 'not-plain', ''],
    ['a cycle', circle, 'cycle', '/self/0'],
    ['a name with / and ~', { 'a/b~c': undefined }, 'undefined', '/a~1b~0c'],
  ])('%s', (_, value, reason, pointer) => {
    expect(refusal(value)).toEqual({ reason, pointer });
  });

  test('nesting beyond the limit', () => {
    let nested: unknown = 1;
    for (let depth = 0; depth < MAX_DEPTH; depth += 1) nested = [nested];
    expect(() => canonicalJson(nested)).not.toThrow();
    expect(refusal([nested]).reason).toBe('too-deep');
  });
});

describe('what is not special', () => {
  test('the same object twice is no cycle', () => {
    const day = { on: '2026-02-28' };
    expect(canonicalJson([day, day])).toBe('[{"on":"2026-02-28"},{"on":"2026-02-28"}]');
  });

  test('an object without a prototype, and a member called __proto__', () => {
    const bare = Object.assign(Object.create(null), { b: 1, a: 2 }) as unknown;
    expect(canonicalJson(bare)).toBe('{"a":2,"b":1}');
    expect(canonicalJson(JSON.parse('{"__proto__":1}'))).toBe('{"__proto__":1}');
  });
});

describe('properties', () => {
  const json = fc.jsonValue({ stringUnit: 'binary', maxDepth: 4 }).filter(hasOnlySafeIntegers);

  test('the text reads back as the value, and writing it again gives the same text', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });

  test('a name with a line end is not taken for two names that were written before', () => {
    expect(canonicalJson({ b: 1, a: 2 })).toBe('{"a":2,"b":1}');
    expect(canonicalJson({ 'b\na': 1 })).toBe('{"b\\na":1}');
    expect(canonicalJson({ 'b\na': 1, c: 2 })).toBe('{"b\\na":1,"c":2}');
    expect(canonicalJson({ b: 1, 'a\nc': 2 })).toBe('{"a\\nc":2,"b":1}');
  });

  test('the order in which members were set does not matter', () => {
    const members = fc.uniqueArray(fc.tuple(fc.string({ unit: 'binary' }), json), {
      selector: ([name]) => name,
    });
    fc.assert(
      fc.property(members, fc.infiniteStream(fc.nat()), (entries, keys) => {
        const shuffled = entries
          .map((entry) => ({ entry, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ entry }) => entry);
        expect(canonicalJson(Object.fromEntries(shuffled))).toBe(canonicalJson(Object.fromEntries(entries)));
      }),
    );
  });

  test('objects of more names, and of more sorts, than are remembered are written the same', () => {
    const named = (count: number, first: number): Record<string, number> =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`n${String(9_999 - index)}-${String(first)}`, index]),
      );
    const inOrder = (value: Record<string, number>): string =>
      JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))));
    for (const count of [64, 65, 500]) expect(canonicalJson(named(count, 0))).toBe(inOrder(named(count, 0)));
    for (let sort = 1; sort <= 12_000; sort += 1) {
      const value = named(3, sort);
      if (canonicalJson(value) !== inOrder(value)) throw new Error(`sort ${String(sort)}`);
    }
    expect(canonicalJson({ b: { d: 1, c: 2 }, a: 3 })).toBe('{"a":3,"b":{"c":2,"d":1}}');
  });

  test('what a text will stand in counts for how deep it is', () => {
    let nested: unknown = 1;
    for (let depth = 0; depth < MAX_DEPTH - 1; depth += 1) nested = [nested];
    expect(canonicalJson(nested, 1)).toBe(canonicalJson(nested));
    expect(() => canonicalJson([nested], 1)).toThrow(expect.objectContaining({ reason: 'too-deep' }));
  });

  function hasOnlySafeIntegers(value: unknown): boolean {
    if (typeof value === 'number') return !Number.isInteger(value) || Number.isSafeInteger(value);
    return typeof value !== 'object' || value === null || Object.values(value).every(hasOnlySafeIntegers);
  }
});
