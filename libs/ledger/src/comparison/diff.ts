import type { LedgerContext } from '../context.js';
import type { DiffAnswer, DiffQuestion } from './comparison-answers.js';
import { diffFrom } from './diff-from.js';
import { readSides } from './read-sides.js';
import { openSides } from './sides.js';

/** What differs between the answers about a member at two coordinates, each difference with its cause. */
export async function diff(
  context: LedgerContext,
  { member, scope, body }: DiffQuestion,
): Promise<DiffAnswer> {
  const { known, a, b } = await openSides(context, { member, scope, ...readSides(body) });
  return diffFrom(known, { member, a, b });
}
