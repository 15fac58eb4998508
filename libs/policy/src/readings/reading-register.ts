import {
  type Bilingual,
  type Clause,
  type Confidence,
  type NumberChoice,
  type PolicyPack,
  type Reading,
  READING_IDS,
  type ReadingId,
  type Readings,
  READINGS,
} from '#libs/enrollment';
import { writtenChoices } from './reading-input.js';

/** A choice that is tried against the others, and what it changes. */
export interface RegisteredChoice {
  readonly choice: unknown;
  readonly effect: Bilingual;
}

/** A reading as the register lists it: the question that the text leaves open, and how it may be answered. */
export interface RegisteredReading {
  readonly id: ReadingId;
  readonly question: Bilingual;
  /** Choices as a pack or a question writes them; a number has its unit in angle brackets. */
  readonly choices: readonly string[];
  /** The choices that an explanation tries against each other, the usual one first. */
  readonly alternatives: readonly RegisteredChoice[];
  /** The numbers that may be chosen beside those listed, both bounds inclusive; null: none. */
  readonly number: Omit<NumberChoice<unknown>, 'choice'> | null;
}

/** What a pack chose for a reading, and why. */
export interface PackChoice {
  /** `id@version` of the pack. */
  readonly pack: string;
  readonly choice: unknown;
  readonly clause: Clause;
  readonly evidence: string;
  readonly confidence: Confidence;
}

/** A reading with the choices that packs made. */
export interface ReadingInPacks extends RegisteredReading {
  readonly packs: readonly PackChoice[];
}

/** The register of readings, in the order of docs/domain.md §6; a pack has the choice, its evidence and confidence. */
export const READING_REGISTER: readonly RegisteredReading[] = READING_IDS.map((id) =>
  registered(id, READINGS[id]),
);

/** Every reading, and what each of the packs chose for it. */
export function readingsInPacks(packs: readonly PolicyPack[]): readonly ReadingInPacks[] {
  return READING_REGISTER.map((reading) => ({
    ...reading,
    packs: packs.map(({ id, version, readings }) => {
      const { choice, clause, evidence, confidence } = readings[reading.id];
      return { pack: `${id}@${version}`, choice, clause, evidence, confidence };
    }),
  }));
}

function registered<R extends ReadingId>(id: R, reading: Reading<Readings[R]>): RegisteredReading {
  const { question, choices, number } = reading;
  const bounds = number && { unit: number.unit, key: number.key, min: number.min, max: number.max };
  const alternatives = choices.map((choice) => ({ choice, effect: reading.effect(choice) }));
  return { id, question, choices: writtenChoices(id), alternatives, number: bounds };
}
