import { CIVIL_YEARS, type ReadingId, type Readings } from '#libs/enrollment';

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
  R1: words('no', 'yes'),
  R2: words('yes', 'no'),
  R3: anyYear,
  R4: anyYear,
  R5: words('start-of-year', 'next-january'),
  R6: words('yes', 'no'),
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
  R8: words('carried', 'lost'),
  R10: words('no', 'yes'),
  R11: words('run', 'lifetime'),
  R12: words('variable', 'all'),
  R14: words('yes', 'no'),
  R15: words('variable', 'none', 'full'),
  R16: words('no-grant', 'freeze', 'reset'),
  R17: words('served', 'settled'),
  R18: words('yes', 'no'),
  R20: words('zero-claim', 'both'),
  R21: { ...words('read'), planned: ['grant'] },
  R23: { ...words('never'), planned: ['after-years'] },
  R24: words('both', 'continuous', 'zero-claim', 'none'),
  R25: anyMonths,
  R28: words('no', 'yes'),
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
  R31: words('counts', 'ignored'),
  R32: words('yes', 'no'),
  R33: words('yes', 'no'),
  R34: words('no', 'yes'),
  R35: anyMonths,
};

/** Every reading, in the order of docs/domain.md §6. */
export const READING_IDS = Object.keys(READING_FORMS) as readonly ReadingId[];
