import { READING_IDS, type ReadingId, READINGS } from '#libs/enrollment';
import { writtenChoices } from './reading-input.js';

/** A reading as the register lists it: the question that the text leaves open, and how it may be answered. */
export interface RegisteredReading {
  readonly id: ReadingId;
  readonly question: { readonly zh: string; readonly en: string };
  /** Choices that a pack or a question may name; a number has its unit in angle brackets. */
  readonly choices: readonly string[];
}

/** The register of readings, in the order of docs/domain.md §6; a pack has the choice, its evidence and confidence. */
export const READING_REGISTER: readonly RegisteredReading[] = READING_IDS.map((id) => ({
  id,
  question: READINGS[id].question,
  choices: writtenChoices(id),
}));
