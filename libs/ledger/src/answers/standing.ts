import { derive, standingOn, validFor, yearOf } from '#libs/enrollment';
import type { LedgerContext } from '../context.js';
import type { MemberQuestion } from '../ledger.js';
import { askMemberOnDay, memberNotFound } from '../members/ask-member.js';
import type { StandingAnswer } from './answers.js';

/** The standing of a member on a day. */
export async function standing(context: LedgerContext, question: MemberQuestion): Promise<StandingAnswer> {
  const asked = await askMemberOnDay(context, question);
  const { on, facts, recording } = asked;
  const history = derive(facts, recording.book, { throughYear: yearOf(on) });
  if (history === undefined) throw memberNotFound();
  const read = standingOn(history, on);
  // The days around the answer are looked at too, but the answer does not rest on their rules.
  const coordinates = asked.coordinates();
  return {
    member: asked.member,
    ...read,
    hypothetical: asked.isHypothetical(read.region),
    undetermined: [],
    completeness: [],
    validFor: validFor(history, on),
    coordinates,
  };
}
