import type { Request, Response } from 'express';
import { AuthenticationGuard } from '../access/authentication.guard.js';
import type { Service } from '../service.js';

/** Who waits is looked at so often: whether it is still there, still has its key, and whether the service still runs. */
const LOOK_MS = 500;
/** A key that was revoked stops within this. */
const KEY_MS = 2_000;

/** A reader that waits for entries. */
export class Reader {
  private lookedMs = performance.now();
  private isGone = false;

  constructor(
    private readonly service: Service,
    private readonly request: Request,
    response: Response,
  ) {
    response.once('close', () => {
      this.isGone = true;
    });
  }

  /** Waits for something new, not longer than so many milliseconds; false: there is nobody to wait for any more. */
  async waits(withinMs: number): Promise<boolean> {
    const until = performance.now() + withinMs;
    const left = Math.min(LOOK_MS, until - performance.now());
    await this.service.ledger.feed.changed(Math.max(0, left));
    return this.isThere();
  }

  /** True while the reader is connected, its key holds, and the service is not being stopped. */
  async isThere(): Promise<boolean> {
    if (this.isGone || !this.service.isAccepting) return false;
    if (performance.now() - this.lookedMs < KEY_MS) return true;
    this.lookedMs = performance.now();
    return new AuthenticationGuard(this.service).isKnown(this.request);
  }
}
