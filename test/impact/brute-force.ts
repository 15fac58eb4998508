import {
  absentRecordsBehind,
  addDays,
  type CivilDate,
  civilDate,
  derive,
  type Fact,
  FACT_FIELDS,
  type History,
  type PolicyBook,
  pooledFundOn,
  standingOn,
  yearOf,
} from '#libs/enrollment';
import type { EventStore, RecordedEvent } from '#libs/event-store';
import type { ImpactBucket, ImpactMember, Watermark } from '#libs/ledger';

/** The first day that the oracle looks at: before it nothing can be answered otherwise. */
const FIRST_DAY = civilDate('2023-12-01');

/** One side as the oracle has it: a position, a book of its own making, what the sources declare. */
export interface BruteSide {
  readonly position: number;
  readonly book: PolicyBook;
  readonly watermarks: readonly Watermark[];
}

/** What the oracle compares. */
export interface BruteQuestion {
  readonly a: BruteSide;
  readonly b: BruteSide;
  readonly throughYear: number;
  readonly region: string | null;
  /** The days to look at, by member; null: all. */
  readonly daysOf: ((member: string) => readonly CivilDate[]) | null;
}

/** What the oracle says of a member: of a row, that by which it can be told. */
export type BruteRow = Pick<
  ImpactMember,
  'member' | 'buckets' | 'affected' | 'payableGainedDays' | 'payableLostDays' | 'ceilingFen'
>;

interface Day {
  readonly payable: boolean | null;
  readonly waitDays: number | null;
  readonly status: string;
  readonly effectiveFen: number | null;
  readonly text: string;
}

const nobody: Day = {
  payable: false,
  waitDays: null,
  status: 'not-struck',
  effectiveFen: null,
  text: '[false,["not-covered"],null,0,0,0,0,null]',
};

/**
 * Everyone, day by day: the answers of both sides on each single day, without intervals, threads or shortcuts. It reads
 * the whole log and knows nothing of how a run goes about it.
 */
export async function bruteForce(store: EventStore, question: BruteQuestion): Promise<readonly BruteRow[]> {
  const members = new Map<string, RecordedEvent[]>();
  for await (const event of store.readAll({ after: 0 })) {
    if (!Object.hasOwn(FACT_FIELDS, event.type)) continue;
    const member = event.stream.slice('member-'.length);
    members.set(member, [...(members.get(member) ?? []), event]);
  }
  return [...members]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([member, events]) => rowOf(member, events, question) ?? []);
}

function rowOf(member: string, all: readonly RecordedEvent[], question: BruteQuestion): BruteRow | undefined {
  const { a, b, throughYear, region, daysOf } = question;
  const events = all.filter(({ position }) => position <= Math.max(a.position, b.position));
  if (region !== null && !JSON.stringify(events.map(({ data }) => data)).includes(`"${region}"`))
    return undefined;
  const before = answersOf(events, a, throughYear);
  const after = answersOf(events, b, throughYear);
  const buckets = new Set<ImpactBucket>();
  const ceilings = new Map<number, { a?: number; b?: number }>();
  let [first, last]: [CivilDate | undefined, CivilDate | undefined] = [undefined, undefined];
  let [payableGainedDays, payableLostDays] = [0, 0];
  for (const day of daysOf?.(member) ?? everyDay(throughYear)) {
    const [old, young] = [before(day), after(day)];
    const year = ceilings.get(yearOf(day)) ?? {};
    if (old.effectiveFen !== null) year.a ??= old.effectiveFen;
    if (young.effectiveFen !== null) year.b ??= young.effectiveFen;
    ceilings.set(yearOf(day), year);
    if (old.text === young.text) continue;
    first ??= day;
    last = day;
    if (old.payable === false && young.payable === true) payableGainedDays += 1;
    if (old.payable === true && young.payable === false) payableLostDays += 1;
    if (old.waitDays !== null && young.waitDays !== null && old.waitDays !== young.waitDays)
      buckets.add(old.waitDays < young.waitDays ? 'wait-up' : 'wait-down');
    if ((old.payable === null) !== (young.payable === null)) buckets.add('indeterminate');
    if ((old.status === 'indeterminate') !== (young.status === 'indeterminate')) buckets.add('indeterminate');
  }
  if (first === undefined || last === undefined) return undefined;
  const rises = [...ceilings.values()].map((year) => (year.b ?? year.a ?? 0) - (year.a ?? year.b ?? 0));
  if (payableGainedDays > 0) buckets.add('payable-gained');
  if (payableLostDays > 0) buckets.add('payable-lost');
  if (rises.some((rise) => rise > 0)) buckets.add('ceiling-up');
  if (rises.some((rise) => rise < 0)) buckets.add('ceiling-down');
  if (buckets.size === 0) buckets.add('reason-only');
  return {
    member,
    buckets: [...buckets].sort(),
    affected: { from: first, until: addDays(last, 1) },
    payableGainedDays,
    payableLostDays,
    ceilingFen: rises.reduce((sum, rise) => sum + rise, 0),
  };
}

function* everyDay(throughYear: number): Generator<CivilDate> {
  for (let day = FIRST_DAY; yearOf(day) <= throughYear; day = addDays(day, 1)) yield day;
}

function answersOf(
  events: readonly RecordedEvent[],
  { position, book, watermarks }: BruteSide,
  throughYear: number,
): (day: CivilDate) => Day {
  const known = events.filter((event) => event.position <= position);
  const facts = known.map(({ id, type, data, recordedAt }) => ({ id, type, data, recordedAt }) as Fact);
  const history = facts.length === 0 ? undefined : derive(facts, book, { throughYear });
  if (history === undefined) return () => nobody;
  return (day) => dayOf(history, day, watermarks);
}

function dayOf(history: History, day: CivilDate, watermarks: readonly Watermark[]): Day {
  const { region, streakYears, ceiling } = standingOn(history, day);
  const isKnown = absentRecordsBehind(history, day).every(({ kind, neededThrough }) =>
    watermarks.every(
      (each) => each.region !== region || each.kind !== kind || each.completeThrough >= neededThrough,
    ),
  );
  const { payable, reasons } = isKnown ? pooledFundOn(history, day) : { payable: null, reasons: [] };
  const enrolment = history.enrolments.find(({ year }) => year === yearOf(day));
  const wait = enrolment?.wait ?? null;
  const startsOn = wait?.startsOn ?? enrolment?.cover.from ?? day;
  const length = wait === null ? 0 : (Date.parse(wait.benefitsFrom) - Date.parse(startsOn)) / 86_400_000;
  const shown = wait === null ? null : [wait.unit, wait.total, wait.benefitsFrom];
  const { continuousCreditFen, zeroClaimCreditFen, breakPenaltyFen, status, effectiveFen, ...struck } =
    ceiling;
  const balances = [streakYears, continuousCreditFen, zeroClaimCreditFen, breakPenaltyFen];
  const rest = status === 'not-struck' ? null : [status, effectiveFen, struck];
  return {
    payable,
    waitDays: enrolment === undefined ? null : Math.max(0, length),
    status,
    effectiveFen,
    text: JSON.stringify([payable, reasons, shown, ...balances, rest]),
  };
}
