import {
  type Account,
  accountIn,
  type Bilingual,
  derive,
  EXPLAINED_FIELDS,
  type ExplainedField,
  type Fact,
  type History,
  type Scheme,
  Trace,
  yearOf,
} from '#libs/enrollment';
import { type AnsweredFor, eligibilityFrom, quoteFrom, standingFrom } from '../answers/from-history.js';
import type { RecordingBook } from '../policy/recording-book.js';
import type { KnownSources } from '../watermarks/completeness.js';
import { accountDigest } from './account-digest.js';
import type { DecisionAnswer, DecisionKind } from './decision-answers.js';

/** The facts and the book that a question is answered from, at settled coordinates. */
export interface AskedFacts extends AnsweredFor {
  readonly facts: readonly Fact[];
  readonly recording: RecordingBook;
}

/** What is asked about the member at those coordinates. */
export interface AskedKind {
  readonly kind: DecisionKind;
  readonly scheme: Scheme;
  readonly language: keyof Bilingual;
  readonly enrolmentYear: number | undefined;
}

/** An answer with the rules' own account of it. */
export interface AnsweredFrom {
  /** Without the id of a decision: null. */
  readonly answer: DecisionAnswer;
  readonly accounts: readonly Account[];
  readonly sentences: Account['sentences'];
  readonly explanationDigest: string;
}

/** The fields that the explanation of a kind of answer is about, the first one where nobody names another. */
export function explainedFieldsOf(kind: DecisionKind): readonly [ExplainedField, ...ExplainedField[]] {
  switch (kind) {
    case 'eligibility':
      return ['benefitEligible'];
    case 'standing':
      return ['benefitEligible', ...EXPLAINED_FIELDS.filter((field) => field !== 'benefitEligible')];
    case 'repair-quote':
      return ['waiting'];
  }
}

/**
 * Answers a question from facts and rules alone, wherever they come from: a ledger, or the evidence about a decision. One
 * derivation. Undefined where no registration is known.
 *
 * @param sha256Of `sha256:…` over a text
 */
export function answerFrom(
  asked: AskedFacts,
  sourcesIn: (region: string) => KnownSources,
  question: AskedKind,
  sha256Of: (text: string) => string,
): AnsweredFrom | undefined {
  const trace = new Trace();
  const history = derive(asked.facts, asked.recording.book, { throughYear: yearOf(asked.on), trace });
  if (history === undefined) return undefined;
  const answer = { decisionId: null, ...answerOf(asked, history, sourcesIn, question) };
  const accounts = explainedFieldsOf(question.kind).map((field) =>
    accountIn(history, trace, { on: asked.on, field }),
  );
  return {
    answer,
    accounts,
    sentences: {
      zh: accounts.flatMap(({ sentences }) => sentences.zh),
      en: accounts.flatMap(({ sentences }) => sentences.en),
    },
    explanationDigest: accountDigest(accounts, sha256Of),
  };
}

type WithoutId<Answer> = Answer extends unknown ? Omit<Answer, 'decisionId'> : never;

function answerOf(
  asked: AskedFacts,
  history: History,
  sourcesIn: (region: string) => KnownSources,
  { kind, scheme, language, enrolmentYear }: AskedKind,
): WithoutId<DecisionAnswer> {
  switch (kind) {
    case 'eligibility':
      return eligibilityFrom(asked, history, sourcesIn, { scheme, language });
    case 'standing':
      return standingFrom(asked, history, sourcesIn);
    case 'repair-quote':
      return quoteFrom(asked, history, enrolmentYear);
  }
}
