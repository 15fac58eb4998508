import { oneOf } from '../answers/request-fields.js';
import type { LedgerContext } from '../context.js';
import { askMemberOnDay, memberNotFound } from '../members/ask-member.js';
import { blameFrom } from './blame-from.js';
import { BLAMED_FIELDS, type BlameAnswer, type BlameQuestion } from './comparison-answers.js';
import { sideOf } from './sides.js';
import { storedMember } from './stored-member.js';

/** What set the value of a field: the event, the clause and the readings; and what had set the value before. */
export async function blame(context: LedgerContext, question: BlameQuestion): Promise<BlameAnswer> {
  const { member, scope } = question;
  const field = oneOf(BLAMED_FIELDS, question.field, 'field');
  const asked = await askMemberOnDay(context, question);
  await context.watermarks.refresh();
  const all = await context.members.loadAt(member, asked.position);
  const known = storedMember(context, { scope, all, shown: asked.stored });
  const answer = blameFrom(known, { member, field, ...sideOf(context, asked) });
  if (answer === undefined) throw memberNotFound();
  return answer;
}
