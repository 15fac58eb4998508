import { explanation } from '../answers/explanation.js';
import type { LedgerContext } from '../context.js';
import type { DecisionExplanationQuestion } from '../ledger.js';
import { answerFor } from './answer-for.js';
import { explainedFieldsOf } from './answer-from.js';
import type { DecisionExplanationAnswer } from './decision-answers.js';
import { findDecision } from './find-decision.js';

/** Why a decision says what it says: the whole tree, made anew at its coordinates and for the eyes that it was served to. */
export async function decisionExplanation(
  context: LedgerContext,
  { id, reader, field, depth }: DecisionExplanationQuestion,
): Promise<DecisionExplanationAnswer> {
  const decision = await findDecision(context, id, reader);
  const { question, on, position, language, servedTo, decisionId, explanationDigest, engine } = decision;
  const scope = { regions: servedTo.regions };
  const query = { ...question, on, knownAt: `pos:${String(position)}` };
  const { member, knownAt, pack } = query;
  const again = await answerFor(context, query, { scope, language });
  const [usual] = explainedFieldsOf(question.kind);
  return {
    ...(await explanation(context, { member, on, knownAt, pack, scope, field: field ?? usual, depth })),
    decisionId,
    recorded: { explanationDigest, engine, isSame: again.explanationDigest === explanationDigest },
  };
}
