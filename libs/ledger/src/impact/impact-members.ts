import { limitOf } from '../members/paging.js';
import { Scan } from '../members/scan.js';
import { type Compare, comparison } from './comparison.js';
import type { ImpactMember, ImpactMembers, ImpactMembersQuestion, TypicalMembers } from './impact-answers.js';
import type { ImpactJob } from './impact-stream.js';
import { candidatesOf, type ImpactParts, rawMember, refresh, sourceOf } from './run-impact.js';
import { typicalOf } from './tally.js';

/** How many members stand for all. */
const TYPICAL_MEMBERS = 20;

/**
 * A page of the members of whom something differs. It is compared anew, which gives the same again: a run keeps its
 * figures and their digest, not a list that may be as long as the population.
 */
export async function membersOfRun(
  parts: ImpactParts,
  job: ImpactJob,
  question: ImpactMembersQuestion,
): Promise<ImpactMembers> {
  const limit = limitOf(question);
  const items: ImpactMember[] = [];
  const scan = new Scan();
  let last = question.after ?? '';
  for await (const { member, row } of compared(parts, job, question, last)) {
    if (row !== undefined) items.push(row);
    last = member;
    await scan.look();
    if (items.length === limit || scan.isOver) return { id: job.id, items, next: last };
  }
  return { id: job.id, items, next: null };
}

/** The same, all of them; nothing is kept. */
export async function* allMembersOfRun(
  parts: ImpactParts,
  job: ImpactJob,
  question: ImpactMembersQuestion,
): AsyncGenerator<ImpactMember> {
  for await (const { row } of compared(parts, job, question, '')) if (row !== undefined) yield row;
}

/** Members that stand for the most frequent kinds of change found so far. */
export async function typicalMembersOfRun(parts: ImpactParts, job: ImpactJob): Promise<TypicalMembers> {
  const compare = await compareOf(parts, job);
  const items: { readonly alike: number; readonly example: ImpactMember }[] = [];
  for (const { member, alike } of typicalOf(job.findings.kinds, TYPICAL_MEMBERS)) {
    const example = await rowOf(parts, job, compare, member);
    if (example !== undefined) items.push({ alike, example });
  }
  return { id: job.id, items };
}

async function* compared(
  parts: ImpactParts,
  job: ImpactJob,
  { bucket }: ImpactMembersQuestion,
  after: string,
): AsyncGenerator<{ readonly member: string; readonly row: ImpactMember | undefined }> {
  const compare = await compareOf(parts, job);
  for (const member of candidatesOf(parts, job, after)) {
    // Of a run that is under way, or was ended, the list goes as far as its figures.
    if (job.state !== 'done' && member > job.through) return;
    const row = await rowOf(parts, job, compare, member);
    const isAsked = row !== undefined && (bucket === undefined || row.buckets.includes(bucket));
    yield { member, row: isAsked ? row : undefined };
  }
}

async function compareOf(parts: ImpactParts, job: ImpactJob): Promise<Compare> {
  await refresh(parts);
  return comparison(sourceOf(parts.context, job));
}

async function rowOf(
  parts: ImpactParts,
  job: ImpactJob,
  compare: Compare,
  member: string,
): Promise<ImpactMember | undefined> {
  const seen = compare(await rawMember(parts, job, member));
  return seen.outcome === 'changed' ? seen.impact.row : undefined;
}
