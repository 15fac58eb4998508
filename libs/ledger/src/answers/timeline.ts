import { derive, yearOf } from '#libs/enrollment';
import type { LedgerContext } from '../context.js';
import type { MemberQuestion } from '../ledger.js';
import { askMember, memberNotFound } from '../members/ask-member.js';
import type { TimelineAnswer } from './answers.js';
import { timelineFrom } from './from-history.js';

/** The intervals of a member's history; a caller that the member has left sees them as far as the move. */
export async function timeline(context: LedgerContext, question: MemberQuestion): Promise<TimelineAnswer> {
  const asked = await askMember(context, question);
  const { on, facts, recording, visibility } = asked;
  const history = derive(facts, recording.book, { throughYear: yearOf(on) });
  if (history === undefined) throw memberNotFound();
  return timelineFrom(asked, history, visibility.hiddenFrom);
}
