import {
  type Account,
  accountIn,
  type Bilingual,
  derive,
  EXPLAINED_FIELDS,
  type ExplainedField,
  type History,
  refusal,
  type Scheme,
  SCHEMES,
  Trace,
  yearOf,
} from '#libs/enrollment';
import { eligibilityFrom, quoteFrom } from '../answers/from-history.js';
import { sourcesKnown, standingIn } from '../answers/standing.js';
import type { LedgerContext } from '../context.js';
import { type AskedMember, askMemberOnDay, memberNotFound } from '../members/ask-member.js';
import type { RegionScope } from '../scope.js';
import { accountDigest } from './account-digest.js';
import {
  DECISION_KINDS,
  type DecisionAnswer,
  type DecisionKind,
  type DecisionQuery,
} from './decision-answers.js';

/** An answer that is not served yet, and the rules' own account of it. */
export interface Answered {
  readonly asked: AskedMember;
  readonly answer: DecisionAnswer;
  readonly sentences: Account['sentences'];
  readonly explanationDigest: string;
}

/** Whose eyes an answer is for, and in which language. */
export interface Audience {
  readonly scope: RegionScope;
  readonly language: keyof Bilingual;
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
 * Answers a question as it is served: one derivation, with the recorder. The digest is that of the account which the rules
 * gave meanwhile. What an explanation adds follows from it by trying, and takes some hundred derivations more: too long
 * for a hospital that waits, so it is made when somebody asks why.
 */
export async function answerFor(
  context: LedgerContext,
  query: DecisionQuery,
  { scope, language }: Audience,
): Promise<Answered> {
  const { kind, member, on, knownAt, pack, readings } = query;
  const scheme = checkedScheme(query);
  const asked = await askMemberOnDay(context, { member, on, knownAt, pack, readings, scope });
  await context.watermarks.refresh();
  const trace = new Trace();
  const history = derive(asked.facts, asked.recording.book, { throughYear: yearOf(asked.on), trace });
  if (history === undefined) throw memberNotFound();
  const answer = {
    decisionId: null,
    ...answerOf(context, asked, history, { kind, scheme, language, enrolmentYear: query.enrolmentYear }),
  };
  const accounts = explainedFieldsOf(kind).map((field) => accountIn(history, trace, { on: asked.on, field }));
  return {
    asked,
    answer,
    sentences: {
      zh: accounts.flatMap(({ sentences }) => sentences.zh),
      en: accounts.flatMap(({ sentences }) => sentences.en),
    },
    explanationDigest: accountDigest(accounts),
  };
}

type WithoutId<Answer> = Answer extends unknown ? Omit<Answer, 'decisionId'> : never;

function answerOf(
  context: LedgerContext,
  asked: AskedMember,
  history: History,
  {
    kind,
    scheme,
    language,
    enrolmentYear,
  }: Pick<DecisionQuery, 'kind' | 'enrolmentYear'> & {
    readonly scheme: Scheme;
    readonly language: keyof Bilingual;
  },
): WithoutId<DecisionAnswer> {
  switch (kind) {
    case 'eligibility':
      return eligibilityFrom(asked, history, sourcesKnown(context, asked), { scheme, language });
    case 'standing':
      return standingIn(context, asked, history);
    case 'repair-quote':
      return quoteFrom(asked, history, enrolmentYear);
  }
}

/** The scheme asked about; refuses what does not belong to the kind of question. */
function checkedScheme({ kind, scheme, enrolmentYear }: DecisionQuery): Scheme {
  if (!DECISION_KINDS.includes(kind)) throw malformed('/kind', DECISION_KINDS);
  if (kind !== 'repair-quote' && enrolmentYear !== undefined) throw notOf('/enrolmentYear', 'repair-quote');
  if (kind !== 'eligibility' && scheme !== undefined) throw notOf('/scheme', 'eligibility');
  const found = SCHEMES.find((each) => each === (scheme ?? 'resident'));
  if (found === undefined) throw malformed('/scheme', SCHEMES);
  return found;
}

function malformed(field: string, allowed: readonly string[]): Error {
  return refusal('malformed-request', field, {
    field,
    expected: `one of ${allowed.join(', ')}`,
    expectedZh: `${allowed.join('、')} 之一`,
  });
}

function notOf(field: string, kind: DecisionKind): Error {
  return refusal('malformed-request', field, {
    field,
    expected: `nothing: only a question of kind ${kind} has it`,
    expectedZh: `不填: 仅 ${kind} 类问题有此项`,
  });
}
