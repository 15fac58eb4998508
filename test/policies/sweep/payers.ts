import type { CivilDate } from '#libs/enrollment';
import type { Told } from '../../replay/given.js';
import { january, plusDays, plusMonths, YEARS } from './days.js';
import { type Kind, kind, type Payments } from './payments.js';

/** Members who differ only in when they pay. */
export function payers(pay: Payments): readonly Kind[] {
  const missed = [1, 2, 3, 4, 5].map((years) =>
    kind(`missed ${years} years`, pay.inTime(2025), ...pay.from(2026 + years)),
  );
  const lateAgain = [1, 3].map((years) =>
    kind(
      `late after ${years} missed years`,
      pay.inTime(2025),
      pay.late(2026 + years, 40),
      ...pay.from(2027 + years),
    ),
  );
  const extended = YEARS.flatMap((year) => {
    const day = pay.extendedDay(year);
    return day === undefined || year < 2025 ? [] : [pay.on(year, day)];
  });
  const extendedDay = pay.extendedDay(2029);
  return [
    kind('ordinary continuous payer', ...pay.from(2024)),
    ...missed,
    kind('missed one year twice', pay.inTime(2025), pay.inTime(2027), ...pay.from(2029)),
    kind('never paid'),
    kind('late payer', ...pay.from(2025, 2026), pay.late(2027, 75), ...pay.from(2028)),
    kind('late payer of every year', ...YEARS.slice(1).map((year) => pay.late(year, 120))),
    kind(
      'late payer whose wait crosses the year',
      ...pay.from(2025, 2026),
      pay.late(2027, 290),
      ...pay.from(2028),
    ),
    kind('late payer who then breaks off', ...pay.from(2025, 2026), pay.late(2027, 290), ...pay.from(2029)),
    kind('payer on the first late day', ...pay.from(2025, 2027), pay.late(2028, 0), ...pay.from(2029)),
    ...lateAgain,
    ...(extended.length === 0 ? [] : [kind('extended payer of every year', ...extended)]),
    ...(extendedDay === undefined
      ? []
      : [
          kind(
            'extended payer after missed years',
            pay.inTime(2025),
            pay.on(2029, extendedDay),
            ...pay.from(2030),
          ),
        ]),
    ...repairers(pay),
  ];
}

/** Repairs are paid with the enrolment, as every pack allows, or later where the pack does. */
function repairers(pay: Payments): readonly Kind[] {
  const { terms } = pay;
  const missed = terms.value('wait.floorFromBreakYears', january(2029)) - 1;
  const back = 2026 + missed;
  const member = (name: string, enrolmentYear: number, breakYear: number, repairedOn?: CivilDate): Kind => {
    const enrolment = pay.inTime(enrolmentYear);
    const paidOn = repairedOn ?? enrolment.paidOn;
    const repair: Told = { type: 'RepairPaid', breakYears: [breakYear], enrolmentYear, paidOn };
    return kind(name, pay.inTime(2025), enrolment, repair, ...pay.from(enrolmentYear + 1));
  };
  const all = [member('repair payer', back, back - 1), member('repair payer down to the floor', 2031, 2026)];
  const { paidOn } = pay.inTime(back);
  if (terms.value('repair.onlyWithPayment', paidOn)) return all;
  const counted = missed - (terms.reading('R1', paidOn) === 'no' ? 1 : 0);
  const length = terms.value('wait.fixed', paidOn) + counted * terms.value('wait.variablePerYear', paidOn);
  const plus = terms.value('wait.unit', paidOn) === 'days' ? plusDays : plusMonths;
  const lastDays = plusDays(plus(january(back), length), -20);
  return [
    ...all,
    member('repair payer a month later', back, back - 2, plusMonths(paidOn, 1)),
    member('repair payer in the last days of the wait', back, back - 1, lastDays),
  ];
}
