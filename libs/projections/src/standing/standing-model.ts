import { setTimeout as pause } from 'node:timers/promises';
import { type CivilDate, civilDayOfInstant } from '#libs/enrollment';
import {
  type EventLog,
  type Instant,
  type Position,
  type RecordedEvent,
  StoreUnavailableError,
  type UnavailableReason,
} from '#libs/event-store';
import { type Batch, batchesOf } from '../batches.js';
import { ReadModelsClosedError } from '../errors.js';
import {
  FIRST_BACK_OFF_MS,
  IDLE_MS,
  LOOK_AHEAD_MS,
  LONGEST_BACK_OFF_MS,
  MAX_BATCH_EVENTS,
  MAX_BATCH_MS,
  WINDOW_EVENTS,
} from '../limits.js';
import type { Consumer } from '../ports.js';
import type { AnswerChanged, AnswerPlace } from '../sqlite/answer-feed.js';
import { type FileId, readModelFile } from '../sqlite/database.js';
import { BEGINNING } from '../sqlite/generations.js';
import type { ParkedEvents } from '../sqlite/parked-events.js';
import type { SupersededQuestion } from '../sqlite/served-answers.js';
import type { StandingPlace, StandingReached } from '../sqlite/standing-feed.js';
import type { MembersQuestion } from '../sqlite/standing-rows.js';
import { Commits } from './commits.js';
import type { DriftReport } from './drift.js';
import { DriftWatch, type DriftWatchOptions } from './drift-watch.js';
import { FileTrust } from './file-trust.js';
import { PausesUntil } from './pauses-until.js';
import { DAMAGED, reasonOf } from './reason.js';
import type { RebuildProgress } from './rebuild.js';
import type { StandingProjector } from './standing-projector.js';
import type { StandingReader } from './standing-reader.js';
import { type Live, StandingTables, type StandingTablesOptions } from './standing-tables.js';
import type { FollowingState, Standings, StandingStatus } from './standings.js';
import { rebuildAndSwitch, type Rebuilding } from './switch-over.js';
import { STANDING, STANDING_VERSION } from './version.js';

/** Reasons of a store for which its log cannot be read either. */
const UNREADABLE: readonly UnavailableReason[] = [
  'unreachable',
  'access-denied',
  'unsupported-server',
  'closed',
];

const NONE_PARKED: ReturnType<ParkedEvents['count']> = { members: 0, events: 0 };

/** What the read model is opened with. */
export interface StandingModelOptions extends StandingTablesOptions, DriftWatchOptions {
  /** Told of each failure, of each member set aside and of drift; never with the number of a member. */
  readonly onTrouble?: (trouble: string, error?: unknown) => void;
  /** How many events are taken at once, and how many while more of them wait. */
  readonly limits?: { readonly batchEvents: number; readonly windowEvents: number };
  /** A damaged file is a failure, and not made anew: for whoever verifies it. */
  readonly isVerified?: true;
}

/**
 * The standings of today in a database of their own: kept equal to the log by one supervised loop, which starts again
 * from its checkpoint whatever fails. The database is opened when it is first needed; where another process has it,
 * `start` waits until it is free, and everything else is refused. A damaged one is moved aside and made anew from the log.
 */
export class StandingModel implements Standings {
  private readonly tables: StandingTables;
  private readonly trust: FileTrust;
  private readonly limits: NonNullable<StandingModelOptions['limits']>;
  private readonly stopping = new AbortController();
  private readonly options: StandingModelOptions;
  private readonly beganAt: Instant;
  private turn: Promise<unknown> = Promise.resolve();
  private loop: Promise<void> | undefined;
  private state: FollowingState = 'idle';
  private reason: string | null = null;
  private caughtUpAt: Instant | null = null;
  private readonly drift: DriftWatch;
  private parked = NONE_PARKED;
  private readonly commits = new Commits();

  constructor(options: StandingModelOptions) {
    const pauses = new PausesUntil(this.stopping.signal, options.pauses);
    this.options = { ...options, pauses };
    this.beganAt = options.store.now();
    this.limits = options.limits ?? { batchEvents: MAX_BATCH_EVENTS, windowEvents: WINDOW_EVENTS };
    this.tables = new StandingTables(this.options);
    this.trust = new FileTrust(this.tables, readModelFile(options.directory));
    this.drift = new DriftWatch(options);
  }

  start(): void {
    this.loop ??= this.follow();
  }

  async opened(withinMs: number): Promise<void> {
    await this.commits.until(() => this.isOpen || ['waiting', 'stopped'].includes(this.state), withinMs);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
    await this.turn.catch(() => undefined);
    this.state = 'stopped';
    this.commits.tell();
    this.tables.close();
  }

  get isFollowing(): boolean {
    return this.state === 'following' || this.state === 'catching-up';
  }

  /** True once there is a database to read. */
  get isOpen(): boolean {
    return this.tables.isOpen;
  }

  get status(): StandingStatus {
    const { checkpoint } = this.tables.live?.projector ?? { checkpoint: BEGINNING };
    const hadAllAt = this.caughtUpAt ?? checkpoint.latest ?? this.beganAt;
    return {
      name: STANDING,
      version: STANDING_VERSION,
      state: this.state,
      reason: this.reason,
      position: checkpoint.position,
      asOf: checkpoint.asOf,
      lagSeconds: this.state === 'following' ? 0 : this.secondsSince(hadAllAt),
      parkedMembers: this.parked.members,
      parkedEvents: this.parked.events,
      remade: this.trust.remade,
      drift: this.drift.counted,
    };
  }

  async reaches(position: Position, withinMs: number): Promise<boolean> {
    const isThere = (): boolean => (this.tables.live?.projector.checkpoint.position ?? 0) >= position;
    await this.commits.until(() => isThere() || ['waiting', 'stopped'].includes(this.state), withinMs);
    return isThere();
  }

  changed(withinMs: number): Promise<void> {
    return this.commits.next(withinMs);
  }

  members(question: MembersQuestion): readonly string[] {
    return this.tables.isOpen ? this.reading((reader) => reader.members(question)) : [];
  }

  regionsOf(member: string): readonly string[] {
    return this.tables.isOpen ? this.reading((reader) => reader.regionsOf(member)) : [];
  }

  standingsReached(after: StandingPlace, limit: number): readonly StandingReached[] {
    return this.reading((reader) => reader.standingsReached(after, limit));
  }

  async answersChanged(after: AnswerPlace, limit: number): Promise<readonly AnswerChanged[]> {
    const { file } = this.tables;
    try {
      return await this.tables.reader().answersChanged(after, limit);
    } catch (error) {
      this.trust.note(error, file);
      throw error;
    }
  }

  superseded(question: SupersededQuestion): readonly string[] {
    return this.reading((reader) => reader.superseded(question));
  }

  consumers(): readonly Consumer[] {
    return this.reading((reader) => reader.consumers());
  }

  /** Takes note of a file that was found damaged by whoever reads it beside: where it is still this one, it is made anew. */
  distrust(file: FileId): void {
    this.trust.distrust(file);
  }

  /**
   * Takes everything that is recorded by now, and every midnight that has come; then it returns.
   *
   * @returns false where `signal` ended it after a batch, or `stop` after a transaction
   */
  async catchUp(
    signal: AbortSignal = new AbortController().signal,
    tell: (progress: RebuildProgress) => void = () => undefined,
  ): Promise<boolean> {
    return this.healing(() => this.takeAll(signal, tell), signal, tell);
  }

  /** Lets every midnight come up to that of a day, whatever the clock says; one that has come already changes nothing. */
  async turnTo(day: CivilDate): Promise<void> {
    await this.exclusive(() => this.current().turnTo(day));
  }

  /** Looks ahead, a piece at a time, for every member whose next day is near; the loop does the same bit by bit. */
  async lookAhead(): Promise<void> {
    while ((await this.exclusive(() => this.current().lookAhead())) > 0);
  }

  /** Tries the members again that were set aside. */
  async retryParked(): Promise<{ readonly released: number; readonly parked: number }> {
    return this.exclusive(async () => {
      await this.prepare();
      const tried = await this.current().retryParked();
      this.countParked();
      return tried;
    });
  }

  /** Compares a sample of the rows with the log, and alarms where one differs. */
  async checkDrift(sample: number, random: () => number = Math.random): Promise<DriftReport> {
    return this.exclusive(() => this.drift.compare(this.live(), sample, random));
  }

  /**
   * Builds the rows anew beside the live ones, lets them catch up and switches in one transaction; the feed is told
   * nothing. An interrupted rebuild goes on where it ended.
   *
   * @returns false where `signal` or `stop` ended it
   */
  async rebuild(
    signal: AbortSignal = new AbortController().signal,
    tell: (progress: RebuildProgress) => void = () => undefined,
  ): Promise<boolean> {
    const either = AbortSignal.any([signal, this.stopping.signal]);
    const alone: Rebuilding['alone'] = (step) => this.exclusive(step);
    const rebuilding = (): Promise<boolean> =>
      rebuildAndSwitch(this.tables, this.options, { signal: either, tell, alone });
    const isSwitched = await this.healing(rebuilding, either, tell);
    if (isSwitched) this.countParked();
    return isSwitched;
  }

  /** Takes what is recorded by now: in windows while more than a batch is left, then in one batch. */
  private async takeAll(
    signal: AbortSignal,
    tell: (progress: RebuildProgress) => void = () => undefined,
  ): Promise<boolean> {
    const { store } = this.options;
    const { limits } = this;
    const through = await store.head();
    for (;;) {
      const projector = this.current();
      const after = projector.checkpoint.position;
      const events: RecordedEvent[] = [];
      for await (const event of store.readAll({ after, through, limit: limits.windowEvents }))
        events.push(event);
      const isLast = events.length < limits.windowEvents;
      await this.exclusive(async () => {
        if (events.length > limits.batchEvents) {
          this.fallBehind();
          await this.noting(() => projector.takeWindow(events));
        }
        await this.take(projector, { events, caughtUp: isLast ? through : null });
      });
      tell({ members: 0, through: projector.checkpoint.position, total: through });
      if (isLast) return true;
      if (signal.aborted) return false;
    }
  }

  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    const isStopping = (): boolean => signal.aborted;
    const { batchEvents: maxEvents } = this.limits;
    const limits = { maxEvents, maxMs: MAX_BATCH_MS, idleMs: IDLE_MS };
    for (let failures = 0; !isStopping(); failures += 1) {
      try {
        await this.exclusive(() => this.prepare());
        if (this.state === 'idle') this.state = 'catching-up';
        this.commits.tell();
        if (!(await this.takeAll(signal))) break;
        const after = this.current().checkpoint.position;
        const subscribe = (ended: AbortSignal): ReturnType<EventLog['subscribe']> =>
          this.options.store.subscribe({ after, signal: ended });
        for await (const batch of batchesOf(subscribe, limits, signal)) {
          await this.options.pauses.at('batch-read');
          this.trust.check();
          await this.exclusive(() => this.take(this.current(), batch));
          await this.lookAheadAWhile();
          failures = 0;
        }
        if (!isStopping()) throw new StoreUnavailableError('closed');
      } catch (error) {
        if (isStopping()) break;
        this.trust.note(error);
        this.state = 'waiting';
        this.reason = reasonOf(error);
        this.commits.tell();
        this.options.onTrouble?.('the projection waits after a failure', error);
      }
      const backOffMs = Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** failures);
      await pause(backOffMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Looks ahead while nothing else is to be done. */
  private async lookAheadAWhile(): Promise<void> {
    const until = performance.now() + LOOK_AHEAD_MS;
    while (this.state === 'following' && !this.stopping.signal.aborted && performance.now() < until) {
      if ((await this.options.store.head()) > this.current().checkpoint.position) return;
      if ((await this.exclusive(() => this.current().lookAhead())) === 0) return;
    }
  }

  private async take(projector: StandingProjector, batch: Batch): Promise<void> {
    await this.noting(async () => {
      if (batch.events.length > 0) this.fallBehind();
      await projector.take(batch);
      await this.noteProgress(projector, batch);
      if (this.state === 'following') await this.lookAtClock(projector);
      this.commits.tell();
    });
  }

  /** Runs a step, and tells of the members that it sets aside. */
  private async noting(step: () => Promise<void>): Promise<void> {
    const before = this.parked.members;
    await step();
    this.countParked();
    const set = this.parked.members - before;
    if (set > 0) this.options.onTrouble?.(`${set} more members are set aside`);
  }

  /** Lets midnights come that no event has brought, once everything is here that was recorded before the clock was read. */
  private async lookAtClock(projector: StandingProjector): Promise<void> {
    const { store } = this.options;
    const now = store.now();
    const today = civilDayOfInstant(now);
    const { asOf, position } = projector.checkpoint;
    const isNewDay = asOf !== null && today > asOf;
    if (isNewDay && (await store.head()) > position) return;
    if (isNewDay) this.fallBehind();
    await projector.turnTo(today);
    this.state = 'following';
    this.caughtUpAt = now;
    await this.drift.lookNowAndThen(this.live());
  }

  /** A subscription only falls silent where the server of the log is away: whether everything is here is then asked. */
  private async noteProgress(projector: StandingProjector, { events, caughtUp }: Batch): Promise<void> {
    const { store } = this.options;
    const health = store.health();
    if (!health.isWritable && UNREADABLE.includes(health.reason)) {
      this.state = 'waiting';
      this.reason = health.reason;
      return;
    }
    this.reason = null;
    if (caughtUp !== null) this.state = 'following';
    else if (events.length > 0) this.state = 'catching-up';
    else if (this.state !== 'following' && projector.checkpoint.position >= (await store.head()))
      this.state = 'following';
  }

  /** Runs a task on what is live. Where the file turns out to be damaged, it is made anew, and all is taken from the log. */
  private async healing(
    task: () => Promise<boolean>,
    signal: AbortSignal,
    tell: (progress: RebuildProgress) => void,
  ): Promise<boolean> {
    const prepared = async (next: () => Promise<boolean>): Promise<boolean> => {
      await this.exclusive(() => this.prepare());
      return this.unlessStopped(next);
    };
    try {
      return await prepared(task);
    } catch (error) {
      this.trust.note(error);
      if (!this.trust.isToRemake || this.options.isVerified) throw error;
      return prepared(() => this.takeAll(signal, tell));
    }
  }

  /** Reads on the connection that is written with. */
  private reading<Found>(read: (reader: StandingReader) => Found): Found {
    try {
      return read(this.tables.reader());
    } catch (error) {
      this.trust.note(error);
      throw error;
    }
  }

  /** Opens what is live; damaged, made of another log or by another version, it is made anew. */
  private async prepare(): Promise<void> {
    const { tables } = this;
    const damage = this.trust.setAside();
    if (damage !== undefined) {
      this.state = 'rebuilding';
      this.reason = DAMAGED;
      this.options.onTrouble?.(
        'the read models are damaged, or gone; they are made anew from the log',
        damage,
      );
    }
    tables.open();
    const { live: found } = tables.generations();
    if (found !== undefined && !(await tables.isOfThisLog(found))) {
      this.options.onTrouble?.(
        'the log is another one than the read models were made of; they are made again',
      );
      tables.clear();
    }
    const live = tables.generations().live ?? tables.newGeneration(true);
    if (live.version !== STANDING_VERSION) {
      this.state = 'rebuilding';
      const { signal } = this.stopping;
      await rebuildAndSwitch(tables, this.options, { signal, alone: (step) => step() });
      this.state = 'catching-up';
    }
    tables.openLive();
    this.trust.opened();
    this.countParked();
  }

  /** Some step is to be taken before everything is here. Whoever waits after a failure does so until one has succeeded. */
  private fallBehind(): void {
    if (this.state === 'following') this.state = 'catching-up';
  }

  /** False where `stop` ended a task between two transactions. */
  private async unlessStopped(task: () => Promise<boolean>): Promise<boolean> {
    try {
      return await task();
    } catch (error) {
      if (error === this.stopping.signal.reason) return false;
      throw error;
    }
  }

  private current(): StandingProjector {
    return this.live().projector;
  }

  private live(): Live {
    const { live } = this.tables;
    if (live === undefined) throw new ReadModelsClosedError();
    return live;
  }

  /** Counted by whoever may have changed it, so that a database that cannot be read keeps nobody from asking how things are. */
  private countParked(): void {
    this.parked = this.live().parked.count();
  }

  /** One after the other: batches, retries, comparisons and the steps of a rebuild share rows and checkpoint. */
  private exclusive<Result>(task: () => Promise<Result>): Promise<Result> {
    const mine = this.turn.then(task, task);
    this.turn = mine;
    return mine;
  }

  private secondsSince(instant: Instant): number {
    return Math.max(0, Date.parse(this.options.store.now()) - Date.parse(instant)) / 1000;
  }
}
