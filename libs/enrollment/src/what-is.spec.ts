import fc from 'fast-check';
import { DomainError } from './errors.js';
import { FACT_FIELDS, FACT_TYPES, type Field } from './fact-fields.js';
import { invalidAmount } from './malformed.js';
import { containsPersonalIdentifier } from './personal-identifier.js';
import { readFact } from './read-fact.js';
import { kindOf, nameSeen, whatIs } from './what-is.js';

describe('what is shown of a value as it is', () => {
  test.each([
    ...['resident', 'typing-error', 'premiumFen', 'pos:12', '2028-02-30', '2028-3-1'],
    ...['2028-03-15T10:02:11+08:00', '2028-03-15T10:02Z', '2028-03-15T10:02:11.123Z'],
    ...[true, 7, 1.5, -1, 3.25, 123_456_789, 'a'.repeat(30)],
  ])('%s', (value) => {
    expect(whatIs(value)).toEqual({ zh: String(value), en: String(value) });
  });
});

test.each(['2027', '-1', '40000.5', 'true', 'null'])(
  'the text %s is told from the value by its quotes',
  (text) => {
    expect(whatIs(text)).toEqual({ zh: `"${text}"`, en: `"${text}"` });
  },
);

describe('what is told by its kind', () => {
  test.each<readonly [unknown, string, string]>([
    [undefined, 'nothing', '空缺'],
    [null, 'an empty value', '空值'],
    [{}, 'an object', '一个对象'],
    [[], 'an empty list', '空列表'],
    [[1, 2], 'a list of 2', '2 项的列表'],
    ['', 'empty text', '空文本'],
    [' \t', 'empty text', '空文本'],
    ['P-0001', 'text of 6 characters', '6 个字符的文本'],
    ['张三', 'text of 2 characters', '2 个字符的文本'],
    ['two words', 'text of 9 characters', '9 个字符的文本'],
    ['pos:12 and more', 'text of 15 characters', '15 个字符的文本'],
    ['a'.repeat(31), 'text of 31 characters', '31 个字符的文本'],
    ['2028-02-30 x', 'text of 12 characters', '12 个字符的文本'],
    ['1234567890', 'text of 10 characters', '10 个字符的文本'],
    ['13812345678', 'text of 11 characters', '11 个字符的文本'],
    [
      'a\nb',
      'text of 3 characters, with control characters or halves of characters',
      '3 个字符的文本, 含控制字符或不完整的字符',
    ],
    [1_234_567_890, 'a number of 10 characters', '10 个字符的数'],
    [13_812_345_678, 'a number of 11 characters', '11 个字符的数'],
    [10n, 'a number of 2 characters', '2 个字符的数'],
  ])('%j', (value, en, zh) => {
    expect(whatIs(value)).toEqual({ zh, en });
  });
});

test('of a field that names people nothing is shown, whatever stands in it', () => {
  for (const value of ['resident', 2027, true, '2028-02-30'])
    expect(JSON.stringify(kindOf(value))).not.toContain(`"${String(value)}"`);
});

test('a truth value is told by its kind where nothing of it may be shown', () => {
  expect(kindOf(false)).toEqual({ zh: '真假值', en: 'true or false' });
});

test('an amount is shown at any length, but not the number of a telephone', () => {
  const seenOf = (value: number): unknown => invalidAmount('/amountFen', value).facts['seen'];
  expect(seenOf(2 ** 53)).toBe(2 ** 53);
  expect(seenOf(-13_812_345_678)).toBe('a number of 12 characters');
});

test('a name that holds the number of a telephone is not shown', () => {
  expect([nameSeen('359901'), nameSeen('tel 13812345678')]).toEqual(['359901', '…']);
});

/** Numbers of a person and of a telephone, alone and in text; and any JSON value. */
const identifiers = ['11010519491231002X', '13812345678', '+8613812345678'];
const asNumbers = [13_812_345_678, -13_812_345_678, 8_613_812_345_678];
const anyValue = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(...identifiers, ...asNumbers, 13_812_345_678.5),
  fc.tuple(fc.string(), fc.constantFrom(...identifiers)).map(([text, each]) => `${text} ${each}`),
  fc.record({ '13812345678': fc.constant(1) }),
  fc.constant(undefined),
);
const anyField = fc
  .constantFrom(...FACT_TYPES)
  .chain((type) =>
    fc.tuple(
      fc.constant(type),
      fc.constantFrom(...Object.keys(FACT_FIELDS[type].fields), '11010519491231002X'),
    ),
  );

test('any value as any field is read, or refused by a message that names the field, what was seen and what was expected', () => {
  fc.assert(
    fc.property(anyField, anyValue, ([type, name], value) => {
      const found = problemsAbout({ type, [name]: value }, name);
      for (const { code, facts, pointer } of found) {
        const { field, ...said } = facts;
        expect(field).toBe(pointer);
        if (code === 'malformed-request')
          expect(Object.keys(said).sort()).toEqual(['expected', 'expectedZh', 'seen', 'seenZh']);
        const shown = Object.values(facts).join(' ');
        expect(containsPersonalIdentifier(shown)).toBe(false);
      }
      const fields: Readonly<Record<string, Field>> = FACT_FIELDS[type].fields;
      const mayBeObject = ['years', 'replacement'].includes(fields[name]?.kind ?? '');
      if (typeof value === 'object' && !mayBeObject) expect(found).toHaveLength(1);
    }),
    { numRuns: 1000 },
  );
});

test('the whole message names the field, what was seen and what was expected, in both languages', () => {
  const [first] = problemsAbout({ type: 'PremiumPaid', coverageYear: 'soon' }, 'coverageYear');
  expect(first).toBeDefined();
  const { detail } = new DomainError([first!]);
  expect(detail).toEqual({
    zh: '/coverageYear: 见到 soon, 应为整数。',
    en: '/coverageYear: found soon, expected a whole number.',
  });
});

const knownNames = new Set(FACT_TYPES.flatMap((type) => Object.keys(FACT_FIELDS[type].fields)));

/** The faults of a fact that are about one of its fields, or about a part of it. */
function problemsAbout(input: object, name: string): DomainError['problems'] {
  try {
    readFact(input, 'case');
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    // A name that holds an identity number has no pointer that shows it.
    const at = knownNames.has(name) ? `/${name}` : '/…';
    return error.problems.filter(({ pointer }) => pointer === at || pointer.startsWith(`${at}/`));
  }
}
