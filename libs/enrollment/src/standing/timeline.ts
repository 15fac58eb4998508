import { type CivilDate, earlierOf, startOfYear, yearOf } from '../calendar/civil-date.js';
import type { Fen } from '../fen.js';
import { changeDays, coveredOn, type History } from './history.js';
import { valueOn } from './series.js';
import type { Wait } from './wait.js';
import { noZeroClaimCredit } from './zero-claim-credit.js';

/** What an interval of a timeline is about. */
export type IntervalKind = 'cover' | 'lapse' | 'break-year' | 'wait' | 'balances' | 'ceiling';

/** An interval of a member's timeline: from its first day until the first day after it (null: open). */
export interface Interval {
  readonly kind: IntervalKind;
  readonly from: CivilDate;
  readonly until: CivilDate | null;
  readonly value?: string | Readonly<Record<string, number | string | null>>;
}

/**
 * The intervals of a history by first day: cover, lapses, break years, waits, balances and the ceilings struck. The
 * year of `asOf` is still running: unpaid it is a lapse, never yet a break year. The history is derived through the
 * year before it.
 */
export function timelineOf(history: History, asOf: CivilDate): readonly Interval[] {
  const intervals = [
    ...coverIntervals(history),
    ...lapseIntervals(history, yearOf(asOf)),
    ...breakYearIntervals(history, yearOf(asOf)),
    ...waitIntervals(history),
    ...balanceIntervals(history),
    ...ceilingIntervals(history),
  ];
  return intervals.sort((a, b) => (a.from === b.from ? order(a) - order(b) : a.from < b.from ? -1 : 1));
}

function coverIntervals(history: History): Interval[] {
  const intervals: Interval[] = [];
  let open: { from: CivilDate; value: string } | undefined;
  for (const day of changeDays(history)) {
    const scheme = coveredOn(history, day);
    if (open?.value === scheme) continue;
    if (open !== undefined) intervals.push({ kind: 'cover', ...open, until: day });
    open = scheme === 'none' ? undefined : { from: day, value: scheme };
  }
  if (open !== undefined) intervals.push({ kind: 'cover', ...open, until: null });
  return intervals;
}

/** A coverage year that began unpaid: until its cover starts, or the whole year where nothing covers it. */
function lapseIntervals(history: History, runningYear: number): Interval[] {
  const { breakYears, enrolments, member, years } = history;
  const late = enrolments
    .filter(({ cover, isExamined, year, paidClass }) => {
      const january = startOfYear(year);
      const began = cover.from > january && paidClass !== 'free';
      const wasLiable = january >= member.registration.data.liableFrom;
      return isExamined && began && wasLiable && coveredOn(history, january) === 'none';
    })
    .map(({ cover, year }): Interval => ({ kind: 'lapse', from: startOfYear(year), until: cover.from }));
  const isRunning = !breakYears.includes(runningYear) && years.state(runningYear) === 'break';
  const missed = (isRunning ? [...breakYears, runningYear] : breakYears).map((year): Interval => ({
    kind: 'lapse',
    from: startOfYear(year),
    until: startOfYear(year + 1),
  }));
  return [...late, ...missed];
}

function breakYearIntervals({ breakYears }: History, runningYear: number): Interval[] {
  const intervals: { kind: 'break-year'; from: CivilDate; until: CivilDate }[] = [];
  for (const year of breakYears.filter((each) => each < runningYear)) {
    const last = intervals.at(-1);
    if (last?.until === startOfYear(year)) last.until = startOfYear(year + 1);
    else intervals.push({ kind: 'break-year', from: startOfYear(year), until: startOfYear(year + 1) });
  }
  return intervals;
}

/** Each wait once, also where later years carry it on; what is left when cover ends is lost. */
function waitIntervals({ enrolments }: History): Interval[] {
  const waits = new Map<Wait, { from: CivilDate; coverUntil: CivilDate }>();
  for (const { wait, cover } of enrolments) {
    if (wait !== null)
      waits.set(wait, {
        from: waits.get(wait)?.from ?? wait.startsOn ?? cover.from,
        coverUntil: cover.until,
      });
  }
  return [...waits]
    .map(([{ benefitsFrom, totalMonths }, { from, coverUntil }]): Interval => {
      return { kind: 'wait', from, until: earlierOf(benefitsFrom, coverUntil), value: { totalMonths } };
    })
    .filter(({ from, until }) => until !== null && from < until);
}

/** The balances from each day on which one of them changed. */
function balanceIntervals(history: History): Interval[] {
  const series = [history.streak, history.continuous, history.zeroClaim, history.penalty];
  const days = [...new Set(series.flatMap((each) => each.map(({ on }) => on)))].sort();
  const intervals: { kind: 'balances'; from: CivilDate; until: CivilDate | null; value: Balances }[] = [];
  for (const from of days) {
    const value = balancesOn(history, from);
    const last = intervals.at(-1);
    if (last !== undefined && JSON.stringify(last.value) === JSON.stringify(value)) continue;
    if (last !== undefined) last.until = from;
    intervals.push({ kind: 'balances', from, until: null, value });
  }
  return intervals;
}

type Balances = Readonly<Record<string, number | null>>;

function balancesOn(history: History, day: CivilDate): Balances {
  return {
    streakYears: valueOn(history.streak, day, 0),
    continuousCreditFen: valueOn(history.continuous, day, 0 as Fen),
    zeroClaimCreditFen: valueOn(history.zeroClaim, day, noZeroClaimCredit).fen,
    breakPenaltyFen: valueOn(history.penalty, day, 0 as Fen),
  };
}

function ceilingIntervals({ ceilings }: History): Interval[] {
  return ceilings.map(
    ({ on, year, status, baseFen, raiseAppliedFen, penaltyAppliedFen, effectiveFen }): Interval => ({
      kind: 'ceiling',
      from: on,
      until: startOfYear(year + 1),
      value: { status, baseFen, raiseAppliedFen, penaltyAppliedFen, effectiveFen },
    }),
  );
}

function order(interval: Interval): number {
  const kinds: readonly IntervalKind[] = ['lapse', 'break-year', 'cover', 'wait', 'balances', 'ceiling'];
  return kinds.indexOf(interval.kind);
}
