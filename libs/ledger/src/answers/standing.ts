import {
  absentRecordsBehind,
  type CivilDate,
  type DaysAlike,
  derive,
  type History,
  standingOn,
  validFor,
  yearOf,
} from '#libs/enrollment';
import type { LedgerContext } from '../context.js';
import type { MemberQuestion } from '../ledger.js';
import { type AskedMember, askMemberOnDay, memberNotFound } from '../members/ask-member.js';
import { completenessOf, type KnownSources, knownDays, sourcesOf } from '../watermarks/completeness.js';
import type { StandingAnswer } from './answers.js';

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
  daysAround: (history: History, on: CivilDate) => DaysAlike = validFor,
): StandingAnswer {
  const { on } = asked;
  const read = standingOn(history, on);
  const sources = sourcesKnown(context, asked, read.region);
  const { completeness, undetermined } = completenessOf(absentRecordsBehind(history, on), sources);
  // The days around the answer are looked at too, but the answer does not rest on their rules.
  const coordinates = asked.coordinates();
  return {
    member: asked.member,
    ...read,
    hypothetical: asked.isHypothetical(read.region),
    undetermined,
    completeness,
    validFor: knownDays(history, on, daysAround(history, on), sources),
    coordinates,
  };
}

/** The sources of a region as declared at the moment asked about, and those that told of the member. */
function sourcesKnown(
  { watermarks }: LedgerContext,
  { stored, position }: AskedMember,
  region: string,
): KnownSources {
  return {
    declared: (kind) => watermarks.declared({ region, kind }, position),
    told: (kind) => sourcesOf(stored, kind),
  };
}
