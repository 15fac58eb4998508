import { type CivilDate, endOfYear, startOfYear } from '../../calendar/civil-date.js';
import type { Enrolment } from '../enrolment.js';
import type { Reset } from './credit-use.js';
import type { Rules } from '../../rules.js';
import type { Cause } from './series.js';
import { isAfterDeath, isBeforeOpening, type Member, rulesOn } from '../member/member.js';

/**
 * A moment at which balances can move, with the rules of its day. On one day they are taken in the order of
 * docs/domain.md §4.11: the move to a new region, the fall of the streak, the start of an enrolled year, settlements, and
 * last the opening balance of 31 December. `by` is what brings it: the id of the move or of the balance, the break year
 * that has ended, the year that begins. All are objects of one shape, whatever their kind: each balance reads every one of them.
 */
export type Moment = { readonly on: CivilDate; readonly rules: Rules } & (
  | { readonly kind: 'move'; readonly by: string }
  | { readonly kind: 'after-break'; readonly by: number }
  | { readonly kind: 'january'; readonly by: number }
  | { readonly kind: 'enrolment'; readonly by: Enrolment }
  | { readonly kind: 'reset'; readonly by: Reset }
  | { readonly kind: 'opening'; readonly by: string }
);

const ranks: Readonly<Record<Cause, number>> = {
  move: 0,
  'after-break': 1,
  january: 2,
  enrolment: 3,
  reset: 4,
  opening: 5,
};

/** The moments of a history in their order, none after death, none before an opening balance. */
export function momentsOf(
  member: Member,
  enrolments: readonly Enrolment[],
  breakYears: readonly number[],
): readonly Moment[] {
  const moments = yearlyMoments(member, enrolments, breakYears);
  if (member.regions.length === 1 && member.opening === undefined && member.death === undefined)
    return moments;
  for (const { from: on, eventId } of member.regions.slice(1)) {
    moments.push({ kind: 'move', on, rules: rulesOn(member, on), by: eventId });
  }
  if (member.opening !== undefined) {
    const on = endOfYear(member.opening.data.asOfYear);
    moments.push({ kind: 'opening', on, rules: rulesOn(member, on), by: member.opening.id });
  }
  return moments.filter(({ on }) => !isAfterDeath(member, on)).sort(byOrder);
}

/** The moments of the years, in order: both lists ascend, and a year is enrolled or missed. */
function yearlyMoments(
  member: Member,
  enrolments: readonly Enrolment[],
  breakYears: readonly number[],
): Moment[] {
  const moments: Moment[] = [];
  let next = 0;
  const takeBreaksBefore = (year: number): void => {
    for (let missed = breakYears[next]; missed !== undefined && missed < year; missed = breakYears[next]) {
      next += 1;
      if (isBeforeOpening(member, missed + 1)) continue;
      const on = startOfYear(missed + 1);
      moments.push({ kind: 'after-break', on, rules: rulesOn(member, on), by: missed });
    }
  };
  for (const enrolment of enrolments) {
    if (!enrolment.isExamined) continue;
    const { startsOn, year } = enrolment;
    takeBreaksBefore(year);
    const january = startOfYear(year + 1);
    moments.push({ kind: 'enrolment', on: startsOn, rules: rulesOn(member, startsOn), by: enrolment });
    moments.push({ kind: 'january', on: january, rules: rulesOn(member, january), by: year + 1 });
  }
  takeBreaksBefore(Infinity);
  return moments;
}

/** The moments with the resets among them; both come in their order. */
export function withResets(
  member: Member,
  moments: readonly Moment[],
  resets: readonly Reset[],
): readonly Moment[] {
  if (resets.length === 0) return moments;
  const merged: Moment[] = [];
  let next = 0;
  for (const reset of resets) {
    const added: Moment = { kind: 'reset', on: reset.on, rules: rulesOn(member, reset.on), by: reset };
    for (let moment = moments[next]; moment !== undefined; moment = moments[next]) {
      if (byOrder(moment, added) > 0) break;
      merged.push(moment);
      next += 1;
    }
    merged.push(added);
  }
  return merged.concat(moments.slice(next));
}

function byOrder(a: Moment, b: Moment): number {
  if (a.on !== b.on) return a.on < b.on ? -1 : 1;
  return ranks[a.kind] - ranks[b.kind];
}

/** The facts that make a moment. */
export function momentEvents(moment: Moment): readonly string[] {
  switch (moment.kind) {
    case 'move':
    case 'opening':
      return [moment.by];
    case 'enrolment':
      return moment.by.eventIds;
    case 'reset':
      return moment.by.eventIds;
    case 'after-break':
    case 'january':
      return [];
  }
}
