import { type CivilDate, earlierOf, startOfYear, yearOf } from '../calendar/civil-date.js';
import { fen, type Fen } from '../fen.js';
import { changeDays, coveredOn, type History } from './history.js';
import { type Dated, valueOn } from './balances/series.js';
import { totalLength, type Wait } from './wait/wait.js';
import { noZeroClaimCredit } from './balances/zero-claim-balance.js';

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
 * The intervals of a history by first day, and on one day in this order: lapses, break years, cover, waits, balances and
 * the ceilings struck. The year of `asOf` is still running: unpaid it is a lapse, never yet a break year, and nothing has
 * followed from it.
 */
export function timelineOf(history: History, asOf: CivilDate): readonly Interval[] {
  const intervals = [
    ...lapseIntervals(history, yearOf(asOf)),
    ...breakYearIntervals(history, yearOf(asOf)),
    ...coverIntervals(history),
    ...waitIntervals(history),
    ...balanceIntervals(history, asOf),
    ...ceilingIntervals(history),
  ];
  return intervals.sort((a, b) => (a.from === b.from ? 0 : a.from < b.from ? -1 : 1));
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
  const { breakYears, enrolments, member } = history;
  const late = enrolments
    .filter(({ isExamined, paidClass, year }) => {
      const january = startOfYear(year);
      const wasOwed = paidClass !== 'free' && january >= member.registration.data.liableFrom;
      return isExamined && wasOwed && coveredOn(history, january) === 'none';
    })
    .map(({ cover, year }): Interval => ({ kind: 'lapse', from: startOfYear(year), until: cover.from }));
  const missed = breakYears
    .filter((year) => year <= runningYear)
    .map((year): Interval => ({ kind: 'lapse', from: startOfYear(year), until: startOfYear(year + 1) }));
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
  const intervals: Interval[] = [];
  for (const [wait, { from, coverUntil }] of waits) {
    const until = earlierOf(wait.benefitsFrom, coverUntil);
    // Repairs may have left nothing of it.
    if (from < until) intervals.push({ kind: 'wait', from, until, value: { ...totalLength(wait) } });
  }
  return intervals;
}

/** The balances from each day on which one of them changed; what a year still running would bring is left out. */
function balanceIntervals(history: History, asOf: CivilDate): Interval[] {
  const happened = <V>(series: readonly Dated<V>[]): readonly Dated<V>[] =>
    series.filter(({ on, cause }) => on <= asOf || cause !== 'after-break');
  const series = {
    streak: happened(history.streak),
    continuous: happened(history.continuous),
    zeroClaim: happened(history.zeroClaim),
    penalty: happened(history.penalty),
  };
  const days = [...new Set(Object.values(series).flatMap((each) => each.map(({ on }) => on)))].sort();
  const intervals: { kind: 'balances'; from: CivilDate; until: CivilDate | null; value: Balances }[] = [];
  for (const from of days) {
    const value: Balances = {
      streakYears: valueOn(series.streak, from, 0),
      continuousCreditFen: valueOn<Fen | null>(series.continuous, from, fen(0)),
      zeroClaimCreditFen: valueOn(series.zeroClaim, from, noZeroClaimCredit).fen,
      breakPenaltyFen: valueOn<Fen | null>(series.penalty, from, fen(0)),
    };
    const last = intervals.at(-1);
    if (last !== undefined && JSON.stringify(last.value) === JSON.stringify(value)) continue;
    if (last !== undefined) last.until = from;
    intervals.push({ kind: 'balances', from, until: null, value });
  }
  return intervals;
}

type Balances = Readonly<Record<string, number | null>>;

function ceilingIntervals({ ceilings }: History): Interval[] {
  return ceilings
    .all()
    .map(({ on, year, status, baseFen, raiseAppliedFen, penaltyAppliedFen, effectiveFen }): Interval => ({
      kind: 'ceiling',
      from: on,
      until: startOfYear(year + 1),
      value: { status, baseFen, raiseAppliedFen, penaltyAppliedFen, effectiveFen },
    }));
}
