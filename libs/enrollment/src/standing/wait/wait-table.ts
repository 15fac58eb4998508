import type { Rules } from '../../rules.js';
import type { PaymentClass } from '../cover/payment-class.js';
import { fixedPart, variablePart } from './waiting-period.js';

/** What a wait comes to for one class of payment and number of break years, in the unit of the rules. */
export interface WaitCell {
  readonly breakYears: number;
  readonly fixed: number;
  readonly variable: number;
}

/** The waits of one class of payment, from no break year on. */
export interface WaitRow {
  readonly paidClass: PaymentClass;
  readonly cells: readonly WaitCell[];
}

const CLASSES: readonly PaymentClass[] = ['in-window', 'extended', 'late'];

/**
 * The wait by class of payment and number of break years, as the rules themselves give it: before repairs, for a member
 * whom no exemption spares and who comes from no employee cover.
 *
 * @param mostBreakYears the last column, inclusive
 */
export function waitTable(rules: Rules, mostBreakYears: number): readonly WaitRow[] {
  return CLASSES.map((paidClass) => ({
    paidClass,
    cells: Array.from({ length: mostBreakYears + 1 }, (_, count) => {
      // The parts count the years and do not ask which they are.
      const breakYears = Array.from({ length: count }, (__, index) => index);
      const enrolled = { paidClass, rules, gap: undefined };
      return {
        breakYears: count,
        fixed: fixedPart(enrolled, breakYears, false),
        variable: variablePart(enrolled, breakYears),
      };
    }),
  }));
}
