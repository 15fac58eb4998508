import { type CivilDate, endOfYear, startOfYear } from '../calendar/civil-date.js';
import type { Enrolment } from './enrolment.js';
import type { Reset } from './credit-use.js';
import { isAfterDeath, isBeforeOpening, type Member } from './member.js';

/**
 * A moment at which balances can move. On one day they are taken in the order of docs/domain.md §4.11: the move to a
 * new region, the fall of the streak, the start of an enrolled year, settlements, and last the opening balance of
 * 31 December.
 */
export type Moment =
  | { readonly kind: 'move'; readonly on: CivilDate; readonly eventId: string }
  | { readonly kind: 'after-break'; readonly on: CivilDate; readonly breakYear: number }
  | { readonly kind: 'january'; readonly on: CivilDate; readonly year: number }
  | { readonly kind: 'enrolment'; readonly on: CivilDate; readonly enrolment: Enrolment }
  | { readonly kind: 'reset'; readonly on: CivilDate; readonly reset: Reset }
  | { readonly kind: 'opening'; readonly on: CivilDate };

const order: readonly Moment['kind'][] = ['move', 'after-break', 'january', 'enrolment', 'reset', 'opening'];

/** The moments of a history in their order, none after death, none before an opening balance. */
export function momentsOf(
  member: Member,
  enrolments: readonly Enrolment[],
  breakYears: readonly number[],
): readonly Moment[] {
  const moments: Moment[] = [];
  for (const range of member.regions.slice(1))
    moments.push({ kind: 'move', on: range.from, eventId: range.eventId });
  for (const breakYear of breakYears) {
    moments.push({ kind: 'after-break', on: startOfYear(breakYear + 1), breakYear });
  }
  for (const enrolment of enrolments) {
    if (!enrolment.isExamined) continue;
    moments.push({ kind: 'enrolment', on: enrolment.startsOn, enrolment });
    moments.push({ kind: 'january', on: startOfYear(enrolment.year + 1), year: enrolment.year + 1 });
  }
  const { opening } = member;
  if (opening !== undefined) moments.push({ kind: 'opening', on: endOfYear(opening.data.asOfYear) });
  return moments
    .filter(
      (moment) =>
        !isAfterDeath(member, moment.on) &&
        !(moment.kind === 'after-break' && isBeforeOpening(member, moment.breakYear + 1)),
    )
    .sort(byOrder);
}

/** The moments with the resets among them. */
export function withResets(moments: readonly Moment[], resets: readonly Reset[]): readonly Moment[] {
  if (resets.length === 0) return moments;
  return [...moments, ...resets.map((reset): Moment => ({ kind: 'reset', on: reset.on, reset }))].sort(
    byOrder,
  );
}

function byOrder(a: Moment, b: Moment): number {
  if (a.on !== b.on) return a.on < b.on ? -1 : 1;
  return order.indexOf(a.kind) - order.indexOf(b.kind);
}

/** The facts that make a moment. */
export function momentEvents(member: Member, moment: Moment): readonly string[] {
  switch (moment.kind) {
    case 'move':
      return [moment.eventId];
    case 'enrolment':
      return moment.enrolment.eventIds;
    case 'reset':
      return moment.reset.eventIds;
    case 'opening':
      return member.opening === undefined ? [] : [member.opening.id];
    case 'after-break':
    case 'january':
      return [];
  }
}
