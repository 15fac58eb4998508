import { civilDayOfInstant } from '#libs/enrollment';
import type { EventLog } from '#libs/event-store';
import type { StandingStatus } from './standings.js';

/**
 * Since when rows that are projected elsewhere have not had everything. What they are said to have is held against the end
 * of the log now and then, so that whoever projects needs not be there to say it, and whoever asks waits for nothing.
 */
export class Lag {
  /** When they last had everything by the ledger's clock, as far as is known, in milliseconds since 1970. */
  private hadAllMs: number;
  private hasAll = false;

  constructor(private readonly store: Pick<EventLog, 'now' | 'head'>) {
    this.hadAllMs = Date.parse(store.now());
  }

  /** 0 while they have everything. */
  get seconds(): number {
    return this.hasAll ? 0 : Math.max(0, Date.parse(this.store.now()) - this.hadAllMs) / 1000;
  }

  /** Takes what whoever projects says. One that has only begun knows of nothing yet. */
  heard({ position, lagSeconds }: Pick<StandingStatus, 'position' | 'lagSeconds'>): void {
    if (position > 0) this.hadAllMs = Date.parse(this.store.now()) - lagSeconds * 1000;
  }

  /** Looks whether they have everything recorded, and every midnight that has come. */
  async look({ state, position, asOf }: Pick<StandingStatus, 'state' | 'position' | 'asOf'>): Promise<void> {
    const now = this.store.now();
    const isAllThere =
      position >= (await this.store.head()) && (asOf === null || asOf >= civilDayOfInstant(now));
    this.hasAll = state === 'following' && isAllThere;
    if (this.hasAll) this.hadAllMs = Date.parse(now);
  }
}
