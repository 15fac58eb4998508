/**
 * The ledger's clock as this process sees it, in milliseconds since 1970: system clock + offset, but never before the
 * last instant that it has seen recorded, by itself or by another process.
 */
export class WriterClock {
  private lastMs = 0;

  constructor(
    private readonly system: () => number,
    private readonly offsetMs: number,
  ) {}

  /** The latest instant seen; 0 before the first. */
  get last(): number {
    return this.lastMs;
  }

  now(): number {
    return Math.max(Math.floor(this.system()) + this.offsetMs, this.lastMs);
  }

  /** The instant of the next event: the one it brings, or else the first free one. */
  tick(scriptedMs?: number): number {
    const tick = scriptedMs ?? Math.max(this.now(), this.lastMs + 1);
    this.see(tick);
    return tick;
  }

  see(recordedMs: number): void {
    this.lastMs = Math.max(this.lastMs, recordedMs);
  }
}
