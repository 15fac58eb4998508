import { CIVIL_YEARS } from '../calendar/civil-date.js';

interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** A choice that is a number: alone (`2024`), or with a key (`days: 90`). */
export interface NumberChoice<C> {
  readonly unit: 'year' | 'years' | 'months' | 'days';
  /** The key it is written with, beside words; null: it stands alone. */
  readonly key: string | null;
  /** Bounds, both inclusive; no rule counts beyond them, so that a slip of the pen is noticed. */
  readonly min: number;
  readonly max: number;
  readonly choice: (value: number) => C;
}

/** A reading as the register has it: the question, how it may be answered, and what each answer changes. */
export interface Reading<C> {
  readonly question: Bilingual;
  /**
   * The choices that are tried against each other, the usual one first. Where a number may be chosen these are the ones
   * that texts and disputes name; any other is as good a choice.
   */
  readonly choices: readonly C[];
  readonly number: NumberChoice<C> | null;
  /** Other ways of writing a choice. */
  readonly aliases: Readonly<Record<string, C>>;
  /** What a choice changes, in a sentence or two for whoever has to choose. */
  effect(choice: C): Bilingual;
}

/** A reading whose choices are words, the usual one first, each with what it changes. */
export function words<C extends string>(
  zh: string,
  en: string,
  effects: Readonly<Record<C, Bilingual>>,
  aliases: Readonly<Record<string, NoInfer<C>>> = {},
): Reading<C> {
  const choices = Object.keys(effects) as C[];
  return { question: { zh, en }, choices, number: null, aliases, effect: (choice) => effects[choice] };
}

/** A reading that is a number, or one beside words. */
export function numbers<C>(
  zh: string,
  en: string,
  number: NumberChoice<C>,
  choices: readonly C[],
  effect: (choice: C) => Bilingual,
): Reading<C> {
  return { question: { zh, en }, choices, number, aliases: {}, effect };
}

/** A coverage year. */
export const ANY_YEAR: NumberChoice<number> = {
  unit: 'year',
  key: null,
  min: CIVIL_YEARS.first,
  max: CIVIL_YEARS.last,
  choice: (value) => value,
};

/** A number of months. */
export const ANY_MONTHS: NumberChoice<number> = {
  unit: 'months',
  key: null,
  min: 0,
  max: 1200,
  choice: (value) => value,
};
