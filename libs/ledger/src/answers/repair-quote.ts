import { derive, quoteRepair, standingOn, yearOf } from '#libs/enrollment';
import type { LedgerContext } from '../context.js';
import type { RepairQuoteQuestion } from '../ledger.js';
import { askMemberOnDay, memberNotFound } from '../members/ask-member.js';
import type { RepairQuoteAnswer } from './answers.js';

/** What repairing break years would cost and change, as if paid on the day asked about. */
export async function repairQuote(
  context: LedgerContext,
  question: RepairQuoteQuestion,
): Promise<RepairQuoteAnswer> {
  const asked = await askMemberOnDay(context, question);
  const { on, facts, recording } = asked;
  const history = derive(facts, recording.book, { throughYear: yearOf(on) });
  if (history === undefined) throw memberNotFound();
  const quote = quoteRepair(facts, recording.book, { on, enrolmentYear: question.enrolmentYear });
  return {
    member: asked.member,
    ...quote,
    hypothetical: asked.isHypothetical(standingOn(history, on).region),
    coordinates: asked.coordinates(),
  };
}
