import {
  addDays,
  type CivilDate,
  endOfYear,
  firstOfNextMonth,
  laterOf,
  startOfYear,
} from '../../calendar/civil-date.js';
import type { ReadingId } from '../../readings.js';
import { addLength } from '../../wait-terms.js';
import { mostBreakYears, runReadings } from '../cover/break-run-readings.js';
import type { MissedYears } from '../cover/break-years.js';
import { fullExemption, missedBy } from '../cover/full-exemption.js';
import { lateStartReadings } from '../cover/late-start-readings.js';
import { isPaidInTime } from '../cover/payment-class.js';
import type { ResidentCover } from '../cover/resident-cover.js';
import { type Enrolment, enrolmentOf } from '../enrolment.js';
import { type Member, untraced } from '../member/member.js';
import { sparingGroup } from './sparing-group.js';

/** What the readings have to do with the wait of an enrolment, or with its having none. */
export interface CitedWait {
  /** The readings that decided it; one may be named twice. */
  readonly readingIds: readonly ReadingId[];
  /** No other choice of these readings lets benefits start later; null: none brings a wait. */
  readonly mayWaitUntil: CivilDate | null;
}

const none: readonly ReadingId[] = [];

/** No reading has to do with it. */
const uncited: CitedWait = { readingIds: none, mayWaitUntil: null };

/** The readings that decided the waits of a member, worked out for each of them when it is first asked for. */
export class WaitReadings {
  private readonly known: (CitedWait | undefined)[] = [];

  /** @param enrolments those of the member, ascending; while they are made, of those there are */
  constructor(
    private readonly member: Member,
    private readonly enrolments: readonly Enrolment[],
    private readonly missed: MissedYears,
  ) {}

  /** What decided the wait of one of the enrolments. */
  of(enrolment: Enrolment): CitedWait {
    return (this.known[this.enrolments.indexOf(enrolment)] ??= this.cited(enrolment));
  }

  /**
   * What decided the wait of the year before, where it runs past 31 December, or by another choice of a reading could,
   * and this year is paid in the window or the extended window.
   */
  reaching(enrolled: ResidentCover): CitedWait | undefined {
    if (!isPaidInTime(enrolled.paidClass)) return undefined;
    const before = this.before(enrolled.year);
    if (before === undefined || (before !== 'opening' && !this.mayOutlastYear(before))) return undefined;
    const cited = before === 'opening' ? this.opened() : this.of(before);
    if (cited.mayWaitUntil === null) return undefined;
    return cited.mayWaitUntil > startOfYear(enrolled.year) ? cited : undefined;
  }

  /**
   * False where every wait that an enrolment under the rules has, or would have by another choice of a reading, is over by
   * 31 December of its year. So it nearly always is, and to know it costs less than the readings; true also where only
   * they can tell.
   */
  mayOutlastYear(enrolment: Enrolment): boolean {
    for (let each = enrolment; ;) {
      if (this.ownLimit(each) > endOfYear(each.year)) return true;
      // What does not begin in this year has to reach it from the one before.
      const before = isPaidInTime(each.paidClass) ? this.before(each.year) : undefined;
      if (before === undefined) return false;
      if (before === 'opening') return true;
      each = before;
    }
  }

  private cited(enrolment: Enrolment): CitedWait {
    const { member } = this;
    const { paidOn, rules, run, shortGaps, sparedBy, wait, year } = enrolment;
    if (run === undefined) return this.citedWithoutRun(enrolment);
    const exempt = fullExemption(untraced(member), rules, paidOn, year);
    if (sparingGroup(enrolment, exempt) !== null)
      return exempt === undefined
        ? uncited
        : { readingIds: exempt.readingIds, mayWaitUntil: this.ownLimit(enrolment) };
    const reaching = this.reaching(enrolment);
    if (wait !== null && wait.year !== year) {
      const readingIds = [
        ...(reaching?.readingIds ?? none),
        'R8' as const,
        ...missedBy(member, rules, paidOn),
        // Whoever is spared the fixed part alone (R14) may be spared the carried wait as well.
        ...(exempt?.readingIds ?? none),
      ];
      return { readingIds, mayWaitUntil: reaching?.mayWaitUntil ?? null };
    }
    const ids = [...runReadings(member, this.missed, { rules, run, year })];
    addLengthReadings(ids, enrolment);
    if (exempt !== undefined) ids.push(...exempt.readingIds);
    if (reaching !== undefined) ids.push(...reaching.readingIds);
    if (this.mayBeCarried(enrolment)) ids.push('R8');
    if (wait !== null || shortGaps.length > 0) ids.push(...missedBy(member, rules, paidOn));
    if (ids.length === 0 && wait === null && sparedBy === null) return uncited;
    if (wait !== null) ids.push('R7');
    if (wait !== null && member.repairs.some(({ data }) => data.enrolmentYear === year)) ids.push('R12');
    const own = this.ownLimit(enrolment);
    return { readingIds: ids, mayWaitUntil: laterOf(own, reaching?.mayWaitUntil ?? own) };
  }

  /** A year that gives cover and nothing else, or that an opening balance answers for. */
  private citedWithoutRun(enrolment: Enrolment): CitedWait {
    if (!enrolment.isUnderRules && enrolment.year === this.member.opening?.data.asOfYear)
      return this.opened();
    const readingIds = lateStartReadings(this.member, enrolment);
    return readingIds.length === 0 ? uncited : { readingIds, mayWaitUntil: null };
  }

  /** The wait that an opening balance brought over rests on no reading. */
  private opened(): CitedWait {
    const benefitsFrom = this.member.opening?.data.benefitsFrom;
    return benefitsFrom === undefined ? uncited : { readingIds: none, mayWaitUntil: benefitsFrom };
  }

  /** What settled the year before: an enrolment under the rules, or the opening balance. */
  private before(year: number): Enrolment | 'opening' | undefined {
    const enrolment = enrolmentOf(this.enrolments, year - 1);
    if (enrolment?.isUnderRules === true) return enrolment;
    return this.member.opening?.data.asOfYear === year - 1 ? 'opening' : undefined;
  }

  /** A wait of the year before runs past 31 December: R8 says whether it goes on. */
  private mayBeCarried(enrolment: Enrolment): boolean {
    const before = isPaidInTime(enrolment.paidClass) ? this.before(enrolment.year) : undefined;
    if (before === undefined) return false;
    const benefitsFrom =
      before === 'opening' ? this.member.opening?.data.benefitsFrom : before.wait?.benefitsFrom;
    return benefitsFrom !== undefined && benefitsFrom > startOfYear(enrolment.year);
  }

  /** Both parts at their longest, begun on the latest day that R7 may say. */
  private ownLimit({ paidClass, paidOn, rules, run, startsOn, year }: Enrolment): CivilDate {
    const { fixed, unit, variablePerYear } = rules.wait;
    const isLate = paidClass === 'late';
    const start = paidClass === 'in-window' ? startsOn : laterOf(startsOn, firstOfNextMonth(paidOn));
    const mostYears = run === undefined ? 0 : mostBreakYears(this.member, this.missed, { rules, run, year });
    const longest = fixed + (mostYears + (isLate ? 1 : 0)) * variablePerYear;
    // As nearly always: it is over within the year, and on which day does not matter.
    if (start === startOfYear(year) && longest < (unit === 'months' ? 12 : 360)) return endOfYear(year);
    // Counted as thirty days, months come out two days longer at the most, around the end of February.
    return addDays(addLength(start, longest, unit), 2);
  }
}

/** Adds the readings that decided the two parts of a wait, or that there is none. */
function addLengthReadings(ids: ReadingId[], { breakYears, gap, paidClass, rules }: Enrolment): void {
  const hasBreaks = breakYears.length > 0;
  const isLate = paidClass === 'late';
  if (hasBreaks || (isLate && rules.readings.R10 === 'yes')) ids.push('R1');
  if (hasBreaks && paidClass === 'in-window') ids.push('R6');
  if (hasBreaks && paidClass === 'extended') ids.push('R15');
  if (isLate) ids.push('R10');
  if (gap !== undefined) ids.push('R25');
}
