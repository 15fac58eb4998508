import { type CivilDate, yearOf } from '../calendar/civil-date.js';
import type { Fact } from '../events.js';
import type { PolicyBook } from '../policy-book.js';
import { derive, type History } from '../standing/history.js';
import { standingOn } from '../standing/standing.js';
import { type NotApplied, type Step, Trace } from '../standing/trace.js';
import { thinnedFacts } from './alike-claims.js';
import { valuesByChoice } from './alternatives.js';
import { type ExplainedStep, withDecisiveReadings, withProvenCitations } from './citations.js';
import { decisiveReadings, type ExplainedReading, explainedReadings } from './explained-readings.js';
import { type ExplainedField, fieldValue } from './fields.js';
import { RESULT_STEP, recordResult } from './result-step.js';
import { sentencesFor } from './sentences.js';
import { type PossibleChange, possibleChanges } from './would-change.js';

/** The rules' own account of a field's value, before anything in it is tried. */
export interface Account {
  readonly schema: 'canbao.explanation/1';
  readonly field: ExplainedField;
  readonly value: unknown;
  readonly sentences: { readonly zh: readonly string[]; readonly en: readonly string[] };
  /** In order; `inputs` name earlier steps, the last step is the result. */
  readonly steps: readonly Step[];
  readonly notApplied: readonly NotApplied[];
}

/** Why a field has its value on a day (docs/api.md §5). */
export interface Explanation extends Account {
  readonly steps: readonly ExplainedStep[];
  readonly wouldChange: readonly PossibleChange[];
  readonly readings: readonly ExplainedReading[];
}

/** What an explanation is about. */
export interface ExplanationQuestion {
  readonly on: CivilDate;
  readonly field: ExplainedField;
}

/**
 * The account of a field in a history that was derived with the recorder: a derivation is all that it takes, where
 * `explain`, which tries everything out, takes some hundred.
 */
export function accountIn(history: History, trace: Trace, { on, field }: ExplanationQuestion): Account {
  const standing = standingOn(history, on);
  recordResult(trace, history, standing, on, field);
  return {
    schema: 'canbao.explanation/1',
    field,
    value: fieldValue(standing, field),
    sentences: sentencesFor(history, standing, { on, field }),
    ...trace.upTo([RESULT_STEP]),
  };
}

/**
 * Explains one field of a standing: its account, then each citation tried by deriving without the cited fact. Undefined
 * where no registration is known.
 */
export function explain(
  facts: readonly Fact[],
  book: PolicyBook,
  question: ExplanationQuestion,
): Explanation | undefined {
  const trace = new Trace();
  const history = derive(facts, book, { throughYear: yearOf(question.on), trace });
  if (history === undefined) return undefined;
  const account = accountIn(history, trace, question);
  const { value } = account;
  // Everything that is only tried is derived from as few claims as give the same.
  const { facts: thinned } = thinnedFacts(facts, book);
  const valueBy = valuesByChoice(thinned, book, question);
  const decided = { value, valueBy, member: history.member, on: question.on };
  const decisive = decisiveReadings(decided);
  const steps = withDecisiveReadings(account.steps, decisive);
  return {
    ...account,
    steps: withProvenCitations(steps, facts, book, question),
    wouldChange: possibleChanges(thinned, book, { ...question, value }),
    readings: explainedReadings(decided, decisive, steps, trace),
  };
}
