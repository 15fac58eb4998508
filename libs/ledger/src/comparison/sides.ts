import { derive, liveFacts, yearOf } from '#libs/enrollment';
import { standingFrom } from '../answers/from-history.js';
import { sourcesKnown } from '../answers/standing.js';
import type { LedgerContext } from '../context.js';
import type { Question } from '../coordinates/question.js';
import { type AskedMember, askMemberOnDay, memberNotFound } from '../members/ask-member.js';
import { memberEventOf } from '../members/stored-fact.js';
import type { RegionScope } from '../scope.js';
import type { KnownMember, KnownSide } from './known-member.js';
import { pointOf, storedMember } from './stored-member.js';

/** Two questions about a member, each of which can be answered, and what lies between them. */
export interface OpenedSides {
  readonly known: KnownMember;
  readonly a: KnownSide;
  readonly b: KnownSide;
}

/** Settles both sides; `member-not-found` where the caller would not be answered about the member on one of them. */
export async function openSides(
  context: LedgerContext,
  {
    member,
    scope,
    a,
    b,
  }: {
    readonly member: string;
    readonly scope: RegionScope;
    readonly a: Question;
    readonly b: Question;
  },
): Promise<OpenedSides> {
  const askedA = await askMemberOnDay(context, { ...a, member, scope }, '/a');
  const askedB = await askMemberOnDay(context, { ...b, member, scope }, '/b');
  await context.watermarks.refresh();
  const all = await context.members.loadAt(member, Math.max(askedA.position, askedB.position));
  const shown = [...askedA.stored, ...askedB.stored];
  return {
    known: storedMember(context, { scope, all, shown }),
    a: sideOf(context, askedA),
    b: sideOf(context, askedB),
  };
}

/** A side with the coordinates that its standing echoes. */
export function sideOf(context: LedgerContext, asked: AskedMember): KnownSide {
  const { on, facts, recording, pack, readings, stored } = asked;
  const history = derive(facts, recording.book, { throughYear: yearOf(on) });
  if (history === undefined) throw memberNotFound();
  const anyDay = () => ({ from: null, until: null });
  const { hypothetical, coordinates } = standingFrom(asked, history, sourcesKnown(context, asked), anyDay);
  const { undoneBy } = liveFacts(facts);
  const events = stored.map((each) => memberEventOf(each, undoneBy));
  return { pack, readings, hypothetical, coordinates, point: pointOf(asked), events };
}
