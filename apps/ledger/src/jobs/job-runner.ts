import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';

/** How long after a failure, such as a store that is away, a job is tried again; and how often at most. */
const RETRY_MS = 5_000;
const MAX_FAILURES = 100;

/** A kind of job, as a runner works at it. */
export interface JobKind {
  /** For the log. */
  readonly name: string;
  readonly logger: Logger;
  /** Does the program's part of a job; ends at a checkpoint where the signal says so. */
  run(id: string, signal: AbortSignal): Promise<unknown>;
  /** The jobs that another process may have left under way. */
  left(): Promise<readonly { readonly id: string }[]>;
}

/**
 * Carries jobs of a kind on beside the requests. Where one stands is in its stream, so that a process which begins finds
 * what another left, and two that carry on the same one do not get in each other's way.
 */
export class JobRunner {
  private readonly stopping = new AbortController();
  private readonly running = new Map<string, Promise<void>>();
  /** Asked for since the run of each began. */
  private readonly wanted = new Set<string>();

  constructor(private readonly kind: JobKind) {}

  /** Takes up every job that is under way. */
  takeUp(): void {
    this.begin('all', async () => {
      for (const { id } of await this.kind.left()) this.carryOn(id);
    });
  }

  /** Ends each at its next checkpoint, before the store is closed. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running.values());
  }

  /** Does the program's part of a job. Where it is being done here, the end is looked at again. */
  carryOn(id: string): void {
    const { signal } = this.stopping;
    this.wanted.add(id);
    this.begin(id, async () => {
      do {
        this.wanted.delete(id);
        await this.kind.run(id, signal);
      } while (this.wanted.has(id));
    });
  }

  private begin(id: string, work: () => Promise<unknown>): void {
    if (this.running.has(id)) return;
    const done = this.untilDone(id, work).finally(() => {
      this.running.delete(id);
      // Asked for between its last look and here.
      if (this.wanted.has(id) && !this.stopping.signal.aborted) this.carryOn(id);
    });
    this.running.set(id, done);
  }

  private async untilDone(id: string, work: () => Promise<unknown>): Promise<void> {
    const { signal } = this.stopping;
    const { name, logger } = this.kind;
    for (let failures = 1; !signal.aborted; failures += 1) {
      try {
        await work();
        return;
      } catch (error) {
        logger.error({ job: id, failures, err: error }, `${name} failed`);
        if (failures === MAX_FAILURES) return;
        await pause(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}
