import { type CivilDate, endOfYear } from '../calendar/civil-date.js';
import type { History } from './history.js';
import { rulesOn } from './member/member.js';

/** Whole employee years, and the resident years left over. */
export interface EmployeeYears {
  readonly years: number;
  readonly remainderYears: number;
}

/**
 * Paid resident years in the province as employee years and the years left over; null where the pack has no such rule.
 *
 * @clause 晋医保发〔2025〕3号 一(二): five resident years convert to one employee year.
 */
export function employeeYearsOn(history: History, on: CivilDate): EmployeeYears | null {
  const { member, enrolments } = history;
  const rules = rulesOn(member, on);
  const ratio = rules['employeeYears.residentYearsPerYear'];
  if (ratio === null) return null;
  const opening = member.opening?.data;
  const brought = opening !== undefined && on >= endOfYear(opening.asOfYear) ? opening.paidResidentYears : 0;
  const paid = enrolments.filter(
    (enrolment) =>
      enrolment.isUnderRules &&
      enrolment.paidClass !== 'free' &&
      enrolment.startsOn <= on &&
      rulesOn(member, enrolment.startsOn).pack.id === rules.pack.id,
  );
  const years = brought + paid.length;
  return { years: Math.floor(years / ratio), remainderYears: years % ratio };
}
