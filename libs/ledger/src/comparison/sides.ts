import { derive, yearOf } from '#libs/enrollment';
import { standingFrom } from '../answers/from-history.js';
import { sourcesKnown } from '../answers/standing.js';
import type { LedgerContext } from '../context.js';
import type { Question } from '../coordinates/question.js';
import { type AskedMember, askMemberOnDay, memberNotFound } from '../members/ask-member.js';
import type { RegionScope } from '../scope.js';
import type { ComparedSide } from './comparison-answers.js';
import { MemberComparison, pointOf } from './member-comparison.js';

/** Two questions about a member, each of which can be answered, and what lies between them. */
export interface OpenedSides {
  readonly a: AskedMember;
  readonly b: AskedMember;
  readonly comparison: MemberComparison;
  readonly sideA: ComparedSide;
  readonly sideB: ComparedSide;
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
  return {
    a: askedA,
    b: askedB,
    comparison: new MemberComparison(context, {
      scope,
      all,
      shown: [...askedA.stored, ...askedB.stored],
      a: pointOf(askedA),
      b: pointOf(askedB),
    }),
    sideA: sideOf(context, askedA),
    sideB: sideOf(context, askedB),
  };
}

/** A side with the coordinates that its standing echoes. */
export function sideOf(context: LedgerContext, asked: AskedMember): ComparedSide {
  const { on, facts, recording, pack, readings } = asked;
  const history = derive(facts, recording.book, { throughYear: yearOf(on) });
  if (history === undefined) throw memberNotFound();
  const anyDay = () => ({ from: null, until: null });
  const { hypothetical, coordinates } = standingFrom(asked, history, sourcesKnown(context, asked), anyDay);
  return { pack, readings, hypothetical, coordinates };
}
