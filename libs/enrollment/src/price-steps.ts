import { dayOfYear } from './rules.js';
import { isCivilDate } from './calendar/civil-date.js';
import type { PriceStep } from './policy-pack.js';

/** What is wrong with a list of price steps; null: nothing. */
export type PriceStepsFault = 'no-steps' | 'mixed-days' | 'not-ascending';

/** Steps ascend by the day from which they hold, in every coverage year: all yearly days, or all dates; only the first may have none. */
export function priceStepsFault(steps: readonly PriceStep[]): PriceStepsFault | null {
  if (steps.length === 0) return 'no-steps';
  const named = steps.flatMap(({ from }) => from ?? []);
  const dates = named.filter((day) => isCivilDate(day));
  if (dates.length > 0 && dates.length < named.length) return 'mixed-days';
  // Neither 2026 nor 2027 has a 29 February: days that ascend in them ascend in every year.
  const days = steps.map(({ from }) => (from === null ? '' : dayOfYear(from, 2027)));
  return days.every((day, index) => index === 0 || day > (days[index - 1] ?? '')) ? null : 'not-ascending';
}
