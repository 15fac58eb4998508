import type { LedgerContext } from '../context.js';
import { LedgerError } from '../errors.js';
import { excerpt } from '../excerpt.js';
import { visibleTo } from '../members/ask-member.js';
import type { DecisionReader, ServedDecision } from './decision-answers.js';
import { decisionOf, decisionStream, isDecisionId } from './decision-event.js';

/** A decision as it was recorded; one that the reader may not see is not found. */
export async function findDecision(
  context: LedgerContext,
  id: string,
  reader: DecisionReader,
): Promise<ServedDecision> {
  const [event] = isDecisionId(id) ? await context.store.readStream(decisionStream(id)) : [];
  const decision = event === undefined ? undefined : decisionOf(event);
  if (decision === undefined || !(await maySee(context, decision, reader)))
    throw new LedgerError('not-found', { seen: excerpt(id) });
  return decision;
}

/**
 * Whoever it was served to sees it again, also with a key that replaced the one of then. Others see it where they see the whole member today, or saw at the decision's
 * moment no less of the member than it shows.
 */
async function maySee(
  context: LedgerContext,
  { question, position, on, servedTo }: ServedDecision,
  { actor, scope, isOwnOnly }: DecisionReader,
): Promise<boolean> {
  await context.access.refresh();
  if (context.access.actorsOf(actor).includes(servedTo.actor)) return true;
  if (isOwnOnly) return false;
  if (scope.regions === 'all') return true;
  await context.policy.refresh();
  const all = await context.members.load(question.member);
  const now = visibleTo(context, { scope }, all, Number.MAX_SAFE_INTEGER)?.visibility;
  if (now?.hiddenFrom === null) return true;
  const known = all.filter((stored) => stored.position <= position);
  const then = visibleTo(context, { scope }, known, position)?.visibility;
  if (then === undefined) return false;
  if (then.hiddenFrom === null) return true;
  return on < then.hiddenFrom && servedTo.hiddenFrom !== null && servedTo.hiddenFrom <= then.hiddenFrom;
}
