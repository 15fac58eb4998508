import { addDays, addMonths, type CivilDate } from './calendar/civil-date.js';
import type { Parameters } from './parameters.js';
import type { Readings } from './readings.js';

/** The unit in which a wait is counted. */
export type WaitUnit = 'months' | 'days';

/** The lengths of a wait, all in `unit`. */
export interface WaitTerms {
  readonly unit: WaitUnit;
  readonly fixed: number;
  readonly variablePerYear: number;
  readonly floor: number;
  readonly repairPerYear: number;
}

/** Days that a month of a wait counts as where R7 counts it in days. */
const DAYS_PER_MONTH = 30;

/** The lengths of a wait as the pack gives them; R7 turns months into days, what is given in days stays so. */
export function waitTermsOf(parameters: Parameters, { R7 }: Readings): WaitTerms {
  const isTurned = parameters['wait.unit'] === 'months' && R7.startsWith('days');
  const factor = isTurned ? DAYS_PER_MONTH : 1;
  return {
    unit: isTurned ? 'days' : parameters['wait.unit'],
    fixed: parameters['wait.fixed'] * factor,
    variablePerYear: parameters['wait.variablePerYear'] * factor,
    floor: parameters['wait.floor'] * factor,
    repairPerYear: parameters['repair.perYear'] * factor,
  };
}

/** The day so long after another, in months (docs/domain.md §4) or days. */
export function addLength(day: CivilDate, length: number, unit: WaitUnit): CivilDate {
  return unit === 'months' ? addMonths(day, length) : addDays(day, length);
}
