import {
  civilDayOfInstant,
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
import { RestatedRefusal } from '../errors.js';
import { askMemberOnDay } from '../members/ask-member.js';
import type { WhatIfAnswer, WhatIfQuestion } from './comparison-answers.js';
import { knownFigures } from './member-comparison.js';
import { readWhatIf } from './read-sides.js';
import { declaredAt } from './stored-member.js';

/** What would hold at some coordinates if facts were there that nobody recorded. Stores nothing. */
export async function whatIf(
  context: LedgerContext,
  { member, scope, body }: WhatIfQuestion,
): Promise<WhatIfAnswer> {
  const { facts, question } = readWhatIf(body);
  const asked = await askMemberOnDay(context, { ...question, member, scope });
  await context.watermarks.refresh();
  const { on, position, book, recording, visibility } = asked;
  const recordedAt = context.store.now();
  const supposition = Supposition.over(asked.facts, book, { facts, recordedAt });
  const throughYear = yearOf(on);
  const before = derive(asked.facts, book, { throughYear });
  const after = supposition.derive(recording.book, { throughYear });
  if (after === undefined) throw nobodyLeft();
  // As they are told of a fact submitted now, whatever the day asked about.
  const throughNow = { throughYear: yearOf(civilDayOfInstant(recordedAt)) };
  const sources = declaredAt(context, position);
  const figures = (history: History): Figures => knownFigures(history, on, sources);
  const standing = { ...standingIn(context, asked, after), hypothetical: true };
  return {
    member,
    hypothetical: true,
    supposed: supposition.supposed.map((fact) => fact.shown()),
    changes: changesBetweenFigures(before && figures(before), figures(after)),
    consequences: changesBetween(
      derive(asked.facts, book, throughNow),
      supposition.derive(book, throughNow),
      visibility,
    ),
    standing,
    coordinates: standing.coordinates,
  };
}

/** The refusal of a supposition with which no registration counts: there is no standing to show. */
function nobodyLeft(): Error {
  return new RestatedRefusal({
    code: 'member-not-found',
    pointer: '/facts',
    detail: {
      zh: '按此假设, 参保人没有有效的登记, 因而没有任何结果。',
      en: 'With what is supposed no registration of the member counts: nothing would hold.',
    },
    remedy: {
      zh: '保留登记, 或以 replacement 假设另一登记。',
      en: 'Leave the registration, or suppose another one as its replacement.',
    },
  });
}

function changesBetweenFigures(before: Figures | undefined, after: Figures): WhatIfAnswer['changes'] {
  const changes = COMPARED_FIELDS.map((field) => ({
    field,
    before: before?.[field] ?? null,
    after: after[field],
  }));
  return changes.filter((change) => !isSameValue(change.before, change.after));
}
