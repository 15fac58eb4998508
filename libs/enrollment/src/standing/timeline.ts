import { type CivilDate, earlierOf, startOfYear } from '../calendar/civil-date.js';
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

/** The intervals of a history by first day: cover, lapses, break years, waits, balances and the ceilings struck. */
export function timelineOf(history: History): readonly Interval[] {
  const intervals = [
    ...coverIntervals(history),
    ...lapseIntervals(history),
    ...breakYearIntervals(history),
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

/** A coverage year that began unpaid: until its cover starts, or the whole year where it was missed. */
function lapseIntervals(history: History): Interval[] {
  const late = history.enrolments
    .filter(({ cover, isExamined, year, paidClass }) => {
      const january = startOfYear(year);
      const began = cover.from > january && paidClass !== 'free';
      return (
        isExamined &&
        began &&
        january >= history.member.registration.data.liableFrom &&
        coveredOn(history, january) === 'none'
      );
    })
    .map(({ cover, year }): Interval => ({ kind: 'lapse', from: startOfYear(year), until: cover.from }));
  const missed = history.breakYears.map((year): Interval => ({
    kind: 'lapse',
    from: startOfYear(year),
    until: startOfYear(year + 1),
  }));
  return [...late, ...missed];
}

function breakYearIntervals({ breakYears }: History): Interval[] {
  const intervals: { kind: 'break-year'; from: CivilDate; until: CivilDate }[] = [];
  for (const year of breakYears) {
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

function balanceIntervals(history: History): Interval[] {
  const days = new Set(
    [...history.streak, ...history.continuous, ...history.zeroClaim, ...history.penalty].map(({ on }) => on),
  );
  const sorted = [...days].sort();
  return sorted.map((from, index): Interval => ({
    kind: 'balances',
    from,
    until: sorted[index + 1] ?? null,
    value: {
      streakYears: valueOn(history.streak, from, 0),
      continuousCreditFen: valueOn(history.continuous, from, 0 as Fen),
      zeroClaimCreditFen: valueOn(history.zeroClaim, from, noZeroClaimCredit).fen,
      breakPenaltyFen: valueOn(history.penalty, from, 0 as Fen),
    },
  }));
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
