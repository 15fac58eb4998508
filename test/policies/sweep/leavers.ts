import { type CivilDate, civilDate } from '#libs/enrollment';
import type { Told } from '../../replay/given.js';
import { january, plusDays, plusMonths } from './days.js';
import { type Kind, kind, type Payments } from './payments.js';

/** People who leave an employer and pay so long after. */
export function leavers(pay: Payments): readonly Kind[] {
  const { terms } = pay;
  const left = civilDate('2028-01-31');
  const months = terms.reading('R25', left);
  const into = (from: string): Told => ({
    type: 'SchemeTransferred',
    from: 'none',
    to: 'employee',
    effectiveOn: from,
  });
  const out: Told = { type: 'SchemeTransferred', from: 'employee', to: 'resident', effectiveOn: left };
  const back = (name: string, paidOn: CivilDate): readonly Kind[] => {
    const paid = pay.atOnce(paidOn);
    const later = [paid, ...pay.from(paid.coverageYear + 1)];
    return [
      kind(`employee who left, paid ${name}`, into('2024-03-01'), out, ...later),
      kind(`employee of a year who left, paid ${name}`, into('2027-03-01'), out, ...later),
      kind(`employee after missed years, paid ${name}`, pay.inTime(2024), into('2027-03-01'), out, ...later),
    ];
  };
  // Paid too late for a short gap, but in the window: how long the gap was is counted to 1 January.
  const { closes } = terms.window(2028, january(2028));
  const inTheWindow = [3, 4].flatMap((gap) =>
    [0, 1].map((days) => {
      const gone = plusDays(plusMonths(january(2028), -gap), days);
      return kind(
        `employee who left on ${gone}, paid when the window closed`,
        into('2024-03-01'),
        { ...out, effectiveOn: gone },
        pay.on(2028, closes),
        ...pay.from(2029),
      );
    }),
  );
  return [
    ...back('on the day of leaving', left),
    ...back('1 month after', plusMonths(left, 1)),
    ...back(`${months} months after`, plusMonths(left, months)),
    ...back(`${months} months and a day after`, plusDays(plusMonths(left, months), 1)),
    ...back('4 months after', plusMonths(left, 4)),
    ...back('6 months after', plusMonths(left, 6)),
    ...inTheWindow,
    kind('employee beside paid resident years', ...pay.from(2025), into('2027-03-15'), out),
  ];
}
