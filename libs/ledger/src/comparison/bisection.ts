import { findFlip, valueAt } from '#libs/enrollment';
import type { LedgerContext } from '../context.js';
import type { Question } from '../coordinates/question.js';
import { askMemberOnDay, visibleTo } from '../members/ask-member.js';
import { mayPlace } from '../members/visibility.js';
import type { BisectionAnswer, BisectionQuestion } from './comparison-answers.js';
import { shownSide } from './diff-from.js';
import { flipAnswer } from './flip-answer.js';
import { MemberComparison } from './member-comparison.js';
import { readBisection } from './read-sides.js';
import { openSides } from './sides.js';

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
  // A region that received the member sees nobody before the move was known, nor one that it left by what was known then.
  const placing = all.filter(({ fact }) => mayPlace(fact));
  for (const [index, { position: since }] of placing.entries()) {
    const until = placing[index + 1]?.position ?? Infinity;
    const first = stored.find((each) => each.position >= since && each.position < until);
    if (first === undefined) continue;
    const known = all.filter((each) => each.position <= since);
    const seen = visibleTo(context, { scope }, known, since);
    if (seen === undefined) continue;
    const { hiddenFrom } = seen.visibility;
    if (hiddenFrom === null || on < hiddenFrom) return { ...b, knownAt: `pos:${String(first.position)}` };
  }
  return b;
}
