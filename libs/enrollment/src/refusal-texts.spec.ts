import { DomainError, refusal } from './errors.js';
import { REFUSAL_CODES } from './refusal-codes.js';
import { refusalTexts } from './refusal-texts.js';

const namesIn = (template: string): readonly string[] =>
  [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);

describe.each(REFUSAL_CODES)('%s', (code) => {
  const { detail, remedy } = refusalTexts[code];
  const names = [...new Set([detail.zh, detail.en, remedy.zh, remedy.en].flatMap(namesIn))];
  const facts = Object.fromEntries(names.map((name) => [name, `<${name}>`]));

  test('says what was seen and what to do, in both languages', () => {
    const error = refusal(code, '/field', facts);
    for (const said of [error.detail, error.remedy]) {
      expect(said.zh).toMatch(/\p{Script=Han}.*。$/u);
      expect(said.en).toMatch(/^(?:[A-Z<]).*\.$/);
      expect(said.en).not.toMatch(/\p{Script=Han}/u);
      expect(`${said.zh}${said.en}`).not.toMatch(/[{}]|\b(?:undefined|null|NaN)\b/);
    }
    expect(error.message).toBe(`${code}: ${error.detail.en}`);
  });

  test('says the same facts in both languages', () => {
    const inEnglish = (name: string): string => name.replace(/Zh$/, '');
    for (const { zh, en } of [detail, remedy])
      expect(namesIn(zh).map(inEnglish).sort()).toEqual([...namesIn(en)].sort());
  });

  test('fails loudly where a fact that it needs is missing', () => {
    for (const name of names) {
      const { [name]: _left, ...others } = facts;
      expect(() => refusal(code, '/field', others)).toThrow(`needs the fact "${name}"`);
    }
    expect(refusal(code, '/field', facts).code).toBe(code);
  });
});

test('no two refusals say the same', () => {
  for (const language of ['zh', 'en'] as const) {
    const said = REFUSAL_CODES.map((code) => refusalTexts[code].detail[language]);
    expect(new Set(said).size).toBe(said.length);
  }
});

test('a refusal about several places goes by the first', () => {
  const problems = [
    { pointer: '/status', code: 'unknown-status', facts: { seen: 'x', expected: 'newborn' } },
    { pointer: '/region', code: 'unknown-region', facts: { seen: '1' } },
  ] as const;
  const error = new DomainError(problems);
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ name: 'DomainError', code: 'unknown-status', problems, clause: undefined });
  expect(error.detail.en).toBe('Status x is unknown; expected one of newborn.');
});

test('a zero in a refusal is a fact like any other', () => {
  const error = refusal('repair-cannot-help', '/breakYears', {
    seen: 1,
    removableMonths: 0,
    removable: '0 months',
    removableZh: '0 个月',
    helpingYears: 0,
  });
  expect(error.detail.en).toContain('0 months');
});
