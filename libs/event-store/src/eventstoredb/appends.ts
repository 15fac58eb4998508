import { randomUUID } from 'node:crypto';

import {
  AppendOutcomeUnknownError,
  EventIdConflictError,
  IdempotencyKeyConflictError,
  StoreError,
  StoreUnavailableError,
  WrongExpectedVersionError,
} from '../errors.js';
import { MAX_QUEUED_APPENDS } from '../limits.js';
import type { EncodedAppend } from '../new-append.js';
import type { AppendResult, RecordedEvent } from '../port.js';
import { isReplay } from '../replay.js';
import type { Attempt } from './attempt.js';
import { toServerFailure } from './failures.js';
import { type ReservationParts, ServerReservations } from './reservations.js';
import { Settling } from './settling.js';

/** Settings of appending. */
export interface AppendSettings {
  /** One append takes no longer, in milliseconds; after that its outcome is unknown. */
  readonly timeoutMs: number;
  /** Is told of every call to the server that failed. */
  readonly failed: (error: unknown) => void;
  /** Refuses what may not be appended now, before anything is written. */
  readonly check: (append: EncodedAppend) => Promise<void>;
  /** Appends of one queue run one after the other. */
  readonly queueOf: (append: EncodedAppend) => string;
}

/** The appends of one process. Those to one stream queue up, since only one can win each version anyway. */
export class Appends {
  private readonly queues = new Map<string, Promise<unknown>>();
  private readonly running = new Set<Promise<unknown>>();
  private waiting = 0;

  constructor(
    private readonly parts: ReservationParts,
    private readonly settings: AppendSettings,
  ) {}

  submit(append: EncodedAppend): Promise<AppendResult> {
    if (this.waiting >= MAX_QUEUED_APPENDS) return Promise.reject(new StoreUnavailableError('queue-full'));
    this.waiting += 1;
    const queue = this.settings.queueOf(append);
    const before = this.queues.get(queue) ?? Promise.resolve();
    let leave = (): void => undefined;
    const left = new Promise<void>((resolve) => (leave = resolve));
    const turn = before.then(() => left);
    this.queues.set(queue, turn);
    const result = before.then(() => this.append(append, leave));
    const settled = result
      .catch(() => undefined)
      .then(() => {
        leave();
        this.waiting -= 1;
        this.running.delete(settled);
        if (this.queues.get(queue) === turn) this.queues.delete(queue);
      });
    this.running.add(settled);
    return result;
  }

  /** Resolves when everything that was submitted has its answer. */
  async drain(): Promise<void> {
    await Promise.all(this.running);
  }

  private async append(append: EncodedAppend, leaveQueue: () => void): Promise<AppendResult> {
    const one = new OneAppend(this.parts, append, Date.now() + this.settings.timeoutMs);
    try {
      return await one.run(() => this.settings.check(append), leaveQueue);
    } catch (error) {
      if (error instanceof StoreError) throw error;
      this.settings.failed(error);
      throw one.isBegun ? new AppendOutcomeUnknownError(error) : toServerFailure(error).toStoreError();
    }
  }
}

/** One append from its beginning to its answer. */
class OneAppend {
  private readonly reservations: ServerReservations;
  private readonly settling: Settling;
  private readonly attempt: Attempt;

  constructor(
    private readonly parts: ReservationParts,
    private readonly append: EncodedAppend,
    deadline: number,
  ) {
    const { stream, expectedVersion: version, idempotencyKey, events } = append;
    this.attempt = { id: randomUUID(), stream, version, idempotencyKey, events };
    this.reservations = new ServerReservations(parts, deadline);
    this.settling = new Settling(this.reservations);
  }

  get isBegun(): boolean {
    return this.reservations.isBegun(this.attempt);
  }

  /**
   * @param check of what may be appended now; a replay is answered without it
   * @param leaveQueue is called when the append can no more win its version, so that others need not wait for it
   */
  async run(check: () => Promise<void>, leaveQueue: () => void): Promise<AppendResult> {
    const actual = await this.actualVersion();
    if (actual !== this.append.expectedVersion) {
      leaveQueue();
      return this.answerMoved(actual);
    }
    await this.checked(check);
    const settled = await this.settling.record(this.attempt);
    switch (settled.status) {
      case 'recorded':
        return { replayed: false, events: settled.events };
      case 'beaten':
        return this.answerBeaten(settled.resource, settled.events);
      case 'dead':
        return this.answerMoved(await this.parts.reader.version(this.append.stream));
    }
  }

  /** An open attempt can only be decided if its stream had come to its version before it was made. */
  private async actualVersion(): Promise<number> {
    const { stream, expectedVersion } = this.append;
    const seen = this.parts.reader.versionSeen(stream) ?? 0;
    return seen >= expectedVersion ? seen : this.parts.reader.version(stream);
  }

  private async checked(check: () => Promise<void>): Promise<void> {
    try {
      await check();
    } catch (error) {
      // The same events again are answered, whatever may be appended now.
      if ((await this.findReplay()) === undefined) throw error;
    }
  }

  /** The place is taken: by the same events, or by others. */
  private async answerMoved(actual: number): Promise<AppendResult> {
    const events = await this.findReplay();
    if (events !== undefined) return { replayed: true, events };
    const { stream, expectedVersion } = this.append;
    throw new WrongExpectedVersionError(stream, expectedVersion, actual);
  }

  private async answerBeaten(resource: string, events: readonly RecordedEvent[]): Promise<AppendResult> {
    this.checkKey(resource, events);
    return { replayed: true, events: (await this.findReplay()) ?? events };
  }

  /** The events as they were recorded before; undefined when none of them was, a conflict when only some, or others. */
  private async findReplay(): Promise<readonly RecordedEvent[] | undefined> {
    const { idempotencyKey, events } = this.append;
    const { names } = this.parts.reader;
    if (idempotencyKey !== undefined) {
      const bound = await this.recordedBy(names.key(idempotencyKey));
      if (bound !== undefined) {
        this.checkKey(names.key(idempotencyKey), bound);
        return bound;
      }
    }
    const found = await Promise.all(
      events.map(async ({ event: { id } }) =>
        (await this.recordedBy(names.id(id)))?.find((event) => event.id === id),
      ),
    );
    const recorded = found.filter((event) => event !== undefined);
    const [first] = recorded;
    if (first === undefined) return undefined;
    if (!isReplay(this.append, recorded)) throw new EventIdConflictError(first.id, first.position);
    return recorded;
  }

  /** A key is bound to those very events, or it is somebody else's. */
  private checkKey(resource: string, events: readonly RecordedEvent[]): void {
    const { idempotencyKey } = this.append;
    if (idempotencyKey === undefined || resource !== this.parts.reader.names.key(idempotencyKey)) return;
    if (!isReplay(this.append, events)) throw new IdempotencyKeyConflictError(events[0]?.position ?? 0);
  }

  /** What the resource belongs to for ever, if anything; an attempt that holds it is brought to its end. */
  private async recordedBy(resource: string): Promise<readonly RecordedEvent[] | undefined> {
    const holder = await this.reservations.holder(resource);
    if (holder === undefined) return undefined;
    const settled = await this.settling.settle(resource, holder);
    return settled.status === 'recorded' ? settled.events : undefined;
  }
}
