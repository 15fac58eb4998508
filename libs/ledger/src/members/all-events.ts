import { liveFacts } from '#libs/enrollment';
import type { LedgerContext } from '../context.js';
import { plainCoordinates } from '../coordinates/resolve.js';
import { LedgerError } from '../errors.js';
import type { EventListQuestion } from '../ledger.js';
import type { RegionScope } from '../scope.js';
import { visibleTo } from './ask-member.js';
import type { MemberEvent, Page } from './member-answers.js';
import { afterPosition, limitOf } from './paging.js';
import { MEMBER_STREAMS, memberEventOf, memberOfStream } from './stored-fact.js';

/** The facts of all visible members in the order of the log. */
export async function listEvents(
  context: LedgerContext,
  question: EventListQuestion,
): Promise<Page<MemberEvent>> {
  const limit = limitOf(question);
  const coordinates = await plainCoordinates(context, question);
  await context.policy.refresh();
  const range = {
    after: afterPosition(question) ?? 0,
    through: coordinates.position,
    filter: { streamPrefix: MEMBER_STREAMS },
  };
  const items: MemberEvent[] = [];
  for await (const { stream, position } of context.store.readAll(range)) {
    const event = await shownEvent(context, { member: memberOfStream(stream), position }, question.scope, {
      knownAt: coordinates.position,
    });
    if (event === undefined) continue;
    if (items.length === limit) return { items, next: String(items.at(-1)?.position ?? ''), coordinates };
    items.push(event);
  }
  return { items, next: null, coordinates };
}

/** One fact of the log; where the caller may not see it, there is none. */
export async function eventAt(
  context: LedgerContext,
  position: number,
  scope: RegionScope,
): Promise<MemberEvent> {
  const head = await context.store.head();
  await context.policy.refresh();
  const range = { after: position - 1, through: position, filter: { streamPrefix: MEMBER_STREAMS } };
  for await (const { stream } of context.store.readAll(range)) {
    const place = { member: memberOfStream(stream), position };
    const event = await shownEvent(context, place, scope, { knownAt: head });
    if (event !== undefined) return event;
  }
  throw new LedgerError('not-found', { seen: `pos:${position}` });
}

async function shownEvent(
  context: LedgerContext,
  { member, position }: { readonly member: string; readonly position: number },
  scope: RegionScope,
  { knownAt }: { readonly knownAt: number },
): Promise<MemberEvent | undefined> {
  const all = await context.members.loadAt(member, knownAt);
  const seen = visibleTo(context, { scope }, all, knownAt);
  const stored = seen?.stored.find((each) => each.position === position);
  if (seen === undefined || stored === undefined) return undefined;
  return memberEventOf(stored, liveFacts(seen.facts).undoneBy);
}
