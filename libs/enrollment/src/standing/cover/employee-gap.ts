import { addMonths, type CivilDate } from '../../calendar/civil-date.js';
import type { DayRange } from '../../calendar/day-ranges.js';
import type { Rules } from '../../rules.js';
import type { Member } from '../member/member.js';

/** An enrolled year, by its days of cover. */
interface Covered {
  readonly cover: DayRange;
}

/** The time between employee cover and the resident cover that follows it. */
export interface EmployeeGap {
  /** First day without employee cover; null where it has not ended. */
  readonly leftOn: CivilDate | null;
  readonly coverStart: CivilDate;
  /** Paid at most `R25` months after leaving, a day before leaving counts too. */
  readonly isShort: boolean;
  /** Late enough after leaving not to be continuous, and not short. */
  readonly isInterruption: boolean;
  /** The transfers that began and ended the employee cover. */
  readonly eventIds: readonly string[];
  /** The enrolled years before, ascending. */
  readonly enrolledBefore: readonly Covered[];
}

/**
 * The gap after employee cover. Its clock runs only where the last covered day before the cover start was under
 * employee and not under resident cover.
 *
 * @clause 国办发〔2024〕38号 二(三) with R25; ZJKC73-2025-0001 二(三)2: four months and more break continuity.
 */
export function employeeGap(
  member: Member,
  rules: Rules,
  payment: { readonly paidOn: CivilDate; readonly coverStart: CivilDate },
  enrolledBefore: readonly Covered[],
): EmployeeGap | undefined {
  const { coverStart, paidOn } = payment;
  // Mostly one resident year follows the other, without a gap.
  if (enrolledBefore.at(-1)?.cover.until === coverStart) return undefined;
  const last = lastRangeBefore(member.employee, coverStart);
  if (last === undefined) return undefined;
  const resident = lastCoverBefore(enrolledBefore, coverStart);
  const end = endBefore(last, coverStart);
  if (resident !== undefined && endBefore(resident, coverStart) >= end) return undefined;
  const other = lastRangeBefore(member.other, coverStart);
  if (other !== undefined && endBefore(other, coverStart) > end) return undefined;
  const leftOn = last.until;
  const isShort = leftOn === null || paidOn <= addMonths(leftOn, rules.readings.R25);
  return {
    leftOn,
    coverStart,
    isShort,
    isInterruption: !isShort && isTooLong(leftOn, coverStart, rules),
    eventIds: last.eventIds,
    enrolledBefore,
  };
}

function isTooLong(leftOn: CivilDate, coverStart: CivilDate, rules: Rules): boolean {
  const limit = addMonths(leftOn, rules['gap.interruptedMonths'] ?? rules.readings.R25);
  return coverStart > limit || (rules['gap.interruptedFrom'] === 'on' && coverStart === limit);
}

/** The last range that begins before a day: of ranges in order none before it reaches further. */
function lastRangeBefore<R extends DayRange>(ranges: readonly R[], day: CivilDate): R | undefined {
  for (let index = ranges.length - 1; index >= 0; index -= 1) {
    const range = ranges[index];
    if (range !== undefined && range.from < day) return range;
  }
  return undefined;
}

/** The resident cover, of years in order, that is the last to begin before a day. */
function lastCoverBefore(enrolled: readonly Covered[], day: CivilDate): DayRange | undefined {
  for (let index = enrolled.length - 1; index >= 0; index -= 1) {
    const cover = enrolled[index]?.cover;
    if (cover !== undefined && cover.from < day) return cover;
  }
  return undefined;
}

/** The first day after a range, or `day` where the range reaches it. */
function endBefore(range: DayRange, day: CivilDate): CivilDate {
  return range.until === null || range.until > day ? day : range.until;
}
