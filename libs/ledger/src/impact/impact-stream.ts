import { type CivilDate, type PolicyPack, type Readings } from '#libs/enrollment';
import type { EventStore, RecordedEvent } from '#libs/event-store';
import { appendStep } from '../append-to-stream.js';
import { LedgerError } from '../errors.js';
import type { Author } from '../ledger.js';
import type { PolicyChange } from '../policy-changes/policy-change.js';
import type { RegionScope } from '../scope.js';
import { checkSchemaVersion } from '../stream-view.js';
import type { ImpactPopulation, ImpactRunState } from './impact-answers.js';
import { type ImpactFindings, nothingFound } from './tally.js';

/** A side as it was settled when the run was asked for; a pack stands there whole, since a draft stands nowhere else. */
export interface SettledSide {
  readonly position: number;
  readonly knownAt: string | null;
  readonly pack: { readonly as: 'pinned' | 'adopted'; readonly content: PolicyPack } | null;
  readonly readings: Partial<Readings>;
  /** A submitted change, as if it were in force. */
  readonly change: { readonly id: string; readonly content: PolicyChange } | null;
}

/** What is compared: of the same inputs a run comes to the same findings. */
export interface ImpactInputs {
  readonly population: ImpactPopulation;
  readonly a: SettledSide;
  readonly b: SettledSide;
  readonly on: CivilDate;
  /** What the caller could see. */
  readonly scope: RegionScope;
}

/** What the stream of a run says; each stands alone in a stream `impact-run-<number>`. */
export type ImpactRunEvent =
  | {
      readonly type: 'ImpactRunStarted';
      readonly data: ImpactInputs & {
        /** Of the inputs and the program. */
        readonly inputsDigest: string;
        readonly engine: string;
        /** Members to look at. */
        readonly total: number;
      };
    }
  | {
      /** A checkpoint: everyone up to `through` was looked at; null: everyone was. */
      readonly type: 'ImpactRunAdvanced';
      readonly data: { readonly through: string | null; readonly findings: ImpactFindings };
    }
  | { readonly type: 'ImpactRunAborted'; readonly data: Readonly<Record<string, never>> }
  | { readonly type: 'ImpactRunResumed'; readonly data: Readonly<Record<string, never>> };

const TYPES: readonly ImpactRunEvent['type'][] = [
  'ImpactRunStarted',
  'ImpactRunAdvanced',
  'ImpactRunAborted',
  'ImpactRunResumed',
];

/** A run as its stream says it. */
export interface ImpactJob extends ImpactInputs {
  readonly id: string;
  readonly inputsDigest: string;
  readonly engine: string;
  readonly total: number;
  /** Number of events read. */
  readonly version: number;
  readonly state: ImpactRunState;
  readonly startedBy: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  /** The last member that was looked at; empty at the beginning. */
  readonly through: string;
  readonly findings: ImpactFindings;
  /** The last two checkpoints since the run was started or taken up, the older one first. */
  readonly checkpoints: readonly { readonly looked: number; readonly recordedAt: string }[];
}

const ID = /^impact-([1-9]\d{0,8})$/;

/** Runs are numbered from 1 without a gap, so that nobody has to keep a list. */
export function impactRunId(number: number): string {
  return `impact-${String(number)}`;
}

/** True for what could be the id of a run. */
export function isImpactRunId(text: string): boolean {
  return ID.test(text);
}

function impactStream(id: string): string {
  return `impact-run-${ID.exec(id)?.[1] ?? ''}`;
}

/** The runs of a ledger as far as they have been looked at; each look reads what was appended since. */
export class ImpactRunLog {
  private readonly jobs = new Map<string, ImpactJob>();

  constructor(private readonly store: EventStore) {}

  /** Undefined where there is none. */
  async find(id: string): Promise<ImpactJob | undefined> {
    if (!isImpactRunId(id)) return undefined;
    let job = this.jobs.get(id);
    const fromVersion = (job?.version ?? 0) + 1;
    for (const event of await this.store.readStream(impactStream(id), { fromVersion })) {
      job = applied(id, job, event);
    }
    const kept = this.jobs.get(id);
    if (job !== undefined && job.version > (kept?.version ?? 0)) this.jobs.set(id, job);
    return job;
  }

  /** Every run, in the order in which they were started. */
  async all(): Promise<readonly ImpactJob[]> {
    const found: ImpactJob[] = [];
    for (;;) {
      const job = await this.find(impactRunId(found.length + 1));
      if (job === undefined) return found;
      found.push(job);
    }
  }

  /** Appends to a run as it was seen. False: somebody else came first, so that it has to be read and judged again. */
  append(seen: Pick<ImpactJob, 'id' | 'version'>, event: ImpactRunEvent, author: Author): Promise<boolean> {
    return appendStep(this.store, { stream: impactStream(seen.id), version: seen.version }, event, author);
  }
}

function applied(id: string, job: ImpactJob | undefined, event: RecordedEvent): ImpactJob {
  checkSchemaVersion(event);
  const { version, recordedAt, metadata, position } = event;
  if (!TYPES.includes(event.type as ImpactRunEvent['type']))
    throw new LedgerError('damaged-event', { position, seen: 'an event of an impact run' });
  const { type, data } = event as unknown as ImpactRunEvent;
  if (type === 'ImpactRunStarted') {
    return {
      id,
      ...data,
      version,
      state: 'running',
      startedBy: metadata.actor,
      startedAt: recordedAt,
      finishedAt: null,
      through: '',
      findings: nothingFound(),
      checkpoints: [{ looked: 0, recordedAt }],
    };
  }
  if (job === undefined)
    throw new LedgerError('damaged-event', { position, seen: 'the start of an impact run' });
  switch (type) {
    case 'ImpactRunAborted':
      return { ...job, version, state: 'aborted' };
    case 'ImpactRunResumed':
      return {
        ...job,
        version,
        state: 'running',
        checkpoints: [{ looked: job.findings.looked, recordedAt }],
      };
    case 'ImpactRunAdvanced': {
      const { through, findings } = data;
      const checkpoints = [...job.checkpoints.slice(-1), { looked: findings.looked, recordedAt }];
      const advanced = { ...job, version, findings, checkpoints };
      return through === null
        ? { ...advanced, state: 'done', finishedAt: recordedAt }
        : { ...advanced, through };
    }
  }
}
