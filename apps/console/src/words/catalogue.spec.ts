import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { en } from './en.js';
import { message } from './words.js';
import { zh } from './zh.js';

const root = join(__dirname, '..');
const sources = (readdirSync(root, { recursive: true }) as string[])
  .filter((name) => /\.tsx?$/.test(name) && !/spec\.ts$|words\/(zh|en)\.ts$|api\/schema\.ts$/.test(name))
  .map((name) => readFileSync(join(root, name), 'utf8'));
const names = Object.keys(zh);
const blanks = (text: string): readonly string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();

test('both catalogues have the same messages, none of them empty', () => {
  expect(Object.keys(en)).toEqual(names);
  expect([...Object.values(zh), ...Object.values(en)].filter((text) => text.trim() === '')).toEqual([]);
});

test('no message of one language is left in the other', () => {
  const chinese = Object.entries(en).filter(([, text]) => /[\u3400-\u9fff]/.test(text));
  expect(chinese).toEqual([]);
});

/** A month's name is of use in English only. */
const ENGLISH_ONLY = 'monthName';

test.each(names)('%s has the same blanks in both languages', (name) => {
  const key = name as keyof typeof zh;
  const own = (text: string): readonly string[] =>
    blanks(text).filter((blank) => blank !== ENGLISH_ONLY && blank !== 'month');
  expect(own(en[key])).toEqual(own(zh[key]));
});

test('every message that a page names exists', () => {
  const named = sources.flatMap((text) =>
    [...text.matchAll(/\bsay\(\s*'([\w.-]+)'/g)].map(([, name]) => name ?? ''),
  );
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter((name) => !names.includes(name))).toEqual([]);
});

test('every message is used: by its name, or by a name that begins so', () => {
  const text = sources.join('\n');
  const families = [...text.matchAll(/`(\w+)\.\$\{/g)].map(([, family]) => `${family ?? ''}.`);
  const coded = [...text.matchAll(/sayCode\('(\w+)'/g)].map(([, family]) => `${family ?? ''}.`);
  const unused = names.filter(
    (name) =>
      !text.includes(`'${name}'`) && ![...families, ...coded].some((family) => name.startsWith(family)),
  );
  expect(unused).toEqual([]);
});

test('a message is filled in', () => {
  expect(message('en', 'word.range', { from: '2027-01-01', last: '2027-12-31' })).toBe(
    '2027-01-01 to 2027-12-31',
  );
  expect(message('zh', 'word.months', { count: 5 })).toBe('5 个月');
});
