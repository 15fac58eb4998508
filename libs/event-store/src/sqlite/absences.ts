import { LRUCache } from 'lru-cache';

/** Names whose absence is kept: more than can wait for their append at once. */
const MAX_NAMES = 4_096;

/**
 * Ids or keys that were looked for and are not there, for the one connection that writes the ledger: whoever records a fact
 * looks for both before it decides, and the append need not look again.
 */
export class Absences {
  private readonly names = new LRUCache<string, true>({ max: MAX_NAMES });

  /** True: there is none. False says nothing. */
  has(name: string): boolean {
    return this.names.has(name);
  }

  /** Takes note of what was looked for in vain. */
  looked(name: string): void {
    this.names.set(name, true);
  }

  /** It is there from now on, or is not if the transaction is undone. */
  written(name: string): void {
    this.names.delete(name);
  }

  /** Forgets everything. */
  forget(): void {
    this.names.clear();
  }
}
