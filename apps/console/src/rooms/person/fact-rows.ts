import type { FactType } from '#libs/enrollment';
import type { MemberEvent } from '#libs/ledger/pure';
import { calendarChanges, changesOfFact } from '../../derivation/changes.js';
import { consequenceLine, dayChangeLine, factLine, type Speaker } from '../../words/facts.js';
import type { MemberData } from '../member/member-data.js';

/** What the table can be narrowed to. */
export const FILTERS = [
  'all',
  'payments',
  'lapses',
  'repairs',
  'claims',
  'transfers',
  'corrections',
] as const;
export type Filter = (typeof FILTERS)[number];

/** Which dates order the rows; the newest is on top. */
export type Order = 'effective' | 'recorded';

/** A fact, or a day that changed something by itself. */
export interface FactRow {
  readonly key: string;
  readonly on: string;
  /** The fact; null: the calendar alone. */
  readonly event: MemberEvent | null;
  /** It became known after the moment asked about: the answers do not rest on it. */
  readonly isLater: boolean;
  readonly what: string;
  /** What it did to the answers, a line each; none: nothing. */
  readonly changes: readonly string[];
  readonly filter: Filter | null;
}

const FILTER_OF: Readonly<Record<FactType, Filter | null>> = {
  MemberRegistered: null,
  SpecialStatusGranted: null,
  SpecialStatusEnded: null,
  PremiumPaid: 'payments',
  PremiumRefunded: 'payments',
  CoverageLapsed: 'lapses',
  LapseRescinded: 'lapses',
  RepairPaid: 'repairs',
  RepairRefunded: 'repairs',
  ClaimSettled: 'claims',
  ClaimReversed: 'claims',
  SchemeTransferred: 'transfers',
  RegionTransferred: 'transfers',
  MemberDeceased: null,
  OpeningBalanceDeclared: null,
  FactCorrected: 'corrections',
};

/** The rows of a member: every fact, also those known later, and every day that changed something by the calendar alone. */
export function factRows(
  { source, local }: MemberData,
  speaker: Speaker,
  calendarWord: string,
): readonly FactRow[] {
  const facts = source.events.map((event): FactRow => ({
    key: event.id,
    on: event.effectiveOn,
    event,
    isLater: event.position > local.question.position,
    what: factLine(event, speaker),
    changes: changesOfFact(source, event).map((change) => consequenceLine(change, speaker)),
    filter: FILTER_OF[event.type],
  }));
  const days = calendarChanges(local).map(({ on, changes }): FactRow => ({
    key: `day ${on}`,
    on,
    event: null,
    isLater: false,
    what: calendarWord,
    changes: changes.map((change) => dayChangeLine(change, speaker)),
    filter: null,
  }));
  return [...facts, ...days];
}

/** Narrows and orders rows; a day of the calendar has its own day for both clocks. */
export function shownRows(
  rows: readonly FactRow[],
  {
    filter,
    order,
    onlyChanges,
  }: { readonly filter: Filter; readonly order: Order; readonly onlyChanges: boolean },
): readonly FactRow[] {
  const clock = ({ on, event }: FactRow): string =>
    order === 'effective' || event === null ? on : event.recordedAt.slice(0, 10);
  return rows
    .filter((row) => filter === 'all' || row.filter === filter)
    .filter(({ changes }) => !onlyChanges || changes.length > 0)
    .sort((a, b) => {
      if (clock(a) !== clock(b)) return clock(a) < clock(b) ? 1 : -1;
      return (b.event?.position ?? 0) - (a.event?.position ?? 0);
    });
}
