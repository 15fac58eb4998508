import { setImmediate as nextTurn } from 'node:timers/promises';
import { canonicalJson } from '#libs/canonical';
import { startOfYear } from '#libs/enrollment';
import { objectAt } from '../answers/request-fields.js';
import { chinaTime } from '../china-time.js';
import type { LedgerContext } from '../context.js';
import { todayOf } from '../coordinates/moment.js';
import { LedgerError } from '../errors.js';
import { excerpt } from '../excerpt.js';
import { sha256Of } from '../hashing.js';
import { includesRegion, type RegionScope } from '../scope.js';
import type {
  ImpactAuthor,
  ImpactQuestion,
  ImpactRun,
  ImpactRunStarted,
  ImpactSide,
  ImpactUseCases,
} from './impact-answers.js';
import { allMembersOfRun, membersOfRun, typicalMembersOfRun } from './impact-members.js';
import {
  type ImpactInputs,
  type ImpactJob,
  impactRunId,
  ImpactRunLog,
  type SettledSide,
} from './impact-stream.js';
import { readPopulation, readSide } from './read-request.js';
import { candidatesOf, digestOf, type ImpactParts, lastYearOf, refresh, runImpact } from './run-impact.js';
import { ServedAnswersLog } from './served-answers.js';

/** How often a step is tried anew because somebody else took one. */
const MAX_ATTEMPTS = 16;
/** Members counted between two turns of the event loop. */
const TURN_EVERY = 512;

/** The use cases of impact runs. */
export function impactUseCases(context: LedgerContext): ImpactUseCases {
  const { store } = context;
  const runs = new ImpactRunLog(store);
  const parts: ImpactParts = { context, runs, served: new ServedAnswersLog(store) };
  return {
    start: (request, author) => start(parts, request, author),
    abort: (id, author) =>
      step(runs, id, author, 'ImpactRunAborted', ({ state }) => {
        if (state !== 'running')
          throw new LedgerError('wrong-job-state', { seen: id, state, expected: 'running' });
        return true;
      }),
    resume: (id, author) => step(runs, id, author, 'ImpactRunResumed', ({ state }) => state === 'aborted'),
    get: async (question) => answerOf(await found(runs, question)),
    list: async (scope) => (await runs.all()).filter((job) => isShown(job, scope)).map(answerOf),
    members: async (question) => membersOfRun(parts, await found(runs, question), question),
    allMembers: async function* (question) {
      yield* allMembersOfRun(parts, await found(runs, question), question);
    },
    typicalMembers: async (question) => typicalMembersOfRun(parts, await found(runs, question)),
    run: async (carryOn) => {
      const job = await runImpact(parts, carryOn, (seen) => carryOn.onStep?.(answerOf(seen)));
      return answerOf(job);
    },
  };
}

/** Of the same inputs there is one run: it is given as it stands, and taken up again where it was aborted. */
async function start(parts: ImpactParts, request: unknown, author: ImpactAuthor): Promise<ImpactRunStarted> {
  const { context, runs } = parts;
  const { engine } = context;
  const inputs = await inputsOf(context, request, author.scope);
  const inputsDigest = sha256Of(canonicalJson({ ...inputs, engine }));
  for (let left = MAX_ATTEMPTS; left > 0; left -= 1) {
    const all = await runs.all();
    const same = all.findLast((job) => job.inputsDigest === inputsDigest);
    if (same !== undefined && same.state !== 'aborted') return { created: false, run: answerOf(same) };
    const isStarted =
      same === undefined
        ? await begin(parts, impactRunId(all.length + 1), { ...inputs, inputsDigest, engine }, author)
        : await runs.append(same, { type: 'ImpactRunResumed', data: {} }, author);
    const job = await runs.find(same?.id ?? impactRunId(all.length + 1));
    if (isStarted && job !== undefined) return { created: same === undefined, run: answerOf(job) };
  }
  throw new Error('An impact run could not be started.');
}

/** Takes a person's step where `isDue` says so of the run as it stands, and anew where something came between. */
async function step(
  runs: ImpactRunLog,
  id: string,
  author: ImpactAuthor,
  type: 'ImpactRunAborted' | 'ImpactRunResumed',
  isDue: (job: ImpactJob) => boolean,
): Promise<ImpactRun> {
  const { scope } = author;
  for (let left = MAX_ATTEMPTS; left > 0; left -= 1) {
    const job = await found(runs, { id, scope });
    if (!isDue(job)) return answerOf(job);
    if (await runs.append(job, { type, data: {} }, author)) return answerOf(await found(runs, { id, scope }));
  }
  throw new Error(`The impact run ${id} changes too quickly.`);
}

async function begin(
  parts: ImpactParts,
  id: string,
  inputs: ImpactInputs & Pick<ImpactJob, 'inputsDigest' | 'engine'>,
  author: ImpactAuthor,
): Promise<boolean> {
  await refresh(parts);
  let total = 0;
  for (const _ of candidatesOf(parts, inputs, '')) {
    total += 1;
    if (total % TURN_EVERY === 0) await nextTurn();
  }
  const data = { ...inputs, total };
  return parts.runs.append({ id, version: 0 }, { type: 'ImpactRunStarted', data }, author);
}

async function inputsOf(context: LedgerContext, request: unknown, scope: RegionScope): Promise<ImpactInputs> {
  const { population, a, b } = objectAt(request, '', ['population', 'a', 'b']);
  await context.policy.refresh();
  const sides = { a: await readSide(a, '/a', context), b: await readSide(b, '/b', context) };
  return {
    population: readPopulation(population, context, scope),
    ...sides,
    on: todayOf(context.store),
    scope,
  };
}

async function found(runs: ImpactRunLog, { id, scope }: ImpactQuestion): Promise<ImpactJob> {
  const job = await runs.find(id);
  if (job !== undefined && isShown(job, scope)) return job;
  throw new LedgerError('not-found', { seen: excerpt(id) });
}

/** Whoever may see everything that a run has looked at may see the run. */
function isShown(job: ImpactJob, scope: RegionScope): boolean {
  const { regions } = job.scope;
  return regions === 'all'
    ? scope.regions === 'all'
    : regions.every((region) => includesRegion(scope, region));
}

function answerOf(job: ImpactJob): ImpactRun {
  const { id, state, total, population, a, b, on, findings, engine, startedBy, startedAt, finishedAt } = job;
  const { looked, numbers, years, consumers } = findings;
  const ratePerSecond = rateOf(job);
  const most = Math.max(total, looked);
  return {
    id,
    state,
    done: looked,
    total: most,
    ratePerSecond,
    etaSeconds: ratePerSecond === null ? null : Math.ceil((most - looked) / ratePerSecond),
    population,
    a: sideAnswer(a),
    b: sideAnswer(b),
    on,
    serviceDates: { from: null, until: startOfYear(lastYearOf(job) + 1) },
    numbers,
    years,
    consumers,
    digest: state === 'done' ? digestOf(job) : null,
    engine,
    startedBy,
    startedAt: chinaTime(startedAt),
    finishedAt: finishedAt === null ? null : chinaTime(finishedAt),
  };
}

function sideAnswer({ position, knownAt, pack, readings, change: submitted }: SettledSide): ImpactSide {
  const change = submitted?.id ?? null;
  if (pack === null) return { knownAt, position, pack, readings, change };
  const { id, version, digest } = pack.content;
  return { knownAt, position, pack: { id, version, digest, as: pack.as }, readings, change };
}

/** Members a second between the last two checkpoints, a whole number of at least 1; null where nothing is under way. */
function rateOf({ state, checkpoints }: ImpactJob): number | null {
  const [from, to] = checkpoints;
  if (state !== 'running' || from === undefined || to === undefined) return null;
  const seconds = (Date.parse(to.recordedAt) - Date.parse(from.recordedAt)) / 1000;
  return seconds > 0 ? Math.max(1, Math.round((to.looked - from.looked) / seconds)) : null;
}
