import type { ReadingId } from '../../readings.js';
import { counted } from '../counted.js';
import type { Trace } from '../trace.js';
import { type Account, balanceOf } from './account.js';
import { type Moment, momentEvents } from './moments.js';

/** Records what a moment made of the penalty. */
export function tracePenalty(
  trace: Trace,
  moment: Moment,
  step: {
    readonly id: string;
    readonly account: Account;
    /** The break years charged for. */
    readonly years: readonly number[];
    readonly readingIds: readonly ReadingId[];
    readonly last: string | undefined;
  },
): void {
  const { id, account, years, readingIds, last } = step;
  trace.step(id, () => ({
    rule: moment.kind === 'opening' ? 'opening' : 'breaks.penalty',
    value: balanceOf(account),
    unit: 'fen',
    formula: `${String(account.declaredFen)} + ${counted(account.grants, 'break year')}`,
    inputs: last === undefined ? [] : [last],
    readingIds,
    eventIds: momentEvents(moment),
    absent: years.map((coverageYear) => ({ type: 'PremiumPaid', coverageYear })),
    rules: moment.rules,
    clauseOf: 'penalty.perBreakYear',
  }));
}
