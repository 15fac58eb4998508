import type { ReadingId } from '../../readings.js';
import type { Trace } from '../trace.js';
import { type Moment, momentEvents } from './moments.js';

/** What a step says of the streak: its value before and after, and the step of the entry before. */
interface StreakStep {
  readonly id: string;
  readonly before: number;
  readonly after: number;
  readonly last: string | undefined;
  readonly readingIds: readonly ReadingId[];
}

/** Records what a moment made of the streak. */
export function traceStreak(
  trace: Trace,
  moment: Moment,
  { id, before, after, last, readingIds }: StreakStep,
): void {
  const isFall = moment.kind === 'after-break';
  trace.step(id, () => ({
    rule: isFall ? 'streak.reset' : moment.kind === 'opening' ? 'opening' : 'streak',
    value: after,
    unit: 'years',
    formula: `${String(before)} -> ${String(after)}`,
    inputs: last === undefined || after === 0 ? [] : [last],
    readingIds: [...readingIds.filter((id) => id !== 'R4'), 'R4'],
    eventIds: momentEvents(moment),
    absent: isFall ? [{ type: 'PremiumPaid', coverageYear: moment.by }] : [],
    rules: moment.rules,
    clauseOf: isFall ? 'R28' : 'continuous.afterYears',
  }));
}
