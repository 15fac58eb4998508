import { refusal, startOfYear, yearOf } from '#libs/enrollment';
import { chinaTime } from '../china-time.js';
import type { LedgerContext } from '../context.js';
import { todayOf } from '../coordinates/moment.js';
import { LedgerError } from '../errors.js';
import { excerpt } from '../excerpt.js';
import { checkRegion } from '../policy/check-region.js';
import { includesRegion } from '../scope.js';
import { checklistOf, isReady } from './checklist.js';
import type {
  CloseAuthor,
  CloseYear,
  YearClose,
  YearCloseQuestion,
  YearCloseStarted,
  YearCloseUseCases,
} from './close-answers.js';
import { allMembersOfClose, membersOfClose } from './close-members.js';
import { appendToClose, closeId, type CloseJob, isCloseId, isOpen, readClose } from './close-stream.js';
import { windowOf } from './judge-member.js';
import { countCandidates, runClose } from './run-close.js';

/** How often a step is tried anew because somebody else took one. */
const MAX_ATTEMPTS = 16;

/** The use cases of year closes. */
export function yearCloseUseCases(context: LedgerContext): YearCloseUseCases {
  return {
    start: (close, author) => start(context, close, author),
    approve: (id, author) => approve(context, id, author),
    abort: (id, author) => abort(context, id, author),
    get: async (question) => answerOf(context, await found(context, question)),
    list: async (scope) => {
      const jobs = await jobsOf(context);
      const seen = jobs.filter(({ region }) => includesRegion(scope, region));
      return Promise.all(seen.map((job) => answerOf(context, job)));
    },
    members: async (question) => membersOfClose(context, await found(context, question), question),
    allMembers: async function* (question) {
      yield* allMembersOfClose(context, await found(context, question));
    },
    run: async ({ id, signal, onStep, chunk }) => {
      const tell = async (job: CloseJob): Promise<void> => onStep?.(await answerOf(context, job));
      const job = await runClose(context, id, { signal, chunk, onStep: onStep && tell });
      return answerOf(context, job);
    },
  };
}

async function start(
  context: LedgerContext,
  { region, coverageYear }: CloseYear,
  author: CloseAuthor,
): Promise<YearCloseStarted> {
  const { store } = context;
  const year = { region, coverageYear };
  await checkYear(context, year, author);
  for (let left = MAX_ATTEMPTS; left > 0; left -= 1) {
    const closes = await closesOf(context, year);
    const last = closes.at(-1);
    if (last !== undefined && isOpen(last)) return { created: false, close: await answerOf(context, last) };
    const id = closeId(year, closes.length + 1);
    const data = { ...year, position: await store.head(), total: await countCandidates(context, region) };
    const isMine = await appendToClose(store, { id, version: 0 }, { type: 'YearCloseStarted', data }, author);
    const job = isMine ? await readClose(store, id) : undefined;
    if (job !== undefined) return { created: true, close: await answerOf(context, job) };
  }
  throw new Error(`A year close of ${region} could not be started.`);
}

async function checkYear(
  context: LedgerContext,
  { region, coverageYear }: CloseYear,
  { scope }: CloseAuthor,
): Promise<void> {
  const { policy, store } = context;
  await policy.refresh();
  checkRegion(context, region, scope);
  const first = policy.bookAt(Number.MAX_SAFE_INTEGER).rules(region, startOfYear(yearOf(todayOf(store))))
    .readings.R3;
  const last = yearOf(todayOf(store)) + 1;
  const field = '/coverageYear';
  if (!(Number.isInteger(coverageYear) && first <= coverageYear && coverageYear <= last))
    throw refusal('year-outside-pack', field, { field, seen: coverageYear, first, last });
}

/** Approved again it stays approved, as a policy change does. */
async function approve(context: LedgerContext, id: string, author: CloseAuthor): Promise<YearClose> {
  const isApproved = ({ approved, state }: CloseJob): boolean =>
    approved !== undefined && state !== 'aborted';
  return step(context, { id, author, type: 'YearCloseApproved', isTaken: isApproved }, (job, checklist) => {
    if (job.state !== 'previewed' && job.state !== 'previewing') throw wrongState(job, 'previewed');
    if (job.started.actor === author.actor)
      throw new LedgerError('second-person-required', { seen: author.actor });
    const open = checklist
      .filter(({ status }) => status === 'open')
      .map(({ item, source }) => source ?? item);
    if (!isReady(checklist))
      throw wrongState(job, job.state === 'previewed' ? undefined : 'previewed', open.join(', '));
  });
}

async function abort(context: LedgerContext, id: string, author: CloseAuthor): Promise<YearClose> {
  return step(context, { id, author, type: 'YearCloseAborted' }, (job) => {
    if (!isOpen(job)) throw wrongState(job, 'previewing, previewed, committing');
  });
}

/** Takes a person's step: checked against the close as it stands, and anew where something came between. */
async function step(
  context: LedgerContext,
  taken: {
    readonly id: string;
    readonly author: CloseAuthor;
    readonly type: 'YearCloseApproved' | 'YearCloseAborted';
    /** True where the step was taken before, so that nothing is left to check or to append. */
    readonly isTaken?: (job: CloseJob) => boolean;
  },
  check: (job: CloseJob, checklist: YearClose['checklist']) => void,
): Promise<YearClose> {
  const { id, author, type, isTaken = () => false } = taken;
  const { scope } = author;
  for (let left = MAX_ATTEMPTS; left > 0; left -= 1) {
    const job = await found(context, { id, scope });
    const answer = await answerOf(context, job);
    if (isTaken(job)) return answer;
    check(job, answer.checklist);
    if (await appendToClose(context.store, job, { type, data: {} }, author))
      return answerOf(context, await found(context, { id, scope }));
  }
  throw new Error(`The year close ${id} changes too quickly.`);
}

function wrongState({ id, state }: CloseJob, expected: string | undefined, open?: string): LedgerError {
  return new LedgerError('wrong-job-state', {
    seen: id,
    state,
    ...(expected === undefined ? {} : { expected }),
    ...(open === undefined ? {} : { open }),
  });
}

async function found({ store }: LedgerContext, { id, scope }: YearCloseQuestion): Promise<CloseJob> {
  const job = isCloseId(id) ? await readClose(store, id) : undefined;
  if (job !== undefined && includesRegion(scope, job.region)) return job;
  throw new LedgerError('not-found', { seen: excerpt(id) });
}

/** The closes of a region and year in order. They are numbered without a gap, so that nobody has to keep a list. */
async function closesOf({ store }: LedgerContext, year: CloseYear): Promise<readonly CloseJob[]> {
  const jobs: CloseJob[] = [];
  for (;;) {
    const job = await readClose(store, closeId(year, jobs.length + 1));
    if (job === undefined) return jobs;
    jobs.push(job);
  }
}

/** Every close of the ledger, by region and year. */
async function jobsOf(context: LedgerContext): Promise<readonly CloseJob[]> {
  const { policy, store } = context;
  await policy.refresh();
  const jobs: CloseJob[] = [];
  const book = policy.bookAt(Number.MAX_SAFE_INTEGER);
  const last = yearOf(todayOf(store)) + 1;
  for (const region of [...policy.regions(Number.MAX_SAFE_INTEGER).keys()].sort()) {
    const first = book.rules(region, startOfYear(last)).readings.R3;
    for (let coverageYear = first; coverageYear <= last; coverageYear += 1)
      jobs.push(...(await closesOf(context, { region, coverageYear })));
  }
  return jobs;
}

async function answerOf(context: LedgerContext, job: CloseJob): Promise<YearClose> {
  await context.policy.refresh();
  await context.watermarks.refresh();
  const { id, region, coverageYear, state, started, approved, position, preview, report } = job;
  const done = (report ?? preview).examined;
  const total = Math.max(job.total, done);
  const ratePerSecond = rateOf(job);
  return {
    id,
    region,
    coverageYear,
    state,
    done,
    total,
    ratePerSecond,
    etaSeconds: ratePerSecond === null ? null : Math.ceil((total - done) / ratePerSecond),
    checklist: checklistOf(context, job),
    ...windowOf(context.policy.bookAt(Number.MAX_SAFE_INTEGER), job),
    startedBy: started.actor,
    startedAt: chinaTime(started.recordedAt),
    approvedBy: approved?.actor ?? null,
    approvedAt: approved === undefined ? null : chinaTime(approved.recordedAt),
    previewPosition: position,
    preview,
    report: report ?? null,
  };
}

/** Members a second between the last two checkpoints, a whole number of at least 1; null where nothing is under way. */
function rateOf({ state, checkpoints }: CloseJob): number | null {
  const [from, to] = checkpoints;
  const isUnderWay = state === 'previewing' || state === 'committing';
  if (!isUnderWay || from === undefined || to === undefined) return null;
  const seconds = (Date.parse(to.recordedAt) - Date.parse(from.recordedAt)) / 1000;
  return seconds > 0 ? Math.max(1, Math.round((to.examined - from.examined) / seconds)) : null;
}
