import type { LedgerContext } from '../context.js';
import { resolve, type Resolved } from '../coordinates/resolve.js';
import type { MemberListQuestion } from '../ledger.js';
import { includesRegion } from '../scope.js';
import { visibleTo } from './ask-member.js';
import { describeMember } from './get-member.js';
import type { MemberSummary, Page } from './member-answers.js';
import { limitOf } from './paging.js';
import { readable, Scan } from './scan.js';

/**
 * Visible members by number. With `region`, those who are in it on the day asked about. A page may be short, or empty,
 * and still have a `next`: one call looks at a limited number of members.
 */
export async function listMembers(
  context: LedgerContext,
  question: MemberListQuestion,
): Promise<Page<MemberSummary>> {
  const limit = limitOf(question);
  const resolved = await resolve(context, question);
  await context.index.refresh();
  const items: MemberSummary[] = [];
  const scan = new Scan();
  let last: string | null = null;
  for (const member of context.index.candidates(candidatesOf(question))) {
    if (scan.isOver) return { items, next: last, ...coordinatesOf(resolved) };
    await scan.look();
    const summary = await readable(() => summaryAt(context, question, resolved, member));
    const isListed =
      summary !== undefined && (question.region === undefined || question.region === summary.region);
    if (isListed && items.length === limit) {
      return { items, next: items.at(-1)?.member ?? null, ...coordinatesOf(resolved) };
    }
    if (isListed) items.push(summary);
    last = member;
  }
  return { items, next: null, ...coordinatesOf(resolved) };
}

async function summaryAt(
  context: LedgerContext,
  question: MemberListQuestion,
  { position, on, book }: Resolved,
  member: string,
): Promise<MemberSummary | undefined> {
  const all = await context.members.loadAt(member, position);
  const seen = visibleTo(context, question, all, position);
  const described = seen === undefined ? undefined : describeMember({ member, on, book, ...seen });
  if (described === undefined) return undefined;
  const { region, liableFrom } = described;
  return { member, region, liableFrom };
}

function candidatesOf({ prefix = '', after = '', region, scope }: MemberListQuestion): {
  prefix: string;
  after: string;
  regions: 'all' | readonly string[];
} {
  if (region === undefined) return { prefix, after, regions: scope.regions };
  return { prefix, after, regions: includesRegion(scope, region) ? [region] : [] };
}

function coordinatesOf(resolved: Resolved): Pick<Page<MemberSummary>, 'coordinates'> {
  return { coordinates: resolved.coordinates() };
}
