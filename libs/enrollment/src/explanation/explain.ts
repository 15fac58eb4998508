import type { CivilDate } from '../calendar/civil-date.js';
import { yearOf } from '../calendar/civil-date.js';
import type { Fact } from '../events.js';
import type { PolicyBook } from '../policy-book.js';
import { type Confidence } from '../policy-pack.js';
import { READING_IDS, type ReadingId } from '../readings.js';
import { derive } from '../standing/history.js';
import { regionOn } from '../standing/member/member.js';
import { standingOn } from '../standing/standing.js';
import { type NotApplied, type Step, Trace } from '../standing/trace.js';
import { alternativesOf, type ReadingAlternative, valueUnder } from './alternatives.js';
import { type ExplainedStep, withProvenCitations } from './citations.js';
import { type ExplainedField, fieldValue } from './fields.js';
import { RESULT_STEP, recordResult } from './result-step.js';
import { sentencesFor } from './sentences.js';
import { type PossibleChange, possibleChanges } from './would-change.js';

/** A reading that decided something, with what its other choices would have given. */
export interface ExplainedReading {
  readonly id: ReadingId;
  readonly choice: unknown;
  readonly confidence: Confidence;
  readonly alternatives: readonly ReadingAlternative[];
}

/** Why a field has its value on a day (docs/api.md §5). */
export interface Explanation {
  readonly schema: 'canbao.explanation/1';
  readonly field: ExplainedField;
  readonly value: unknown;
  readonly sentences: { readonly zh: readonly string[]; readonly en: readonly string[] };
  /** In order; `inputs` name earlier steps, the last step is the result. */
  readonly steps: readonly ExplainedStep[];
  readonly notApplied: readonly NotApplied[];
  readonly wouldChange: readonly PossibleChange[];
  readonly readings: readonly ExplainedReading[];
}

/** What an explanation is about. */
export interface ExplanationQuestion {
  readonly on: CivilDate;
  readonly field: ExplainedField;
}

/**
 * Explains one field of a standing: the derivation itself, run with a recorder, then each citation tried by deriving
 * without the cited fact. Undefined where no registration is known.
 */
export function explain(
  facts: readonly Fact[],
  book: PolicyBook,
  question: ExplanationQuestion,
): Explanation | undefined {
  const { on, field } = question;
  const trace = new Trace();
  const history = derive(facts, book, { throughYear: yearOf(on), trace });
  if (history === undefined) return undefined;
  const standing = standingOn(history, on);
  recordResult(trace, history, standing, on, field);
  const { steps, notApplied } = trace.upTo([RESULT_STEP]);
  const cited = withProvenCitations(steps, facts, book, question);
  return {
    schema: 'canbao.explanation/1',
    field,
    value: fieldValue(standing, field),
    sentences: sentencesFor(history, standing, question),
    steps: cited,
    notApplied,
    wouldChange: possibleChanges(facts, book, question),
    readings: readingsOf(facts, book, question, cited, regionOn(history.member, on)),
  };
}

/**
 * The readings that decided the value: those of which another choice gives another value, and those that the steps right
 * before the result cite.
 */
function readingsOf(
  facts: readonly Fact[],
  book: PolicyBook,
  question: ExplanationQuestion,
  steps: readonly Step[],
  region: string,
): readonly ExplainedReading[] {
  const direct = new Set(steps.at(-1)?.inputs);
  const citedLast = new Set(steps.filter(({ id }) => direct.has(id)).flatMap((step) => step.readingIds));
  const { pack, readings } = book.rules(region, question.on);
  const before = JSON.stringify(valueUnder(facts, book, question));
  return READING_IDS.flatMap((id) => {
    const alternatives = alternativesOf(facts, book, question, id, readings[id]);
    const decides = alternatives.some(({ result }) => JSON.stringify(result) !== before);
    if (!decides && !citedLast.has(id)) return [];
    return [{ id, choice: readings[id], confidence: pack.readings[id].confidence, alternatives }];
  });
}
