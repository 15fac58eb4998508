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
    this.reason = undefined;
  }

  /** A failure that says nothing of the store as a whole changes nothing. */
  down(error: unknown): boolean {
    const failure = toStoreError(error);
    if (!(failure instanceof StoreUnavailableError)) return false;
    this.reason = failure.reason;
    return true;
  }
}
