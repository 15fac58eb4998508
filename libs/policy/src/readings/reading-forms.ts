import { CIVIL_YEARS, READING_CHOICES, type ReadingId, type Readings } from '#libs/enrollment';

/** A choice that is a number: alone (`2024`), or with its unit (`days: 90`). */
interface NumberForm<C> {
  readonly unit: 'year' | 'months' | 'days';
  /** Written with the unit as key, beside words. */
  readonly keyed: boolean;
  readonly min: number;
  readonly max: number;
  readonly choice: (value: number) => C;
}

/** How a choice may be written. */
export interface ReadingForm<C> {
  /** Words and the choice each stands for. */
  readonly words: Readonly<Record<string, C>>;
  readonly number: NumberForm<C> | null;
  /** Choices of docs/domain.md §6 that the core does not offer yet. */
  readonly planned: readonly string[];
}

/** No rule counts beyond this many months or days; a bound only against slips of the pen. */
const PERIOD = { min: 0, max: 1200 } as const;

function words<const W extends string>(...list: readonly W[]): ReadingForm<W> {
  return {
    words: Object.fromEntries(list.map((word) => [word, word])),
    number: null,
    planned: [],
  };
}

const anyYear: ReadingForm<number> = {
  words: {},
  number: {
    unit: 'year',
    keyed: false,
    min: CIVIL_YEARS.first,
    max: CIVIL_YEARS.last,
    choice: (value) => value,
  },
  planned: [],
};
const anyMonths: ReadingForm<number> = {
  words: {},
  number: { unit: 'months', keyed: false, ...PERIOD, choice: (value) => value },
  planned: [],
};

/** The choices of every reading; the compiler asks for each reading and checks each choice. */
export const READING_FORMS: { readonly [R in ReadingId]: ReadingForm<Readings[R]> } = {
  R1: words(...READING_CHOICES.R1),
  R2: words(...READING_CHOICES.R2),
  R3: anyYear,
  R4: anyYear,
  R5: words(...READING_CHOICES.R5),
  R6: words(...READING_CHOICES.R6),
  R7: {
    words: {
      'months, arrival': 'months, arrival',
      'months, next-day': 'months, next-day',
      'months, next-month': 'months, next-month',
      months: 'months, arrival',
      arrival: 'months, arrival',
      'next-day': 'months, next-day',
      'next-month': 'months, next-month',
    },
    number: null,
    planned: ['days', 'days, arrival', 'days, next-day', 'days, next-month'],
  },
  R8: words(...READING_CHOICES.R8),
  R10: words(...READING_CHOICES.R10),
  R11: words(...READING_CHOICES.R11),
  R12: words(...READING_CHOICES.R12),
  R14: words(...READING_CHOICES.R14),
  R15: words(...READING_CHOICES.R15),
  R16: words(...READING_CHOICES.R16),
  R17: words(...READING_CHOICES.R17),
  R18: words(...READING_CHOICES.R18),
  R20: words(...READING_CHOICES.R20),
  R21: { ...words(...READING_CHOICES.R21), planned: ['grant'] },
  R23: { ...words(...READING_CHOICES.R23), planned: ['after-years'] },
  R24: words(...READING_CHOICES.R24),
  R25: anyMonths,
  R28: words(...READING_CHOICES.R28),
  R29: {
    words: { 'first-birthday': 'first-birthday' },
    number: { unit: 'days', keyed: true, ...PERIOD, choice: (days) => ({ days }) },
    planned: [],
  },
  R30: {
    words: { 'calendar-year': 'calendar-year' },
    number: { unit: 'months', keyed: true, ...PERIOD, choice: (months) => ({ months }) },
    planned: [],
  },
  R31: words(...READING_CHOICES.R31),
  R32: words(...READING_CHOICES.R32),
  R33: words(...READING_CHOICES.R33),
  R34: words(...READING_CHOICES.R34),
  R35: anyMonths,
};

/** Every reading, in the order of docs/domain.md §6. */
export const READING_IDS = Object.keys(READING_FORMS) as readonly ReadingId[];
