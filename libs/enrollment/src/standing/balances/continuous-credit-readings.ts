import type { ReadingId } from '../../readings.js';
import { type Account, balanceOf, withLimit } from './account.js';
import type { Earning } from './continuous-year.js';
import type { Moment } from './moments.js';

const none: readonly ReadingId[] = [];
const afterBreak: readonly ReadingId[] = ['R24'];
const afterReset: readonly ReadingId[] = ['R20'];
const nextJanuary: readonly ReadingId[] = ['R5'];
const earned: readonly ReadingId[] = ['R4', 'R5'];
const earnedLate: readonly ReadingId[] = ['R4', 'R5', 'R32'];
const refusedExtended: readonly ReadingId[] = ['R16'];
const refusedLate: readonly ReadingId[] = ['R32'];

/** The readings that decided what a moment made of the continuous credit, or that it stays as it was. */
export function continuousReadings(
  moment: Moment,
  change: { readonly before: Account; readonly after: Account; readonly earning: Earning },
): readonly ReadingId[] {
  const { before, after, earning } = change;
  switch (moment.kind) {
    case 'opening':
    case 'move':
      return withLimit(none, after);
    case 'after-break':
      return balanceOf(before) === 0 ? none : afterBreak;
    case 'reset':
      return moment.by.isCertain && balanceOf(before) !== 0 ? afterReset : none;
    case 'january':
      return withLimit(nextJanuary, after);
    case 'enrolment': {
      if (earning === 'refused-extended') return refusedExtended;
      if (earning === 'refused-late') return refusedLate;
      if (earning === 'nothing') return none;
      const ids = moment.by.paidClass === 'late' ? earnedLate : earned;
      return earning === 'at-once' ? withLimit(ids, after) : ids;
    }
  }
}
