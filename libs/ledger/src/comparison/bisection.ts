import { findFlip, valueAt } from '#libs/enrollment';
import type { LedgerContext } from '../context.js';
import type { Question } from '../coordinates/question.js';
import { askMemberOnDay } from '../members/ask-member.js';
import type { BisectionAnswer, BisectionQuestion } from './comparison-answers.js';
import { shownSide } from './diff-from.js';
import { flipAnswer } from './flip-answer.js';
import { firstAnswered } from './known-member.js';
import { MemberComparison } from './member-comparison.js';
import { readBisection } from './read-sides.js';
import { openSides } from './sides.js';
import { storedMember } from './stored-member.js';

/** Which fact, day, pack version or reading flipped a field between two sides. */
export async function bisect(
  context: LedgerContext,
  { member, scope, body }: BisectionQuestion,
): Promise<BisectionAnswer> {
  const question = readBisection(body);
  const { field } = question;
  const old = question.a ?? (await firstKnown(context, { member, scope, b: question.b }));
  const { known, a, b } = await openSides(context, { member, scope, a: old, b: question.b });
  const comparison = new MemberComparison(known, { a: a.point, b: b.point });
  const flip = findFlip(comparison, field, { from: a.point, to: b.point });
  return {
    member,
    field,
    old: { ...shownSide(a), value: valueAt(comparison, field, a.point) },
    new: { ...shownSide(b), value: valueAt(comparison, field, b.point) },
    flip: flip === undefined ? null : flipAnswer(comparison, flip),
    hypothetical: a.hypothetical || b.hypothetical,
    coordinates: b.coordinates,
  };
}

/** The same question, as it stood with the first fact of the member with which the caller would have been answered. */
async function firstKnown(
  context: LedgerContext,
  { member, scope, b }: Pick<BisectionQuestion, 'member' | 'scope'> & { readonly b: Question },
): Promise<Question> {
  const { on, position, stored } = await askMemberOnDay(context, { ...b, member, scope }, '/b');
  const all = await context.members.loadAt(member, position);
  const known = storedMember(context, { scope, all, shown: stored });
  const first = firstAnswered(known, on, stored);
  return first === undefined ? b : { ...b, knownAt: `pos:${String(first.position)}` };
}
