import { setImmediate as nextTurn } from 'node:timers/promises';
import { DomainError, type PolicyBook } from '#libs/enrollment';
import { StoreError } from '#libs/event-store';
import type { LedgerContext } from '../context.js';
import { LedgerError } from '../errors.js';
import { recordFact } from '../facts/record-fact.js';
import { everyRegion } from '../scope.js';
import type { YearCloseNumbers } from './close-answers.js';
import { appendToClose, type CloseJob, nothingExamined, readClose } from './close-stream.js';
import { type ClosedYear, judgeMember, type Judgement, lapseSource, windowOf } from './judge-member.js';

/** Members between two checkpoints, unless a caller says otherwise. */
const CHUNK = 500;
/** Members looked at beside each other, so that their appends share commits. */
const AT_ONCE = 32;
/** How often a member is judged anew because a fact about it came between judging and appending. */
const MAX_ATTEMPTS = 16;

/** Who carries a close on: what it appends names the job, and whoever approved it. */
const PROGRAM = 'year-close';

/** Members that a fact ever placed in the region of a close: whom it has to look at. */
export async function countCandidates({ index }: LedgerContext, region: string): Promise<number> {
  await index.refresh();
  let count = 0;
  for (const _ of index.candidates({ prefix: '', after: '', regions: [region] })) {
    count += 1;
    if (count % CHUNK === 0) await nextTurn();
  }
  return count;
}

/** Does the program's part of a close, from checkpoint to checkpoint. */
export async function runClose(
  context: LedgerContext,
  id: string,
  options: {
    readonly signal?: AbortSignal | undefined;
    readonly onStep?: ((job: CloseJob) => Promise<void>) | undefined;
    readonly chunk?: number | undefined;
  },
): Promise<CloseJob> {
  const { signal, onStep, chunk = CHUNK } = options;
  for (;;) {
    const job = await readClose(context.store, id);
    if (job === undefined) throw new LedgerError('not-found', { seen: id });
    const isMine = job.state === 'previewing' || job.state === 'committing';
    if (!isMine || signal?.aborted === true) return job;
    await advance(context, job, chunk);
    const seen = await readClose(context.store, id);
    if (seen !== undefined) await onStep?.(seen);
  }
}

/** One chunk of the pass under way, and its checkpoint. */
async function advance(context: LedgerContext, job: CloseJob, chunk: number): Promise<void> {
  await context.policy.refresh();
  await context.index.refresh();
  const pass = job.state === 'committing' ? 'commit' : 'preview';
  const members: string[] = [];
  for (const member of context.index.candidates({ prefix: '', after: job.through, regions: [job.region] })) {
    members.push(member);
    if (members.length === chunk) break;
  }
  let numbers = (pass === 'commit' ? job.report : job.preview) ?? nothingExamined;
  for (let start = 0; start < members.length; start += AT_ONCE) {
    const looked = await Promise.all(
      members
        .slice(start, start + AT_ONCE)
        .map((member) =>
          pass === 'commit' ? closeMember(context, job, member) : preview(context, job, member),
        ),
    );
    numbers = looked.reduce(plus, numbers);
    await nextTurn();
  }
  const through = members.length < chunk ? null : (members.at(-1) ?? null);
  await checkpoint(context, job, { pass, through, numbers });
}

/**
 * Appends the checkpoint where nobody else has gone on from the same place. Where the close was aborted meanwhile, it
 * still says what had been appended by then.
 */
async function checkpoint(
  { store }: LedgerContext,
  job: CloseJob,
  data: {
    readonly pass: 'preview' | 'commit';
    readonly through: string | null;
    readonly numbers: YearCloseNumbers;
  },
): Promise<void> {
  const author = { actor: PROGRAM, correlationId: job.id };
  const event = { type: 'YearCloseAdvanced', data } as const;
  if (await appendToClose(store, job, event, author)) return;
  const now = await readClose(store, job.id);
  if (now?.state === 'aborted' && now.version === job.version + 1)
    await appendToClose(store, now, event, author);
}

/** What one member adds to the numbers. */
type Found = Partial<YearCloseNumbers>;

function plus(numbers: YearCloseNumbers, found: Found): YearCloseNumbers {
  const sums: Record<keyof YearCloseNumbers, number> = { ...numbers };
  for (const name of Object.keys(sums) as (keyof YearCloseNumbers)[]) sums[name] += found[name] ?? 0;
  return sums;
}

/** The member as known at the position of the preview. */
async function preview(context: LedgerContext, job: CloseJob, member: string): Promise<Found> {
  const seen = await judged(context, job, member, job.position);
  if (seen === undefined || seen === 'unreadable') return counted(seen);
  return counted(seen, seen.isMissed && isDue(seen) ? { due: 1 } : notDue(seen));
}

/** Judges a member by everything known now, and appends its lapse where it is due. */
async function closeMember(context: LedgerContext, job: CloseJob, member: string): Promise<Found> {
  for (let left = MAX_ATTEMPTS; ; left -= 1) {
    const seen = await judged(context, job, member, Number.MAX_SAFE_INTEGER);
    if (seen === undefined || seen === 'unreadable') return counted(seen);
    if (isOfJob(seen, job)) return counted(seen, { appended: 1 });
    if (!seen.isMissed || !isDue(seen)) return counted(seen, notDue(seen));
    try {
      await recordFact(context, {
        member,
        body: { type: 'CoverageLapsed', coverageYear: job.coverageYear, lapsedOn: seen.lapsedOn },
        source: lapseSource(member, job.coverageYear),
        expectedVersion: seen.version,
        actor: job.approved?.actor ?? PROGRAM,
        correlationId: job.id,
        causationId: job.approved?.eventId,
        scope: everyRegion,
      });
    } catch (error) {
      const isOvertaken = error instanceof LedgerError && error.code === 'wrong-expected-version';
      if (isOvertaken && left > 1) continue;
      if (error instanceof DomainError) return counted(seen, { due: 1, refused: 1 });
      throw error;
    }
    return counted(seen, { due: 1, appended: 1 });
  }
}

/** A member as judged, with the version that was. */
export interface JudgedMember extends Judgement {
  readonly lapsedOn: ReturnType<typeof windowOf>['lapsedOn'];
  /** Number of the member's events that were looked at. */
  readonly version: number;
}

/** Judges a member by what was known at a position; a failure of the store is no member's own. */
export async function judged(
  context: LedgerContext,
  year: ClosedYear,
  member: string,
  position: number,
): Promise<JudgedMember | 'unreadable' | undefined> {
  try {
    const stored = await context.members.loadAt(member, position);
    const book: PolicyBook = context.policy.bookAt(position);
    const seen = judgeMember(member, stored, year, book);
    return seen && { ...seen, lapsedOn: windowOf(book, year).lapsedOn, version: stored.length };
  } catch (error) {
    if (error instanceof StoreError) throw error;
    return 'unreadable';
  }
}

/** True where a missed year has no lapse yet; what a close appended and somebody annulled is not appended again. */
export function isDue({ isRecorded, ofClose }: Judgement): boolean {
  return !isRecorded && ofClose === undefined;
}

/** True where this very close has appended the lapse. */
export function isOfJob({ ofClose }: Judgement, { id }: Pick<CloseJob, 'id'>): boolean {
  return ofClose?.metadata.correlationId === id;
}

function notDue({ isMissed, isRecorded }: Judgement): Found {
  if (!isMissed) return {};
  return isRecorded ? { recorded: 1 } : { corrected: 1 };
}

function counted(seen: Judgement | 'unreadable' | undefined, found: Found = {}): Found {
  if (seen === undefined) return { examined: 1 };
  if (seen === 'unreadable') return { examined: 1, unreadable: 1 };
  const { continuousCreditFen, zeroClaimCreditFen, breakPenaltyFen, isCreditReset } = seen.moved;
  return {
    examined: 1,
    inRegion: 1,
    continuousCreditMembers: Math.sign(continuousCreditFen),
    continuousCreditFen,
    zeroClaimCreditMembers: Math.sign(zeroClaimCreditFen),
    zeroClaimCreditFen,
    breakPenaltyMembers: Math.sign(breakPenaltyFen),
    breakPenaltyFen,
    creditResets: isCreditReset ? 1 : 0,
    ...found,
  };
}
