import { StoreUnavailableError, type UnavailableReason } from '../errors.js';
import type { StoreHealth } from '../port.js';
import { toStoreError } from './failures.js';

/** Whether the server takes appends, by what the last calls have shown. */
export class Health {
  private reason: UnavailableReason | undefined;

  get now(): StoreHealth {
    return this.reason === undefined ? { isWritable: true } : { isWritable: false, reason: this.reason };
  }

  up(): void {
    if (!this.isForGood) this.reason = undefined;
  }

  /** A failure that says nothing of the store as a whole changes nothing. */
  down(error: unknown): boolean {
    const failure = toStoreError(error);
    if (this.isForGood || !(failure instanceof StoreUnavailableError)) return false;
    this.reason = failure.reason;
    return true;
  }

  /** The ledger cannot be followed past this event: that no server mends by coming back. */
  downForGood(): void {
    this.reason = 'foreign-event';
  }

  private get isForGood(): boolean {
    return this.reason === 'foreign-event';
  }
}
