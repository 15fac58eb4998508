import { type CivilDate, type DaysAlike, derive, type History, yearOf } from '#libs/enrollment';
import type { LedgerContext } from '../context.js';
import type { MemberQuestion } from '../ledger.js';
import { type AskedMember, askMemberOnDay, memberNotFound } from '../members/ask-member.js';
import { type KnownSources, sourcesOf } from '../watermarks/completeness.js';
import type { StandingAnswer } from './answers.js';
import { standingFrom } from './from-history.js';

/** The standing of a member on a day. */
export async function standing(context: LedgerContext, question: MemberQuestion): Promise<StandingAnswer> {
  const asked = await askMemberOnDay(context, question);
  await context.watermarks.refresh();
  const history = derive(asked.facts, asked.recording.book, { throughYear: yearOf(asked.on) });
  if (history === undefined) throw memberNotFound();
  return standingIn(context, asked, history);
}

/** The standing of the day asked about, read off the history; the watermarks have been read. */
export function standingIn(
  context: LedgerContext,
  asked: AskedMember,
  history: History,
  daysAround?: (history: History, on: CivilDate) => DaysAlike,
): StandingAnswer {
  return standingFrom(asked, history, sourcesKnown(context, asked), daysAround);
}

/** The sources of a region as declared at the moment asked about, and those that told of the member. */
export function sourcesKnown(
  { watermarks }: LedgerContext,
  { stored, position }: AskedMember,
): (region: string) => KnownSources {
  return (region) => ({
    declared: (kind) => watermarks.declared({ region, kind }, position),
    told: (kind) => sourcesOf(stored, kind),
  });
}
