import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { FACT_TYPES, REFUSAL_CODES, type RefusalCode } from '#libs/enrollment';
import { SEALING_STATES, type SealingStatus } from '#libs/audit';
import type { RecordedEvent, StoreHealth, UnavailableReason } from '#libs/event-store';
import type { FollowingState, StandingStatus } from '#libs/projections';
import type { EndedRequest } from '../http/ended-request.js';
import { PROBLEM_TYPES, type ProblemCode } from '../http/problem-types.js';
import { processMetrics } from './process-metrics.js';

/** What is derived from facts to answer somebody. */
const QUESTIONS = [
  'standing',
  'timeline',
  'explanation',
  'repair-quote',
  'diff',
  'bisection',
  'blame',
  'what-if',
  'derivation',
  'decision',
  'replay',
  'evidence-bundle',
] as const;
export type DerivedQuestion = (typeof QUESTIONS)[number];

/** How an append ended: new events, events that were there already, or a failure, after which the ledger may try again. */
export type AppendOutcome = 'appended' | 'replayed' | 'failed';

/** What is read at the moment of a scrape instead of being counted. */
export interface LedgerState {
  /** Undefined: the store cannot say. */
  readonly position: number | undefined;
  readonly health: StoreHealth;
  readonly projections: readonly StandingStatus[];
  /** Null: this process does not seal. */
  readonly sealing: SealingStatus | null;
  readonly accessLog: { readonly isWritable: boolean; readonly sealing: SealingStatus };
}

/** In seconds: from a small member's standing in memory to a request that waited as long as any may. */
const BUCKETS = [0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Every state but `writable`; a record, so that a new one does not compile until it stands here. */
const UNAVAILABLE: Readonly<Record<UnavailableReason, true>> = {
  closed: true,
  'queue-full': true,
  directory: true,
  failed: true,
  corrupt: true,
  unreachable: true,
  'access-denied': true,
  'unsupported-server': true,
  'foreign-event': true,
};

/** Every state of a projection; a record, for the same reason. */
const FOLLOWING: Readonly<Record<FollowingState, true>> = {
  idle: true,
  rebuilding: true,
  'catching-up': true,
  following: true,
  waiting: true,
  stopped: true,
};

const METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'OPTIONS'];

/**
 * The figures of one service, for `/metrics` (docs/operating.md, metrics). Every label takes its values from a list of
 * the program, never from a request, so that the number of series is bounded and none names a member.
 */
export class Metrics {
  private readonly own = new Registry();
  private readonly all: Registry;

  private readonly events = new Counter({
    name: 'canbao_events_appended_total',
    help: 'Events that this process has appended, by event type.',
    labelNames: ['type'],
    registers: [this.own],
  });
  private readonly appends = new Histogram({
    name: 'canbao_append_duration_seconds',
    help: 'Time from handing events to the store until they were durable, by outcome.',
    labelNames: ['outcome'],
    buckets: BUCKETS,
    registers: [this.own],
  });
  private readonly derivations = new Counter({
    name: 'canbao_derivations_total',
    help: 'Questions answered by deriving from facts, by kind of question.',
    labelNames: ['question'],
    registers: [this.own],
  });
  private readonly derivationTimes = new Histogram({
    name: 'canbao_derivation_duration_seconds',
    help: 'Time from such a question to its answer, reading of the facts included, by kind of question.',
    labelNames: ['question'],
    buckets: BUCKETS,
    registers: [this.own],
  });
  private readonly refusals = new Counter({
    name: 'canbao_refusals_total',
    help: 'Requests answered with a problem, by its code.',
    labelNames: ['code'],
    registers: [this.own],
  });
  private readonly factRefusals = new Counter({
    name: 'canbao_derivation_refusals_total',
    help: 'Facts that a derivation left out, by the code with which each was refused.',
    labelNames: ['code'],
    registers: [this.own],
  });
  private readonly requests = new Histogram({
    name: 'canbao_http_request_duration_seconds',
    help: 'Time from the arrival of a request to the end of its answer, by method, pattern of the route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [this.own],
  });
  private readonly position = new Gauge({
    name: 'canbao_log_position',
    help: 'Position of the last event; absent while the store cannot be read.',
    registers: [this.own],
  });
  private readonly health = new Gauge({
    name: 'canbao_store_health',
    help: '1 for the state that the store is in, 0 for the others.',
    labelNames: ['state'],
    registers: [this.own],
  });

  private readonly projectionState = new Gauge({
    name: 'canbao_projection_state',
    help: '1 for the state that a projection is in, 0 for the others.',
    labelNames: ['projection', 'state'],
    registers: [this.own],
  });
  private readonly projectionPosition = new Gauge({
    name: 'canbao_projection_position',
    help: 'Position of the log up to which a projection has everything.',
    labelNames: ['projection'],
    registers: [this.own],
  });
  private readonly projectionLag = new Gauge({
    name: 'canbao_projection_lag_seconds',
    help: 'Seconds since a projection last had everything; 0 while it has.',
    labelNames: ['projection'],
    registers: [this.own],
  });
  private readonly sealedPosition = new Gauge({
    name: 'canbao_sealed_position',
    help: 'Position of the last event under a signed checkpoint.',
    registers: [this.own],
  });
  private readonly sealedSize = new Gauge({
    name: 'canbao_sealed_events',
    help: 'Events under the last signed checkpoint.',
    registers: [this.own],
  });
  private readonly sealingBehind = new Gauge({
    name: 'canbao_sealing_behind_seconds',
    help: 'Seconds since something recorded has waited to be sealed; 0 while nothing does.',
    registers: [this.own],
  });
  private readonly sealingState = new Gauge({
    name: 'canbao_sealing_state',
    help: 'What sealing does: 1 for the state it is in. "stopped" needs somebody: the log is not what was sealed.',
    labelNames: ['state'],
    registers: [this.own],
  });
  private readonly accessLogWritable = new Gauge({
    name: 'canbao_access_log_writable',
    help: '1 while reads of members can be logged; 0: they are refused.',
    registers: [this.own],
  });
  private readonly accessLogSealed = new Gauge({
    name: 'canbao_access_log_sealed_entries',
    help: 'Entries of the access log under its last signed checkpoint.',
    registers: [this.own],
  });
  private readonly accessLogSealing = new Gauge({
    name: 'canbao_access_log_sealing_state',
    help: 'What sealing of the access log does: 1 for the state it is in. "stopped" needs somebody.',
    labelNames: ['state'],
    registers: [this.own],
  });
  private readonly projectionParked = new Gauge({
    name: 'canbao_projection_parked_members',
    help: 'Members set aside because of an event that the projection cannot take.',
    labelNames: ['projection'],
    registers: [this.own],
  });
  private readonly projectionDrift = new Gauge({
    name: 'canbao_projection_drift_rows',
    help: 'Rows found since the start that were not what the log gives; one is one too many.',
    labelNames: ['projection'],
    registers: [this.own],
  });
  private readonly projectionWaits = new Gauge({
    name: 'canbao_projection_waits',
    help: '1 for the failure that a projection waits after; none while it does not wait.',
    labelNames: ['projection', 'reason'],
    registers: [this.own],
  });
  private readonly projectionRemade = new Counter({
    name: 'canbao_projection_remade_total',
    help: 'Times that the file of a projection was damaged or gone, and was made anew from the log.',
    labelNames: ['projection'],
    registers: [this.own],
  });

  constructor() {
    this.all = Registry.merge([this.own, processMetrics()]);
    // What may be counted stands there from the start: a rate needs the 0 before the first 1.
    for (const type of FACT_TYPES) this.events.inc({ type }, 0);
    for (const code of Object.keys(PROBLEM_TYPES)) this.refusals.inc({ code }, 0);
    for (const code of REFUSAL_CODES) this.factRefusals.inc({ code }, 0);
    for (const question of QUESTIONS) {
      this.derivations.inc({ question }, 0);
      this.derivationTimes.zero({ question });
    }
  }

  /** Media type of the exposition. */
  get contentType(): string {
    return this.all.contentType;
  }

  /** Counts events that are durable and new. */
  eventsAppended(events: readonly RecordedEvent[]): void {
    for (const { type } of events) this.events.inc({ type });
  }

  /** Times an append, also one that failed. */
  appendEnded(outcome: AppendOutcome, seconds: number): void {
    this.appends.observe({ outcome }, seconds);
  }

  /** Counts a question that was answered; one that was refused counts as a refusal only. */
  derived(question: DerivedQuestion, seconds: number): void {
    this.derivations.inc({ question });
    this.derivationTimes.observe({ question }, seconds);
  }

  /** Counts an answer that is a problem. */
  refused(code: ProblemCode): void {
    this.refusals.inc({ code });
  }

  /** Counts a fact that a derivation refused and listed; the request itself was answered. */
  factRefused(code: RefusalCode): void {
    this.factRefusals.inc({ code });
  }

  /** Times a request, whoever answered it. */
  requestEnded({ method, route, status, seconds }: EndedRequest): void {
    // Clients may send any of some thirty methods; those that no route has are one.
    const label = METHODS.includes(method) ? method : 'other';
    this.requests.observe({ method: label, route, status }, seconds);
  }

  /** The text exposition of everything, with the state of the ledger at this moment. */
  expose({ position, health, projections, sealing, accessLog }: LedgerState): Promise<string> {
    this.projectionWaits.reset();
    this.projectionRemade.reset();
    for (const status of projections) this.project(status);
    if (sealing !== null) this.sealed(sealing);
    this.accessLogged(accessLog);
    if (position === undefined) this.position.remove();
    else this.position.set(position);
    const state = health.isWritable ? 'writable' : health.reason;
    for (const each of ['writable', ...Object.keys(UNAVAILABLE)])
      this.health.set({ state: each }, each === state ? 1 : 0);
    return this.all.metrics();
  }

  private accessLogged({ isWritable, sealing: { state, size } }: LedgerState['accessLog']): void {
    this.accessLogWritable.set(isWritable ? 1 : 0);
    this.accessLogSealed.set(size);
    for (const each of SEALING_STATES) this.accessLogSealing.set({ state: each }, each === state ? 1 : 0);
  }

  private sealed({ state, size, position, behindSeconds }: SealingStatus): void {
    this.sealedSize.set(size);
    this.sealedPosition.set(position);
    this.sealingBehind.set(behindSeconds);
    for (const each of SEALING_STATES) this.sealingState.set({ state: each }, each === state ? 1 : 0);
  }

  private project(status: StandingStatus): void {
    const { name, state, reason, position, lagSeconds, parkedMembers, drift, remade } = status;
    const projection = { projection: name };
    if (state === 'waiting' && reason !== null) this.projectionWaits.set({ ...projection, reason }, 1);
    this.projectionRemade.inc(projection, remade);
    for (const each of Object.keys(FOLLOWING))
      this.projectionState.set({ ...projection, state: each }, each === state ? 1 : 0);
    this.projectionPosition.set(projection, position);
    this.projectionLag.set(projection, lagSeconds);
    this.projectionParked.set(projection, parkedMembers);
    this.projectionDrift.set(projection, drift.different);
  }
}
