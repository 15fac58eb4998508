import type { ReadingId } from '../../readings.js';
import { type Account, balanceOf, withLimit } from './account.js';
import type { Charge } from './break-charge.js';
import type { Moment } from './moments.js';

const none: readonly ReadingId[] = [];
const restoring: readonly ReadingId[] = ['R23'];
const charged: readonly ReadingId[] = ['R2', 'R3', 'R23'];
const chargedOrForgiven: readonly ReadingId[] = ['R2', 'R3', 'R23', 'R34'];

/** The moments that may move the penalty. */
export type PenaltyMoment = Extract<Moment, { readonly kind: 'opening' | 'move' | 'enrolment' }>;

/** The readings that decided what a moment made of the penalty; `after` is the account before a restoration. */
export function penaltyReadings(
  moment: PenaltyMoment,
  change: {
    readonly before: Account;
    readonly after: Account;
    readonly charge: Charge;
    readonly isRestored: boolean;
  },
): readonly ReadingId[] {
  const { before, after, charge, isRestored } = change;
  switch (moment.kind) {
    // What an opening balance declares may be restored some day, or never.
    case 'opening':
      return balanceOf(after) === 0 ? none : restoring;
    // A move charges for nothing.
    case 'move':
    case 'enrolment': {
      const forYears = !charge.isOpen ? none : charge.mayBeForgiven ? chargedOrForgiven : charged;
      const ids = after === before ? forYears : withLimit(forYears, after);
      return isRestored ? [...ids, 'R23'] : ids;
    }
  }
}
