import { chinaTime } from '../china-time.js';
import type { LedgerContext } from '../context.js';
import type { Paging } from '../members/member-answers.js';
import { limitOf } from '../members/paging.js';
import { Scan } from '../members/scan.js';
import type { YearCloseMember, YearCloseMembers } from './close-answers.js';
import type { CloseJob } from './close-stream.js';
import { isDue, isOfJob, judged, type JudgedMember } from './run-close.js';

/** A page of the members that the preview found due, or whose lapse the close appended, by number. */
export async function membersOfClose(
  context: LedgerContext,
  job: CloseJob,
  paging: Paging,
): Promise<YearCloseMembers> {
  const limit = limitOf(paging);
  const items: YearCloseMember[] = [];
  const scan = new Scan();
  let last = paging.after ?? '';
  for await (const { member, row } of looked(context, job, last)) {
    if (row !== undefined) items.push(row);
    last = member;
    await scan.look();
    if (items.length === limit || scan.isOver) return { id: job.id, items, next: last };
  }
  return { id: job.id, items, next: null };
}

/** The same, all of them; nothing is kept. */
export async function* allMembersOfClose(
  context: LedgerContext,
  job: CloseJob,
): AsyncGenerator<YearCloseMember> {
  for await (const { row } of looked(context, job, '')) if (row !== undefined) yield row;
}

async function* looked(
  context: LedgerContext,
  job: CloseJob,
  after: string,
): AsyncGenerator<{ readonly member: string; readonly row: YearCloseMember | undefined }> {
  await context.policy.refresh();
  await context.index.refresh();
  for (const member of context.index.candidates({ prefix: '', after, regions: [job.region] })) {
    yield { member, row: await rowOf(context, job, member) };
  }
}

async function rowOf(
  context: LedgerContext,
  job: CloseJob,
  member: string,
): Promise<YearCloseMember | undefined> {
  const [then, now] = await Promise.all([
    judged(context, job, member, job.position),
    judged(context, job, member, Number.MAX_SAFE_INTEGER),
  ]);
  const inPreview = isFound(then) && then.isMissed && isDue(then);
  const appended = isFound(now) && isOfJob(now, job) ? now.ofClose : undefined;
  const known = isFound(now) ? now : isFound(then) ? then : undefined;
  if (known === undefined || !(inPreview || appended !== undefined)) return undefined;
  return {
    member,
    liableFrom: known.liableFrom,
    lapsedOn: appended?.effectiveOn ?? known.lapsedOn,
    inPreview,
    outcome: appended === undefined ? outcomeOf(now) : 'appended',
    eventId: appended?.fact.id ?? null,
    recordedAt: appended === undefined ? null : chinaTime(appended.recordedAt),
  };
}

function isFound(seen: JudgedMember | 'unreadable' | undefined): seen is JudgedMember {
  return seen !== undefined && seen !== 'unreadable';
}

function outcomeOf(now: JudgedMember | 'unreadable' | undefined): YearCloseMember['outcome'] {
  if (!isFound(now) || !now.isMissed) return 'no-longer-due';
  if (isDue(now)) return 'due';
  return now.isRecorded ? 'recorded' : 'corrected';
}
