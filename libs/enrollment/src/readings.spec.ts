import { READING_IDS, type ReadingId, READINGS } from './readings.js';

/** The register of docs/domain.md §6: the choices tried against each other, the usual one first. */
const choices: Readonly<Record<ReadingId, readonly unknown[]>> = {
  R1: ['no', 'yes'],
  R2: ['yes', 'no'],
  R3: [2025, 2024, 2026],
  R4: [2025, 2024, 2026],
  R5: ['start-of-year', 'next-january'],
  R6: ['yes', 'no'],
  R7: [
    'months, arrival',
    'months, next-day',
    'months, next-month',
    'days, arrival',
    'days, next-day',
    'days, next-month',
  ],
  R8: ['carried', 'lost'],
  R10: ['no', 'yes'],
  R11: ['run', 'lifetime'],
  R12: ['variable', 'all'],
  R14: ['yes', 'no'],
  R15: ['variable', 'none', 'full'],
  R16: ['no-grant', 'freeze', 'reset'],
  R17: ['served', 'settled'],
  R18: ['yes', 'no'],
  R20: ['zero-claim', 'both'],
  R21: ['read', 'grant'],
  R23: ['never', { 'after-years': 4 }],
  R24: ['both', 'continuous', 'zero-claim', 'none'],
  R25: [3, 0, 2, 4, 6],
  R28: ['no', 'yes'],
  R29: ['first-birthday', { days: 28 }, { days: 90 }],
  R30: ['calendar-year', { months: 3 }, { months: 12 }],
  R31: ['counts', 'ignored'],
  R32: ['yes', 'no'],
  R33: ['yes', 'no'],
  R34: ['no', 'yes'],
  R35: [12, 6, 24],
  R36: ['yes', 'no'],
};

/** The readings for which a number may be chosen: its unit, its key where it has one, its bounds, and 5 as a choice. */
const numbers: Partial<Readonly<Record<ReadingId, readonly unknown[]>>> = {
  R3: ['year', null, 1900, 2199, 5],
  R4: ['year', null, 1900, 2199, 5],
  R23: ['years', 'after-years', 1, 100, { 'after-years': 5 }],
  R25: ['months', null, 0, 1200, 5],
  R29: ['days', 'days', 0, 1200, { days: 5 }],
  R30: ['months', 'months', 0, 1200, { months: 5 }],
  R35: ['months', null, 0, 1200, 5],
};

describe.each(READING_IDS)('%s', (id) => {
  const { aliases, number, question } = READINGS[id];

  test('offers the choices of the register', () => {
    expect(READINGS[id].choices).toEqual(choices[id]);
  });

  test('takes a number where the register has one', () => {
    const { unit, key, min, max, choice } = number ?? {};
    expect(number && [unit, key, min, max, choice?.(5)]).toEqual(numbers[id] ?? null);
  });

  test('asks its question in Chinese and in English', () => {
    expect(question.zh).toMatch(/\p{Script=Han}.*？$/u);
    expect(question.en).toMatch(/^[A-Z][^\p{Script=Han}]+\?$/u);
  });

  test('has other spellings only for the wait, which is half said by its unit or its anchor', () => {
    expect(aliases).toEqual(
      id === 'R7'
        ? {
            months: 'months, arrival',
            days: 'days, arrival',
            arrival: 'months, arrival',
            'next-day': 'months, next-day',
            'next-month': 'months, next-month',
          }
        : {},
    );
  });
});

test('the register has every reading, in its order, and no question twice', () => {
  expect(READING_IDS).toEqual(Object.keys(choices));
  for (const language of ['zh', 'en'] as const)
    expect(new Set(READING_IDS.map((id) => READINGS[id].question[language])).size).toBe(READING_IDS.length);
});
