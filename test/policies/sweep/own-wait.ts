import type { CivilDate } from '#libs/enrollment';
import { january, latest, nextMonth, plusDays, plusMonths } from './days.js';
import type { OwnCover } from './own-cover.js';
import { isFullyExempt, isInterrupted, shortGapRules } from './own-exemptions.js';
import type { OwnYears } from './own-years.js';

/** A wait as the sweep works it out; the lengths of one taken over from an older system are not known. */
export interface OwnWait {
  readonly lengths: { readonly fixed: number; readonly variable: number; readonly repaired: number } | null;
  readonly unit: 'months' | 'days';
  readonly startsOn: CivilDate | null;
  readonly benefitsFrom: CivilDate;
}

/** The wait of every coverage year that has one, by year (docs/domain.md §4.4). */
export function ownWaits(years: OwnYears): ReadonlyMap<number, OwnWait> {
  const waits = new Map<number, OwnWait>();
  const { opening } = years.member;
  if (opening?.benefitsFrom !== undefined) {
    const { asOfYear, benefitsFrom } = opening;
    waits.set(asOfYear, { lengths: null, unit: 'months', startsOn: null, benefitsFrom });
  }
  for (const cover of years.covers) {
    if (cover.year <= (opening?.asOfYear ?? 0)) continue;
    const wait = waitOf(years, cover, waits.get(cover.year - 1));
    if (wait !== undefined) waits.set(cover.year, wait);
  }
  return waits;
}

function waitOf(years: OwnYears, cover: OwnCover, before: OwnWait | undefined): OwnWait | undefined {
  const { dayClass, isSpared, paidOn, startsOn, terms, year } = cover;
  if (isSpared || year < terms.value('coverage.firstYear', paidOn)) return undefined;
  const isExempt = isFullyExempt(years.member, terms, paidOn);
  if (isExempt && terms.reading('R14', paidOn) === 'yes') return undefined;
  const isCarried = terms.reading('R8', paidOn) === 'carried' && dayClass !== 'late';
  if (isCarried && before !== undefined && before.benefitsFrom > january(year)) return before;
  const { fixed, variable, isFloored } = partsOf(years, cover, isExempt);
  if (fixed + variable === 0) return undefined;
  const unit = terms.reading('R7', paidOn).startsWith('days') ? 'days' : terms.value('wait.unit', paidOn);
  const start = dayClass === 'in-window' ? startsOn : anchored(cover);
  const end = (length: number): CivilDate =>
    unit === 'months' ? plusMonths(start, length) : plusDays(start, length);
  const factor = unit === terms.value('wait.unit', paidOn) ? 1 : DAYS_PER_MONTH;
  const removable = terms.reading('R12', paidOn) === 'all' ? fixed + variable : variable;
  const kept = isFloored ? terms.value('wait.floor', paidOn) : 0;
  const most = Math.max(0, Math.min(removable, fixed + variable - kept));
  // No member of the sweep pays for repairs on two days.
  const [repair] = years.member.all('RepairPaid').filter(({ enrolmentYear }) => enrolmentYear === year);
  const repaired = Math.min((repair?.breakYears.length ?? 0) * terms.value('repair.perYear', paidOn), most);
  const whole = end((fixed + variable) * factor);
  const benefitsFrom =
    repair === undefined ? whole : latest(end((fixed + variable - repaired) * factor), repair.paidOn);
  const lengths = { fixed: fixed * factor, variable: variable * factor, repaired: repaired * factor };
  return { lengths, unit, startsOn: start, benefitsFrom };
}

/** What a month of a wait counts as where R7 counts it in days. */
const DAYS_PER_MONTH = 30;

/** The fixed and the variable part, in the pack's own unit, and whether repairs stop at the floor. */
function partsOf(
  years: OwnYears,
  cover: OwnCover,
  isExempt: boolean,
): { readonly fixed: number; readonly variable: number; readonly isFloored: boolean } {
  const { dayClass, paidOn, terms } = cover;
  const missed = years.runBefore(cover);
  const spares = shortGapRules(years.member, terms, cover).find(
    (rule) => (!rule.onlyLate || dayClass === 'late') && (!rule.onlyWithoutBreaks || missed === 0),
  )?.spares;
  const isNotContinuous =
    isInterrupted(years.member, terms, cover) || (missed > 0 && terms.reading('R6', paidOn) === 'yes');
  const hasFixed =
    dayClass === 'extended'
      ? missed > 0 && terms.reading('R15', paidOn) === 'full'
      : dayClass === 'late' || isNotContinuous;
  const hasVariable =
    spares !== 'whole-wait' &&
    !(dayClass === 'extended' && terms.reading('R15', paidOn) === 'none') &&
    !(dayClass === 'in-window' && terms.reading('R6', paidOn) === 'no');
  const counted =
    missed +
    (dayClass === 'late' && terms.reading('R10', paidOn) === 'yes' ? 1 : 0) -
    (terms.reading('R1', paidOn) === 'no' ? 1 : 0);
  return {
    fixed: hasFixed && spares === undefined && !isExempt ? terms.value('wait.fixed', paidOn) : 0,
    variable: hasVariable ? Math.max(0, counted) * terms.value('wait.variablePerYear', paidOn) : 0,
    isFloored: missed >= terms.value('wait.floorFromBreakYears', paidOn) && dayClass !== 'extended',
  };
}

/** By R7 a wait after the window counts from its cover, the day after the payment or the month after it, never before the cover. */
function anchored({ paidOn, startsOn, terms }: OwnCover): CivilDate {
  const anchor = terms.reading('R7', paidOn).split(', ')[1];
  if (anchor === 'next-day') return latest(startsOn, plusDays(paidOn, 1));
  return anchor === 'next-month' ? latest(startsOn, nextMonth(paidOn)) : startsOn;
}
