import { type ReadingId, READINGS } from '../../readings.js';
import type { PaymentClass } from '../cover/payment-class.js';
import type { Moment } from './moments.js';

const none: readonly ReadingId[] = [];
const firstYear: readonly ReadingId[] = ['R4'];

/** A year from here on counts under every listed choice of R4. */
const LATEST_FIRST_YEAR = Math.max(...READINGS.R4.choices);

const extended: readonly ReadingId[] = ['R16'];
const late: readonly ReadingId[] = ['R36'];
const free: readonly ReadingId[] = ['R31'];

/** The reading that says whether a year counts that was paid like this. */
function readingsOfClass(paidClass: PaymentClass): readonly ReadingId[] {
  switch (paidClass) {
    case 'in-window':
      return none;
    case 'extended':
      return extended;
    case 'late':
      return late;
    case 'free':
      return free;
  }
}

/** The readings that decided what a moment made of the streak: whether and how its enrolment counts. */
export function streakReadings(moment: Moment): readonly ReadingId[] {
  if (moment.kind !== 'enrolment') return none;
  const { gap, paidClass, year } = moment.by;
  const { R4, R28 } = moment.rules.readings;
  // A year before the first that counts is left out; nothing else was asked about it.
  if (year < R4) return firstYear;
  let ids = readingsOfClass(paidClass);
  if (year < LATEST_FIRST_YEAR) ids = ids.length === 0 ? firstYear : ['R4', ...ids];
  if (gap?.isInterruption === true) ids = [...ids, 'R28'];
  // Whether the gap is an interruption.
  if (gap !== undefined && R28 === 'yes') ids = [...ids, 'R25'];
  return ids;
}
