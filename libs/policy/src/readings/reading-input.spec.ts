import type { ReadingId } from '#libs/enrollment';
import { InvalidReadingError } from '../errors.js';
import { parseReading, parseReadingList, parseReadings } from './reading-input.js';
import { READING_REGISTER } from './reading-register.js';

test.each([
  ['R1', 'yes', 'yes'],
  ['R4', 2024, 2024],
  ['R4', '2024', 2024],
  ['R7', 'next-day', 'months, next-day'],
  ['R7', 'months', 'months, arrival'],
  ['R25', 0, 0],
  ['R29', 'first-birthday', 'first-birthday'],
  ['R29', { days: 90 }, { days: 90 }],
  ['R29', 'days:90', { days: 90 }],
  ['R29', 'days: 90', { days: 90 }],
  ['R30', { months: 6 }, { months: 6 }],
  ['R7', 'days', 'days, arrival'],
  ['R7', 'days, next-day', 'days, next-day'],
  ['R21', 'grant', 'grant'],
  ['R23', { 'after-years': 4 }, { 'after-years': 4 }],
  ['R23', 'after-years: 4', { 'after-years': 4 }],
] as [ReadingId, unknown, unknown][])('%s written as %j', (id, written, choice) => {
  expect(parseReading(id, written)).toEqual(choice);
});

test.each([
  ['R1', 'maybe', 'one of no, yes'],
  ['R1', true, 'one of no, yes'],
  ['R4', 20244, '<year>'],
  ['R4', 2024.5, '<year>'],
  ['R29', { months: 3 }, 'days: <days>'],
  ['R29', '90', 'days: <days>'],
  ['R23', { 'after-years': 0 }, 'after-years: <years>'],
  ['R16', 'not-applicable', 'one of no-grant, freeze, reset'],
] as [ReadingId, unknown, string][])('%s cannot be %j', (id, written, part) => {
  expect(() => parseReading(id, written)).toThrow(InvalidReadingError);
  expect(() => parseReading(id, written)).toThrow(part);
});

test('the message names the bounds of a number, in both languages', () => {
  const refusalOf = (id: ReadingId, written: unknown): InvalidReadingError => {
    try {
      parseReading(id, written);
    } catch (error) {
      if (error instanceof InvalidReadingError) return error;
      throw error;
    }
    throw new Error(`${id} may be ${String(written)}.`);
  };
  expect(refusalOf('R4', 1899).detail.en).toContain('found 1899, expected one of <year> (1900–2199).');
  expect(refusalOf('R4', 1899).detail.zh).toContain('见到 1899, 应为 <year> (1900–2199) 之一。');
  expect(refusalOf('R35', 1201).detail.en).toContain('expected one of <months> (0–1200).');
  expect(refusalOf('R29', 'days:1201').detail.en).toContain('one of first-birthday, days: <days> (');
  expect(refusalOf('R16', 'all').detail.en).toContain('expected one of no-grant, freeze, reset.');
});

test('choices of an object and of a list', () => {
  expect(parseReadings({ R1: 'yes', R4: 2024 })).toEqual({ R1: 'yes', R4: 2024 });
  expect(parseReadingList('R1=yes,R7=months, next-day,R29=days:90')).toEqual({
    R1: 'yes',
    R7: 'months, next-day',
    R29: { days: 90 },
  });
  expect(() => parseReadingList('R1=yes,R1=no')).toThrow(/R1 twice.*each reading once/);
  expect(() => parseReadings({ R99: 'yes' })).toThrow(/R99.*a known reading/);
  expect(() => parseReadings({ __proto__x: 'yes' })).toThrow(InvalidReadingError);
});

test('the register has a question in both languages, the choices of every reading and what each of them changes', () => {
  expect(READING_REGISTER).toHaveLength(30);
  for (const { question, choices, alternatives } of READING_REGISTER) {
    const effects = alternatives.map(({ effect }) => effect);
    expect(new Set(effects.map(({ zh }) => zh)).size).toBe(alternatives.length);
    expect(new Set(effects.map(({ en }) => en)).size).toBe(alternatives.length);
    expect(question.zh).not.toBe('');
    expect(question.en).toMatch(/\?$/);
    expect(choices.length).toBeGreaterThan(0);
  }
  expect(READING_REGISTER.find(({ id }) => id === 'R29')?.choices).toEqual([
    'first-birthday',
    'days: <days>',
  ]);
});
