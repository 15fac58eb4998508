import { liveFacts } from '#libs/enrollment';
import { LedgerError } from '../errors.js';
import type { LedgerContext } from '../context.js';
import { consequencesOfStored } from '../facts/consequences-of-stored.js';
import type { MemberEventsQuestion } from '../ledger.js';
import { askMember } from './ask-member.js';
import type { EventOrder, MemberEvent, MemberEventsAnswer } from './member-answers.js';
import { afterPosition, limitOf } from './paging.js';
import { memberEventOf, type StoredFact } from './stored-fact.js';

/** The events of a member known at a moment, a page at a time; the cursor is the position of the last one given. */
export async function listMemberEvents(
  context: LedgerContext,
  question: MemberEventsQuestion,
): Promise<MemberEventsAnswer> {
  const limit = limitOf(question);
  const after = afterPosition(question);
  const asked = await askMember(context, question);
  const { undoneBy } = liveFacts(asked.facts);
  const sorted = inOrder(asked.stored, question.order ?? 'recorded');
  const start = after === undefined ? 0 : sorted.findIndex(({ position }) => position === after) + 1;
  if (after !== undefined && start === 0)
    throw new LedgerError('not-found', { seen: `event at pos:${after}` });
  const page = sorted.slice(start, start + limit);
  const items = page.map((stored): MemberEvent => {
    const event = memberEventOf(stored, undoneBy);
    if (question.expandConsequences !== true) return event;
    return { ...event, consequences: consequencesOfStored(context, asked.stored, stored, asked.visibility) };
  });
  const hasMore = start + limit < sorted.length;
  return {
    member: asked.member,
    version: asked.version,
    items,
    next: hasMore ? String(page.at(-1)?.position ?? '') : null,
    coordinates: asked.coordinates(),
  };
}

function inOrder(stored: readonly StoredFact[], order: EventOrder): readonly StoredFact[] {
  if (order === 'recorded') return stored;
  return [...stored].sort((a, b) => {
    if (a.effectiveOn !== b.effectiveOn) return a.effectiveOn < b.effectiveOn ? -1 : 1;
    return a.position - b.position;
  });
}
