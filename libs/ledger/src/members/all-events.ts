import { liveFacts } from '#libs/enrollment';
import type { LedgerContext } from '../context.js';
import { plainCoordinates } from '../coordinates/resolve.js';
import { LedgerError } from '../errors.js';
import type { EventListQuestion } from '../ledger.js';
import type { RegionScope } from '../scope.js';
import { visibleTo } from './ask-member.js';
import type { MemberEvent, Page } from './member-answers.js';
import { afterPosition, limitOf } from './paging.js';
import { readable, Scan } from './scan.js';
import { MEMBER_STREAMS, memberEventOf, memberOfStream } from './stored-fact.js';

/**
 * The facts of all visible members in the order of the log. A page may be short, or empty, and still have a `next`: one
 * call looks at a limited part of the log.
 */
export async function listEvents(
  context: LedgerContext,
  question: EventListQuestion,
): Promise<Page<MemberEvent>> {
  const limit = limitOf(question);
  const coordinates = await plainCoordinates(context, question);
  await context.policy.refresh();
  await context.index.refresh();
  const { scope } = question;
  const after = afterPosition(question) ?? 0;
  const { position: through } = coordinates;
  const filter = { streamPrefix: MEMBER_STREAMS };
  const shown = new Map<string, Promise<ShownEvents>>();
  const items: MemberEvent[] = [];
  const scan = new Scan();
  let last = after;
  for await (const { stream, position } of context.store.readAll({ after, through, filter })) {
    if (scan.isOver) return { items, next: String(last), coordinates };
    const member = memberOfStream(stream);
    if (context.index.wasIn(member, scope.regions)) {
      await scan.look();
      const events = shown.get(member) ?? shownEvents(context, { member, scope, knownAt: through });
      shown.set(member, events);
      const event = (await events)(position);
      if (event !== undefined && items.length === limit) {
        return { items, next: String(items.at(-1)?.position ?? ''), coordinates };
      }
      if (event !== undefined) items.push(event);
    } else {
      await scan.pass();
    }
    last = position;
  }
  return { items, next: null, coordinates };
}

/** One fact of the log; where the caller may not see it, there is none. */
export async function eventAt(
  context: LedgerContext,
  position: number,
  scope: RegionScope,
): Promise<MemberEvent> {
  const knownAt = await context.store.head();
  await context.policy.refresh();
  const range = { after: position - 1, through: position, filter: { streamPrefix: MEMBER_STREAMS } };
  for await (const { stream } of context.store.readAll(range)) {
    const events = await eventsOf(context, { member: memberOfStream(stream), scope, knownAt });
    const event = events(position);
    if (event !== undefined) return event;
  }
  throw new LedgerError('not-found', { seen: `pos:${position}` });
}

/** A member's event at a position; undefined where the caller may not see it. */
type ShownEvents = (position: number) => MemberEvent | undefined;

/** A member as one scope sees it at one moment. */
interface Sight {
  readonly member: string;
  readonly scope: RegionScope;
  readonly knownAt: number;
}

async function eventsOf(context: LedgerContext, { member, scope, knownAt }: Sight): Promise<ShownEvents> {
  const all = await context.members.loadAt(member, knownAt);
  const seen = visibleTo(context, { scope }, all, knownAt);
  if (seen === undefined) return nothing;
  const { undoneBy } = liveFacts(seen.facts);
  const byPosition = new Map(seen.stored.map((stored) => [stored.position, stored]));
  return (position) => {
    const stored = byPosition.get(position);
    return stored === undefined ? undefined : memberEventOf(stored, undoneBy);
  };
}

async function shownEvents(context: LedgerContext, sight: Sight): Promise<ShownEvents> {
  return (await readable(() => eventsOf(context, sight))) ?? nothing;
}

const nothing: ShownEvents = () => undefined;
