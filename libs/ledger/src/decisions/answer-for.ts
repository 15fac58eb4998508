import { type Bilingual, malformed, oneOfWords, type Scheme, SCHEMES, whatIs } from '#libs/enrollment';
import { sourcesKnown } from '../answers/standing.js';
import type { LedgerContext } from '../context.js';
import { sha256Of } from '../hashing.js';
import { type AskedMember, askMemberOnDay, memberNotFound } from '../members/ask-member.js';
import type { RegionScope } from '../scope.js';
import { type AnsweredFrom, answerFrom } from './answer-from.js';
import { DECISION_KINDS, type DecisionKind, type DecisionQuery } from './decision-answers.js';

/** An answer that is not served yet, and the rules' own account of it. */
export interface Answered extends AnsweredFrom {
  readonly asked: AskedMember;
}

/** Whose eyes an answer is for, and in which language. */
export interface Audience {
  readonly scope: RegionScope;
  readonly language: keyof Bilingual;
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
  const { kind, member, on, knownAt, pack, readings, enrolmentYear } = query;
  const scheme = checkedScheme(query);
  const asked = await askMemberOnDay(context, { member, on, knownAt, pack, readings, scope });
  await context.watermarks.refresh();
  const question = { kind, scheme, language, enrolmentYear };
  const answered = answerFrom(asked, sourcesKnown(context, asked), question, sha256Of);
  if (answered === undefined) throw memberNotFound();
  return { asked, ...answered };
}

/** The scheme asked about; refuses what does not belong to the kind of question. */
function checkedScheme({ kind, scheme, enrolmentYear }: DecisionQuery): Scheme {
  if (!DECISION_KINDS.includes(kind)) throw malformed('/kind', whatIs(kind), oneOfWords(DECISION_KINDS));
  if (kind !== 'repair-quote' && enrolmentYear !== undefined)
    throw notOf('/enrolmentYear', enrolmentYear, 'repair-quote');
  if (kind !== 'eligibility' && scheme !== undefined) throw notOf('/scheme', scheme, 'eligibility');
  const found = SCHEMES.find((each) => each === (scheme ?? 'resident'));
  if (found === undefined) throw malformed('/scheme', whatIs(scheme), oneOfWords(SCHEMES));
  return found;
}

function notOf(field: string, value: unknown, kind: DecisionKind): Error {
  return malformed(field, whatIs(value), {
    zh: `不填: 仅 ${kind} 类问题有此项`,
    en: `nothing: only a question of kind ${kind} has it`,
  });
}
