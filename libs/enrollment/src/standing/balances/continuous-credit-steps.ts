import type { ReadingId } from '../../readings.js';
import { counted } from '../counted.js';
import type { Trace } from '../trace.js';
import { type Account, balanceOf } from './account.js';
import type { Earning } from './continuous-year.js';
import { type Moment, momentEvents } from './moments.js';

/** Records what a moment made of the continuous credit, and why a year that is long enough earned nothing. */
export function traceContinuous(
  trace: Trace,
  moment: Moment,
  step: {
    readonly id: string;
    readonly account: Account;
    readonly earning: Earning;
    /** The steps of the balance before and of the streak, where there are any. */
    readonly inputs: readonly (string | undefined)[];
    readonly readingIds: readonly ReadingId[];
  },
): void {
  const { id, account, earning, inputs, readingIds } = step;
  trace.step(id, () => ({
    rule: moment.kind === 'opening' ? 'opening' : 'continuous.credit',
    value: balanceOf(account),
    unit: 'fen',
    formula: `${String(account.declaredFen)} + ${counted(account.grants, 'grant')}`,
    inputs: inputs.flatMap((each) => each ?? []),
    readingIds,
    eventIds: momentEvents(moment),
    rules: moment.rules,
    clauseOf: moment.kind === 'after-break' ? 'R24' : moment.kind === 'reset' ? 'R20' : 'continuous.credit',
  }));
  const rule = 'continuous.credit';
  if (earning === 'refused-extended')
    trace.notApplied(id, () => ({ rule, needed: 'a payment in the window', seen: 'extended' }));
  if (earning === 'refused-late')
    trace.notApplied(id, () => ({ rule, needed: 'a payment in time', seen: 'late' }));
}
