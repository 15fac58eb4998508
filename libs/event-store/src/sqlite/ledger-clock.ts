/**
 * The ledger's clock, in milliseconds since 1970: system clock + offset, but never before the last recorded event,
 * even if the system clock steps back or the process restarts.
 */
export class LedgerClock {
  private lastMs = 0;

  constructor(
    private readonly system: () => number,
    private readonly offsetMs: number,
  ) {}

  /** When the last event was recorded; 0 when there is none. */
  get last(): number {
    return this.lastMs;
  }

  now(): number {
    return Math.max(Math.floor(this.system()) + this.offsetMs, this.lastMs);
  }

  /** The instant of the next event: the one it brings, which must be later than the last, or else the first free one. */
  tick(scriptedMs?: number): number {
    this.lastMs = scriptedMs ?? Math.max(this.now(), this.lastMs + 1);
    return this.lastMs;
  }

  /** Takes over when the last event was really recorded. */
  reset(lastMs: number): void {
    this.lastMs = lastMs;
  }
}
