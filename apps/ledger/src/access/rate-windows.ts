import type { ThrottlerStorage } from '@nestjs/throttler';

/** More callers than a bureau has; with more, the one whose window began first is forgotten. */
export const MAX_TRACKED = 50_000;

/** What the guard asks for: times in whole seconds, rounded up. */
type Hit = Awaited<ReturnType<ThrottlerStorage['increment']>>;

interface Window {
  hits: number;
  /** By the clock given; exclusive. */
  readonly endsAtMs: number;
}

/**
 * Counts the requests of each caller in fixed windows: a count and an end a caller, so a request costs the same however
 * many came before it. (The storage that comes with the throttler keeps an entry a request.)
 */
export class RateWindows implements ThrottlerStorage {
  /** In order of their ends: every window is as long, and a new one goes to the back. */
  private readonly windows = new Map<string, Window>();

  /** @param clock milliseconds that never step back */
  constructor(private readonly clock: () => number = () => performance.now()) {}

  /** How many callers are remembered. */
  get size(): number {
    return this.windows.size;
  }

  increment(key: string, ttlMs: number, limit: number): Promise<Hit> {
    const now = this.clock();
    this.dropEnded(now);
    const window = this.windows.get(key) ?? this.begin(key, now + ttlMs);
    window.hits += 1;
    const seconds = Math.ceil((window.endsAtMs - now) / 1000);
    return Promise.resolve({
      totalHits: window.hits,
      timeToExpire: seconds,
      isBlocked: window.hits > limit,
      timeToBlockExpire: seconds,
    });
  }

  private begin(key: string, endsAtMs: number): Window {
    const [first] = this.windows.keys();
    if (first !== undefined && this.windows.size >= MAX_TRACKED) this.windows.delete(first);
    const window = { hits: 0, endsAtMs };
    this.windows.set(key, window);
    return window;
  }

  private dropEnded(now: number): void {
    for (const [key, { endsAtMs }] of this.windows) {
      if (endsAtMs > now) return;
      this.windows.delete(key);
    }
  }
}
