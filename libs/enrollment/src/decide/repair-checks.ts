import { refusal } from '../errors.js';
import { type FactOf, HYPOTHETICAL_ID } from '../events.js';
import { derive } from '../standing/history.js';
import type { WaitUnit } from '../wait-terms.js';
import type { Enrolment } from '../standing/enrolment.js';
import type { Admission, Check } from './admission.js';

type Repair = FactOf<'RepairPaid'>['data'];

/** A repair without an enrolment to repair for. */
export const notEnrolled: Check = (admission) => {
  const { body, at } = admission;
  if (body.type !== 'RepairPaid' || repairIn(admission) !== undefined) return undefined;
  return refusal('not-enrolled', `${at}/enrolmentYear`, { seen: body.enrolmentYear });
};

/** A repaired year that the enrolment does not answer for. */
export const notABreakYear: Check = (admission) => {
  const found = repairIn(admission);
  if (found === undefined) return undefined;
  const { repair, enrolment } = found;
  const seen = repair.breakYears.find((year) => !enrolment.breakYears.includes(year));
  if (seen === undefined) return undefined;
  const expected = [...enrolment.breakYears].sort((a, b) => a - b).join(', ');
  return refusal('not-a-break-year', `${admission.at}/breakYears`, {
    seen,
    expected: expected === '' ? '-' : expected,
  });
};

/** A year that a live repair for the same enrolment names already. */
export const alreadyRepaired: Check = ({ body, at, member }) => {
  if (body.type !== 'RepairPaid') return undefined;
  const seen = body.breakYears.find((year) =>
    member?.repairs.some(
      ({ data }) => data.enrolmentYear === body.enrolmentYear && data.breakYears.includes(year),
    ),
  );
  return seen === undefined ? undefined : refusal('already-repaired', `${at}/breakYears`, { seen });
};

/**
 * A repair on another day than the enrolment payment, where the pack wants both together.
 *
 * @clause ZJKC73-2025-0001 二(三)3.
 */
export const repairNotWithPayment: Check = (admission) => {
  const found = repairIn(admission);
  if (found === undefined) return undefined;
  const { repair, enrolment } = found;
  if (!enrolment.rules['repair.onlyWithPayment'] || repair.paidOn === enrolment.paidOn) return undefined;
  const facts = { seen: repair.paidOn, expected: enrolment.paidOn };
  return refusal(
    'repair-not-with-payment',
    `${admission.at}/paidOn`,
    facts,
    enrolment.rules.clauses['repair.onlyWithPayment'],
  );
};

/**
 * A repair of more years than can still shorten the wait; refused whole, with what could still be removed.
 *
 * @clause 国办发〔2024〕38号 二(三); 闽政办〔2025〕3号 二(四).
 */
export const repairCannotHelp: Check = (admission) => {
  const found = repairIn(admission);
  if (found === undefined) return undefined;
  const { repair, enrolment } = found;
  const { rules } = enrolment;
  const { repairPerYear, unit } = rules.wait;
  const removable = shortens(admission, repair, enrolment)
    ? enrolment.repairable - (enrolment.wait?.repaired ?? 0)
    : 0;
  const helpingYears = Math.ceil(removable / repairPerYear);
  if (repair.breakYears.length <= helpingYears) return undefined;
  const seen = repair.breakYears.length;
  const facts = { seen, helpingYears, ...lengthFacts(removable, unit) };
  return refusal('repair-cannot-help', `${admission.at}/breakYears`, facts, rules.clauses['repair.perYear']);
};

/** What could still be removed: as a number in its unit, and in words. */
function lengthFacts(length: number, unit: WaitUnit): Readonly<Record<string, string | number>> {
  const plural = length === 1 ? '' : 's';
  return unit === 'months'
    ? {
        removableMonths: length,
        removable: `${String(length)} month${plural}`,
        removableZh: `${String(length)} 个月`,
      }
    : {
        removableDays: length,
        removable: `${String(length)} day${plural}`,
        removableZh: `${String(length)} 天`,
      };
}

/** True where the wait would end earlier with the repair than without it. */
function shortens(admission: Admission, repair: Repair, enrolment: Enrolment): boolean {
  const fact: FactOf<'RepairPaid'> = { id: HYPOTHETICAL_ID, type: 'RepairPaid', data: repair };
  const repaired = enrolmentIn([...admission.known, fact], admission, repair.enrolmentYear)?.wait;
  if (enrolment.wait === null || repaired === null || repaired === undefined) return false;
  return repaired.benefitsFrom < enrolment.wait.benefitsFrom;
}

/** The repair that asks to be recorded, and the enrolment that it is paid for; undefined without either. */
function repairIn(
  admission: Admission,
): { readonly repair: Repair; readonly enrolment: Enrolment } | undefined {
  const { body, known } = admission;
  if (body.type !== 'RepairPaid') return undefined;
  const enrolment = enrolmentIn(known, admission, body.enrolmentYear);
  return enrolment === undefined ? undefined : { repair: body, enrolment };
}

function enrolmentIn(facts: Admission['known'], { book }: Admission, year: number): Enrolment | undefined {
  const history = derive(facts, book, { throughYear: year });
  return history?.enrolments.find((enrolment) => enrolment.year === year && enrolment.paidClass !== 'free');
}
