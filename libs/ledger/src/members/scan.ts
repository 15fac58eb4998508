import { setImmediate as nextTurn } from 'node:timers/promises';
import { StoreError } from '#libs/event-store';

/** Members or events that one call of a list looks at; where it finds less than a page among them, `next` goes on. */
export const MAX_CANDIDATES = 2_000;
/** Events that one call reads past because their members were never in a region of the caller. */
export const MAX_PASSED_OVER = 50_000;
/** How many are looked at between two turns of the event loop. */
const TURN_EVERY = 256;

/** Counts what a list looks at, and lets other requests have their turn. */
export class Scan {
  private candidates = 0;
  private passedOver = 0;

  /** True where the call has looked at as much as it may. */
  get isOver(): boolean {
    return this.candidates >= MAX_CANDIDATES || this.passedOver >= MAX_PASSED_OVER;
  }

  /** Counts something that is looked at closely. */
  async look(): Promise<void> {
    this.candidates += 1;
    await this.pause();
  }

  /** Counts something that is passed over at once. */
  async pass(): Promise<void> {
    this.passedOver += 1;
    await this.pause();
  }

  private async pause(): Promise<void> {
    if ((this.candidates + this.passedOver) % TURN_EVERY === 0) await nextTurn();
  }
}

/**
 * What `read` gives; undefined where the facts of the member cannot be read or derived. A list shows the others, the
 * member's own page says what is wrong. A failure of the store is no member's own, and fails the list.
 */
export async function readable<T>(read: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof StoreError) throw error;
    return undefined;
  }
}
