import {
  COMPARED_FIELDS,
  derive,
  type Figures,
  type History,
  isSameValue,
  Supposition,
  yearOf,
} from '#libs/enrollment';
import { standingIn } from '../answers/standing.js';
import type { LedgerContext } from '../context.js';
import { changesBetween } from '../facts/consequences.js';
import { askMemberOnDay, memberNotFound } from '../members/ask-member.js';
import type { WhatIfAnswer, WhatIfQuestion } from './comparison-answers.js';
import { declaredAt, knownFigures } from './member-comparison.js';
import { readWhatIf } from './read-sides.js';

/** What would hold at some coordinates if facts were there that nobody recorded. Stores nothing. */
export async function whatIf(
  context: LedgerContext,
  { member, scope, body }: WhatIfQuestion,
): Promise<WhatIfAnswer> {
  const { facts, question } = readWhatIf(body);
  const asked = await askMemberOnDay(context, { ...question, member, scope });
  await context.watermarks.refresh();
  const { on, position, book, recording, visibility } = asked;
  const supposition = Supposition.over(asked.facts, book, facts);
  const throughYear = yearOf(on);
  const before = derive(asked.facts, book, { throughYear });
  const after = supposition.derive(recording.book, { throughYear });
  if (after === undefined) throw memberNotFound();
  const sources = declaredAt(context, position);
  const figures = (history: History): Figures => knownFigures(history, on, sources);
  const standing = { ...standingIn(context, asked, after), hypothetical: true };
  return {
    member,
    hypothetical: true,
    supposed: supposition.supposed.map((fact) => fact.shown()),
    changes: changesBetweenFigures(before && figures(before), figures(after)),
    consequences: changesBetween(before, after, visibility),
    standing,
    coordinates: standing.coordinates,
  };
}

function changesBetweenFigures(before: Figures | undefined, after: Figures): WhatIfAnswer['changes'] {
  const changes = COMPARED_FIELDS.map((field) => ({
    field,
    before: before?.[field] ?? null,
    after: after[field],
  }));
  return changes.filter((change) => !isSameValue(change.before, change.after));
}
