import type { Explanation } from '#libs/enrollment';

/** An explanation as a golden file writes it: whole, but for what is empty, digests and the paraphrases of clauses. */
export interface WrittenExplanation {
  readonly field: string;
  readonly value: unknown;
  readonly zh: readonly string[];
  readonly en: readonly string[];
  readonly steps: readonly object[];
  readonly notApplied?: readonly unknown[];
  readonly wouldChange?: readonly unknown[];
  readonly readings?: readonly unknown[];
}

/** Writes an explanation as a golden file has it. Another choice that gives the same value is written `same`. */
export function written(explanation: Explanation): WrittenExplanation {
  const { field, notApplied, readings, sentences, steps, value, wouldChange } = explanation;
  const before = JSON.stringify(value);
  const result = (other: unknown): unknown => (JSON.stringify(other) === before ? 'same' : other);
  return plain({
    field,
    value,
    zh: sentences.zh,
    en: sentences.en,
    steps: steps.map(({ clause, packDigest: _packDigest, ...step }) =>
      withoutEmpty({ ...step, clause: `${clause.document} ${clause.at}` }),
    ),
    ...withoutEmpty({
      notApplied,
      wouldChange,
      readings: readings.map((reading) => ({
        ...reading,
        alternatives: reading.alternatives.map((each) => ({ ...each, result: result(each.result) })),
      })),
    }),
  });
}

/** The fields of an object that say something: no empty list, and no formula where there is none. */
function withoutEmpty(fields: object): object {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) =>
        !(Array.isArray(value) && value.length === 0) && !(name === 'formula' && value === null),
    ),
  );
}

/** As it comes out of a file: amounts and days are no more than numbers and strings. */
function plain(value: object): WrittenExplanation {
  return JSON.parse(JSON.stringify(value)) as WrittenExplanation;
}
