import { derive, type History, quoteRepair, standingOn, yearOf } from '#libs/enrollment';
import type { LedgerContext } from '../context.js';
import type { RepairQuoteQuestion } from '../ledger.js';
import { type AskedMember, askMemberOnDay, memberNotFound } from '../members/ask-member.js';
import type { RepairQuoteAnswer } from './answers.js';

/** What repairing break years would cost and change, as if paid on the day asked about. */
export async function repairQuote(
  context: LedgerContext,
  question: RepairQuoteQuestion,
): Promise<RepairQuoteAnswer> {
  const asked = await askMemberOnDay(context, question);
  const history = derive(asked.facts, asked.recording.book, { throughYear: yearOf(asked.on) });
  if (history === undefined) throw memberNotFound();
  return quoteIn(asked, history, question.enrolmentYear);
}

/** The quote of a member whose history has been derived. */
export function quoteIn(
  asked: AskedMember,
  history: History,
  enrolmentYear: number | undefined,
): RepairQuoteAnswer {
  const { on, facts, recording } = asked;
  const quote = quoteRepair(facts, recording.book, { on, enrolmentYear });
  return {
    member: asked.member,
    ...quote,
    hypothetical: asked.isHypothetical(standingOn(history, on).region),
    coordinates: asked.coordinates(),
  };
}
