import { type CivilDate, yearOf } from '../calendar/civil-date.js';
import type { Fact } from '../events.js';
import type { PolicyBook } from '../policy-book.js';
import { type ReadingId, READINGS } from '../readings.js';
import { derive } from '../standing/history.js';
import { standingOn } from '../standing/standing.js';
import { type ExplainedField, fieldValue } from './fields.js';

/** Another choice of a reading, and the value that it would give. */
export interface ReadingAlternative {
  readonly choice: unknown;
  readonly result: unknown;
}

/** The value of a field on a day; undefined where no registration is known. */
export function valueUnder(
  facts: readonly Fact[],
  book: PolicyBook,
  question: { readonly on: CivilDate; readonly field: ExplainedField },
): unknown {
  const history = derive(facts, book, { throughYear: yearOf(question.on) });
  return history === undefined ? undefined : fieldValue(standingOn(history, question.on), question.field);
}

/** What each other listed choice of a reading would have given. */
export function alternativesOf(
  facts: readonly Fact[],
  book: PolicyBook,
  question: { readonly on: CivilDate; readonly field: ExplainedField },
  id: ReadingId,
  chosen: unknown,
): readonly ReadingAlternative[] {
  const choices: readonly unknown[] = READINGS[id].choices;
  return choices
    .filter((choice) => JSON.stringify(choice) !== JSON.stringify(chosen))
    .map((choice) => ({ choice, result: valueUnder(facts, book.withReadings({ [id]: choice }), question) }));
}
