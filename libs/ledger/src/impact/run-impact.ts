import { availableParallelism } from 'node:os';
import { startOfYear, yearOf } from '#libs/enrollment';
import { canonicalJson } from '#libs/canonical';
import { sha256Of } from '../hashing.js';
import type { LedgerContext } from '../context.js';
import { LedgerError } from '../errors.js';
import { memberStream } from '../members/stored-fact.js';
import { withChange } from '../policy-changes/policy-change.js';
import { type Comparer, openComparer } from './comparer.js';
import type { Compared, ComparisonSource, RawMember, SideSource } from './comparison.js';
import type { CarryOnImpact } from './impact-answers.js';
import type { ImpactInputs, ImpactJob, ImpactRunLog, SettledSide } from './impact-stream.js';
import type { ServedAnswersLog } from './served-answers.js';
import { Tally } from './tally.js';

/** Members that are read and handed to a thread together. */
const CHUNK = 64;
/** So few members are compared here: a thread takes longer to begin. */
const FEW = 500;
/** Time between two checkpoints, unless a caller says otherwise. */
const CHECKPOINT_MS = 2_000;
/** A premium is paid at most so many years ahead: later years cannot differ by anything that is known. */
const YEARS_AHEAD = 2;

/** Who appends the checkpoints. */
const PROGRAM = 'impact-run';

/** What runs are carried on with. */
export interface ImpactParts {
  readonly context: LedgerContext;
  readonly runs: ImpactRunLog;
  readonly served: ServedAnswersLog;
}

/** The last year that a service date of a run may be in. */
export function lastYearOf({ on }: Pick<ImpactInputs, 'on'>): number {
  return yearOf(on) + YEARS_AHEAD;
}

/** The later of the two moments: what was recorded after it is left out. */
export function lastPosition({ a, b }: Pick<ImpactInputs, 'a' | 'b'>): number {
  return Math.max(a.position, b.position);
}

/** Compares from checkpoint to checkpoint until everyone was looked at, or the signal. */
export async function runImpact(
  parts: ImpactParts,
  { id, signal, checkpointMs = CHECKPOINT_MS, workers = availableParallelism() }: CarryOnImpact,
  tell: (job: ImpactJob) => void,
): Promise<ImpactJob> {
  const { runs } = parts;
  const first = await found(runs, id);
  const isStopping = (): boolean => signal?.aborted === true;
  if (first.state !== 'running' || isStopping()) return first;
  await refresh(parts);
  const comparer = openComparer(sourceOf(parts.context, first), first.total > FEW ? workers : 0);
  try {
    for (;;) {
      const job = await found(runs, id);
      if (job.state !== 'running' || isStopping()) return job;
      await advance(parts, job, { comparer, checkpointMs, isStopping });
      tell(await found(runs, id));
    }
  } finally {
    await comparer.close();
  }
}

/** Reads what the runs need beside the members: policy, watermarks, whom to look at, what was served. */
export async function refresh({ context, served }: ImpactParts): Promise<void> {
  await context.policy.refresh();
  await context.watermarks.refresh();
  await context.index.refresh();
  await served.refresh();
}

/** Everything that decides a comparison beside the events of a member. */
export function sourceOf(context: LedgerContext, inputs: ImpactInputs): ComparisonSource {
  const { population, a, b, scope } = inputs;
  const [sideA, sideB] = [sideSource(context, a), sideSource(context, b)];
  const throughYear = lastYearOf(inputs);
  return {
    a: sideA,
    b: sideB,
    isSamePolicy: decidesOf(sideA) === decidesOf(sideB),
    throughYear,
    until: startOfYear(throughYear + 1),
    region: 'region' in population ? population.region : null,
    servedDaysOnly: 'decisions' in population,
    scope,
    plainPolicy: context.policy.policyAt(lastPosition(inputs)),
  };
}

/** Members after one of them whom a run has to look at, ascending. */
export function candidatesOf(
  { context, served }: ImpactParts,
  inputs: ImpactInputs,
  after: string,
): Iterable<string> {
  const { population } = inputs;
  if ('members' in population) return population.members.filter((member) => member > after);
  if ('decisions' in population) return served.members(lastPosition(inputs), after);
  const regions = 'region' in population ? [population.region] : 'all';
  return context.index.candidates({ prefix: '', after, regions });
}

/** A member as it is compared. */
export async function rawMember(
  { context, served }: ImpactParts,
  inputs: ImpactInputs,
  member: string,
): Promise<RawMember> {
  const events = await context.store.readStream(memberStream(member));
  return { member, events, served: served.of(member, lastPosition(inputs)) };
}

/** The digest of a run that is done: of what was compared and of everything that was found. */
export function digestOf({ population, a, b, on, scope, findings }: ImpactJob): string {
  const sides = [a, b].map(({ position, pack, readings, change }) => ({
    position,
    change: change?.id ?? null,
    pack: pack === null ? null : { as: pack.as, digest: pack.content.digest },
    readings,
  }));
  return sha256Of(canonicalJson({ population, sides, on, scope, findings }));
}

async function found(runs: ImpactRunLog, id: string): Promise<ImpactJob> {
  const job = await runs.find(id);
  if (job === undefined) throw new LedgerError('not-found', { seen: id });
  return job;
}

/** Goes on until the next checkpoint is due, and appends it where nobody else has gone on from the same place. */
async function advance(
  parts: ImpactParts,
  job: ImpactJob,
  {
    comparer,
    checkpointMs,
    isStopping,
  }: {
    readonly comparer: Comparer;
    readonly checkpointMs: number;
    readonly isStopping: () => boolean;
  },
): Promise<void> {
  const tally = new Tally(job.findings, 'members' in job.population);
  const due = performance.now() + checkpointMs;
  const underWay: Promise<readonly Compared[]>[] = [];
  const takeFirst = async (): Promise<void> => {
    for (const compared of (await underWay.shift()) ?? []) tally.add(compared);
  };
  let through: string | null = null;
  for (const members of chunksOf(candidatesOf(parts, job, job.through))) {
    const raw = await Promise.all(members.map((member) => rawMember(parts, job, member)));
    const compared = comparer.compare(raw);
    // A failure is met where the chunk is taken; until then nobody listens.
    compared.catch(() => undefined);
    underWay.push(compared);
    if (underWay.length >= comparer.width) await takeFirst();
    if (performance.now() < due && !isStopping()) continue;
    through = members.at(-1) ?? null;
    break;
  }
  while (underWay.length > 0) await takeFirst();
  const data = { through, findings: tally.findings() };
  await parts.runs.append(
    job,
    { type: 'ImpactRunAdvanced', data },
    { actor: PROGRAM, correlationId: job.id },
  );
}

function* chunksOf(members: Iterable<string>): Generator<readonly string[]> {
  let chunk: string[] = [];
  for (const member of members) {
    chunk.push(member);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

function sideSource(context: LedgerContext, { position, pack, readings, change }: SettledSide): SideSource {
  const { policy, watermarks } = context;
  const inForce = policy.policyAt(position);
  const isInForce = change === null || (policy.eventOf(change.id)?.position ?? Infinity) <= position;
  const known = isInForce ? inForce : withChange(inForce, change.content);
  const adopted = pack?.as === 'adopted' ? [pack.content] : [];
  const pin = pack?.as === 'pinned' ? pack.content : undefined;
  return {
    position,
    policy: { ...known, packs: [...known.packs, ...adopted] },
    options: { pin, readings },
    watermarks: watermarks.all(position),
  };
}

/** Everything about a side beside the facts, as text. */
function decidesOf({ policy: { packs, regions }, options, watermarks }: SideSource): string {
  return canonicalJson({
    packs: packs.map(({ digest }) => digest),
    pin: options.pin?.digest ?? null,
    readings: options.readings ?? {},
    regions,
    watermarks: watermarks.map(({ source, region, kind, completeThrough }) => [
      source,
      region,
      kind,
      completeThrough,
    ]),
  });
}
