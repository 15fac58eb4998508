import { startOfYear } from '../../calendar/civil-date.js';
import type { Member } from '../member/member.js';
import type { Moment } from './moments.js';

/** What an enrolment is charged for. */
export interface Charge {
  /** The break years it is charged for. */
  readonly years: readonly number[];
  /** True where there are break years that no earlier enrolment was charged for. */
  readonly isOpen: boolean;
  /** True where R34 decides about some of them. */
  readonly mayBeForgiven: boolean;
}

/** Shared, as nearly every enrolment has none. */
const noYears: readonly number[] = [];
export const nothingCharged: Charge = { years: noYears, isOpen: false, mayBeForgiven: false };

/** Every break year not charged yet; R34 may forgive those before an employee spell. */
export function chargeFor(member: Member, { on, rules }: Moment, open: readonly number[]): Charge {
  if (open.length === 0) return nothingCharged;
  const lastSpell = member.employee.filter(({ from }) => from < on).at(-1);
  const forgiven = open.filter((year) => lastSpell !== undefined && startOfYear(year) < lastSpell.from);
  const years = rules.readings.R34 === 'yes' ? open.filter((year) => !forgiven.includes(year)) : open;
  return { years, isOpen: true, mayBeForgiven: forgiven.length > 0 };
}

/** The break years before a year that no earlier enrolment was charged for: both lists ascend. */
export function openYears(breakYears: readonly number[], charged: number, year: number): readonly number[] {
  let end = charged;
  while ((breakYears[end] ?? year) < year) end += 1;
  return end === charged ? noYears : breakYears.slice(charged, end);
}
