import { type CivilDate, yearOf } from '../calendar/civil-date.js';
import type { Fact } from '../events.js';
import type { PolicyBook } from '../policy-book.js';
import type { ReadingId } from '../readings.js';
import { derive } from '../standing/history.js';
import { standingOn } from '../standing/standing.js';
import { type ExplainedField, fieldValue } from './fields.js';

/** The value of a field on a day; undefined where no registration is known. */
export function valueUnder(
  facts: readonly Fact[],
  book: PolicyBook,
  question: { readonly on: CivilDate; readonly field: ExplainedField },
): unknown {
  const history = derive(facts, book, { throughYear: yearOf(question.on) });
  return history === undefined ? undefined : fieldValue(standingOn(history, question.on), question.field);
}

/** The value that a field would have if every region made a choice of a reading. */
export type ValueByChoice = (id: ReadingId, choice: unknown) => unknown;

/** Derives each of these values once, when it is first asked for. */
export function valuesByChoice(
  facts: readonly Fact[],
  book: PolicyBook,
  question: { readonly on: CivilDate; readonly field: ExplainedField },
): ValueByChoice {
  const known = new Map<string, unknown>();
  return (id, choice) => {
    const key = `${id} ${JSON.stringify(choice)}`;
    if (!known.has(key)) known.set(key, valueUnder(facts, book.withReadings({ [id]: choice }), question));
    return known.get(key);
  };
}
