import { derive, yearOf } from '#libs/enrollment';
import type { LedgerContext } from '../context.js';
import type { RepairQuoteQuestion } from '../ledger.js';
import { askMemberOnDay, memberNotFound } from '../members/ask-member.js';
import type { RepairQuoteAnswer } from './answers.js';
import { quoteFrom } from './from-history.js';

/** What repairing break years would cost and change, as if paid on the day asked about. */
export async function repairQuote(
  context: LedgerContext,
  question: RepairQuoteQuestion,
): Promise<RepairQuoteAnswer> {
  const asked = await askMemberOnDay(context, question);
  const history = derive(asked.facts, asked.recording.book, { throughYear: yearOf(asked.on) });
  if (history === undefined) throw memberNotFound();
  return quoteFrom(asked, history, question.enrolmentYear);
}
