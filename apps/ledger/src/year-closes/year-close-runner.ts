import { setTimeout as pause } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { everyRegion } from '#libs/ledger';
import { Service } from '../service.js';

/** How long after a failure, such as a store that is away, a close is tried again; and how often at most. */
const RETRY_MS = 5_000;
const MAX_FAILURES = 100;

/**
 * Carries closes on beside the requests. Where one stands is in its stream, so that a process which begins finds what
 * another left, and two that carry on the same one do not get in each other's way.
 */
@Injectable()
export class YearCloseRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly running = new Map<string, Promise<void>>();
  /** Asked for since the run of each began. */
  private readonly wanted = new Set<string>();

  constructor(private readonly service: Service) {}

  /** Takes up every close that is under way. */
  onApplicationBootstrap(): void {
    this.begin('all', async () => {
      for (const { id } of await this.service.ledger.yearCloses.list(everyRegion)) this.carryOn(id);
    });
  }

  /** Ends each at its next checkpoint, before the store is closed. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running.values());
  }

  /** Does the program's part of a close. Where it is being done here, the end is looked at again. */
  carryOn(id: string): void {
    const { signal } = this.stopping;
    this.wanted.add(id);
    this.begin(id, async () => {
      do {
        this.wanted.delete(id);
        await this.service.ledger.yearCloses.run({ id, signal });
      } while (this.wanted.has(id));
    });
  }

  private begin(name: string, work: () => Promise<unknown>): void {
    if (this.running.has(name)) return;
    const done = this.untilDone(name, work).finally(() => {
      this.running.delete(name);
      // Asked for between its last look and here.
      if (this.wanted.has(name) && !this.stopping.signal.aborted) this.carryOn(name);
    });
    this.running.set(name, done);
  }

  private async untilDone(name: string, work: () => Promise<unknown>): Promise<void> {
    const { signal } = this.stopping;
    for (let failures = 1; !signal.aborted; failures += 1) {
      try {
        await work();
        return;
      } catch (error) {
        this.service.logger.error({ yearClose: name, failures, err: error }, 'year close failed');
        if (failures === MAX_FAILURES) return;
        await pause(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}
