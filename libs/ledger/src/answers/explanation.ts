import { derive, explain, EXPLAINED_FIELDS, yearOf } from '#libs/enrollment';
import type { LedgerContext } from '../context.js';
import type { ExplanationQuestion } from '../ledger.js';
import { askMemberOnDay, memberNotFound } from '../members/ask-member.js';
import { DEPTHS, type ExplanationAnswer } from './answers.js';
import { explanationFrom } from './from-history.js';
import { oneOf } from './request-fields.js';

/** Why a field of a member's standing has its value. */
export async function explanation(
  context: LedgerContext,
  question: ExplanationQuestion,
): Promise<ExplanationAnswer> {
  const field = oneOf(EXPLAINED_FIELDS, question.field, 'field');
  const depth = oneOf(DEPTHS, question.depth ?? 'audit', 'depth');
  const asked = await askMemberOnDay(context, question);
  const { on, facts, book, recording } = asked;
  // The packs are those of the answer itself; trying the citations and readings also asks about other histories.
  const history = derive(facts, recording.book, { throughYear: yearOf(on) });
  const explained = explain(facts, book, { on, field });
  if (history === undefined || explained === undefined) throw memberNotFound();
  return explanationFrom(asked, history, explained, depth);
}
