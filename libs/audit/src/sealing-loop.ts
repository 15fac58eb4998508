import { setTimeout as pause } from 'node:timers/promises';
import type { Position } from '#libs/event-store';
import { AuditError } from './errors.js';
import { MAX_EVENTS_PER_SEAL, type Sealer } from './sealer.js';

/** `stopped`: by a failure that another attempt does not mend, such as a log that is not what was sealed. */
export const SEALING_STATES = ['idle', 'sealing', 'waiting', 'stopped'] as const;
export type SealingState = (typeof SEALING_STATES)[number];

/** What sealing says of itself. */
export interface SealingStatus {
  readonly state: SealingState;
  /** Why it waits or has stopped: the code of the failure; null where it does not. */
  readonly reason: string | null;
  /** Events under the last checkpoint, and the position of the last of them. */
  readonly size: number;
  readonly position: Position;
  /** Seconds since which something recorded has waited to be sealed; 0 where nothing does. */
  readonly behindSeconds: number;
}

/** When the loop seals. */
export interface SealingPace {
  /** How often the end of the log is looked at. */
  readonly pollMs: number;
  /** Something recorded waits at most so long, unless a seal itself takes longer. */
  readonly everyMs: number;
  /** Positions beyond the last seal at which the next is made without waiting; there are no more events than positions. */
  readonly positions: number;
  /**
   * From one seal to the next at least so long, unless the next one is full: under many appends a larger seal takes less of
   * the processor and of the disk for each of them.
   */
  readonly apartMs: number;
}

/** Well within the promise of 60 s or 1,000 events, of which the second is kept up to some 1,000 events a second. */
export const USUAL_PACE: SealingPace = { pollMs: 250, everyMs: 5_000, positions: 1_000, apartMs: 1_000 };

const FIRST_BACK_OFF_MS = 500;
const LONGEST_BACK_OFF_MS = 30_000;

/** Keeps the seals close behind the log, beside whoever appends to it. */
export class SealingLoop {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private state: SealingState = 'idle';
  private reason: string | null = null;
  private behindSince: number | null = null;
  private sealedAt = -Infinity;

  constructor(
    private readonly sealer: Sealer,
    private readonly head: () => Promise<Position>,
    private readonly options: {
      readonly pace?: SealingPace;
      /** Told after each seal and each change of state. */
      readonly onStatus?: (status: SealingStatus) => void;
      readonly onTrouble?: (error: unknown) => void;
    } = {},
  ) {}

  /** Begins to seal, and goes on until `stop`. */
  start(): void {
    this.running ??= this.follow();
  }

  /** Ends the loop after the seal under way. Again is a no-op. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  get status(): SealingStatus {
    const { size = 0, position = 0 } = this.sealer.seals.checkpoints.latest() ?? {};
    const behind = this.behindSince === null ? 0 : performance.now() - this.behindSince;
    return { state: this.state, reason: this.reason, size, position, behindSeconds: behind / 1000 };
  }

  private async follow(): Promise<void> {
    const pace = this.options.pace ?? USUAL_PACE;
    let backOffMs = FIRST_BACK_OFF_MS;
    this.tell('sealing', null);
    while (!this.stopping.signal.aborted) {
      try {
        const behind = (await this.head()) - this.sealer.seals.sealedThrough;
        if (behind === 0) this.behindSince = null;
        else this.behindSince ??= performance.now();
        if (this.isDue(behind, pace)) {
          await this.sealer.seal();
          this.behindSince = null;
          this.sealedAt = performance.now();
          this.tell('sealing', null);
        }
        backOffMs = FIRST_BACK_OFF_MS;
        await this.rest(pace.pollMs);
      } catch (error) {
        this.options.onTrouble?.(error);
        const code = (error as { readonly code?: unknown }).code;
        const reason = typeof code === 'string' ? code : 'internal';
        // What the log or the seals are does not change by itself; a store that is away comes back.
        if (error instanceof AuditError) {
          this.tell('stopped', reason);
          return;
        }
        this.tell('waiting', reason);
        await this.rest(backOffMs);
        backOffMs = Math.min(2 * backOffMs, LONGEST_BACK_OFF_MS);
      }
    }
    this.tell('idle', null);
  }

  private isDue(behind: Position, { everyMs, positions, apartMs }: SealingPace): boolean {
    // A log that is shorter than what was sealed is looked at, too: sealing says what is wrong.
    if (behind < 0 || behind >= MAX_EVENTS_PER_SEAL) return true;
    if (behind >= positions && performance.now() - this.sealedAt >= apartMs) return true;
    return this.behindSince !== null && performance.now() - this.behindSince >= everyMs;
  }

  private async rest(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.stopping.signal, ref: false }).catch(() => undefined);
  }

  private tell(state: SealingState, reason: string | null): void {
    this.state = state;
    this.reason = reason;
    this.options.onStatus?.(this.status);
  }
}
