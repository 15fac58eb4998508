import { findFlip, valueAt } from '#libs/enrollment';
import type { LedgerContext } from '../context.js';
import type { Question } from '../coordinates/question.js';
import { askMember } from '../members/ask-member.js';
import type { BisectionAnswer, BisectionQuestion } from './comparison-answers.js';
import { flipAnswer } from './flip-answer.js';
import { readBisection } from './read-sides.js';
import { openSides } from './sides.js';

/** Which fact, day, pack version or reading flipped a field between two sides. */
export async function bisect(
  context: LedgerContext,
  { member, scope, body }: BisectionQuestion,
): Promise<BisectionAnswer> {
  const { field, a, b } = readBisection(body);
  const old = a ?? (await firstKnown(context, { member, scope, b }));
  const { comparison, sideA, sideB } = await openSides(context, { member, scope, a: old, b });
  const flip = findFlip(comparison, field, { from: comparison.a, to: comparison.b });
  return {
    member,
    field,
    old: { ...sideA, value: valueAt(comparison, field, comparison.a) },
    new: { ...sideB, value: valueAt(comparison, field, comparison.b) },
    flip: flip === undefined ? null : await flipAnswer(context, comparison, flip),
    hypothetical: sideA.hypothetical || sideB.hypothetical,
    coordinates: sideB.coordinates,
  };
}

/** The same question, as it stood when the first fact of the member had been recorded. */
async function firstKnown(
  context: LedgerContext,
  { member, scope, b }: Pick<BisectionQuestion, 'member' | 'scope'> & { readonly b: Question },
): Promise<Question> {
  const { stored } = await askMember(context, { ...b, member, scope }, '/b');
  const [first] = stored;
  return first === undefined ? b : { ...b, knownAt: `pos:${String(first.position)}` };
}
