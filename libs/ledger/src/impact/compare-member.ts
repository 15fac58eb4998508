import {
  balancesOn,
  type CivilDate,
  nextDay,
  pooledFundOn,
  type Standing,
  standingOfNobody,
  totalLength,
  yearOf,
} from '#libs/enrollment';
import { daysBetween } from '../china-time.js';
import { nobody } from '../facts/consequences.js';
import type { ConsequenceValues } from '../facts/recorded-fact.js';
import { answerDays, type Knowledge } from '../feed/changed-answers.js';
import { isDetermined } from '../watermarks/completeness.js';
import { IMPACT_BUCKETS, type ImpactBucket, type ImpactMember } from './impact-answers.js';

/** An answer that was served: about which day, and to whom. */
export interface ServedDay {
  readonly on: CivilDate;
  readonly actor: string;
}

/** A member known twice. */
export interface MemberComparison {
  readonly member: string;
  /** Undefined: no registration counts. */
  readonly before: Knowledge | undefined;
  readonly after: Knowledge | undefined;
  /** The first day that is not compared. */
  readonly until: CivilDate;
  readonly served: readonly ServedDay[];
  /** True: only the days that answers were served about. */
  readonly servedDaysOnly: boolean;
}

/** What differs about a member, and what only the sums of a run show. */
export interface MemberImpact {
  readonly row: ImpactMember;
  /** The coverage years whose ceiling is known on both sides and differs: by how much it rises. */
  readonly ceilings: readonly { readonly coverageYear: number; readonly riseFen: number }[];
  readonly ceilingsGained: number;
  readonly ceilingsLost: number;
  readonly claimsOnLostDays: number;
  /** Whom the answers about days that differ were served to, one entry for each answer. */
  readonly servedTo: readonly string[];
}

/** Everything that is compared about a day. */
interface DayAnswers {
  readonly region: string | null;
  /** Null: a source that the answer rests on has not come far enough. */
  readonly payable: boolean | null;
  readonly reasons: ConsequenceValues['pooledFund']['reasons'];
  /** Of the enrolment for the year of the day, in days from its start; null: there is no enrolment. */
  readonly wait: { readonly days: number; readonly shown: ConsequenceValues['waiting'] } | null;
  readonly streakYears: number;
  readonly ceiling: Standing['ceiling'];
}

/** Days that are answered alike on each side; they lie in one year. */
interface Segment {
  readonly from: CivilDate;
  readonly until: CivilDate;
  readonly before: DayAnswers;
  readonly after: DayAnswers;
}

const unregistered: DayAnswers = {
  region: null,
  payable: false,
  reasons: nobody.pooledFund.reasons,
  wait: null,
  streakYears: 0,
  ceiling: standingOfNobody('').ceiling,
};

/**
 * What differs about a member between two states of knowledge and policy, over all days before `until`; undefined where
 * nothing does. Answers are intervals, so only the days on which one of them may begin are looked at.
 */
export function compareMember(comparison: MemberComparison): MemberImpact | undefined {
  const { member, before, served } = comparison;
  const segments = segmentsOf(comparison);
  const differing = segments.filter(differs);
  const [first] = differing;
  const last = differing.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const gained = differing.filter((each) => each.before.payable === false && each.after.payable === true);
  const lost = differing.filter((each) => each.before.payable === true && each.after.payable === false);
  const waits = differing.filter((each) => waitGrowth(each) !== 0);
  const ceilings = ceilingYears(segments);
  const rises = ceilings.flatMap(({ coverageYear, beforeFen, afterFen }) =>
    beforeFen !== null && afterFen !== null && beforeFen !== afterFen
      ? [{ coverageYear, beforeFen, afterFen, riseFen: afterFen - beforeFen }]
      : [],
  );
  const paid = claimsIn(before, lost);
  const superseded = served.filter(({ on }) => differing.some((each) => each.from <= on && on < each.until));
  const buckets: Readonly<Record<ImpactBucket, boolean>> = {
    'payable-gained': gained.length > 0,
    'payable-lost': lost.length > 0,
    'wait-up': waits.some((each) => waitGrowth(each) > 0),
    'wait-down': waits.some((each) => waitGrowth(each) < 0),
    'ceiling-up': rises.some(({ riseFen }) => riseFen > 0),
    'ceiling-down': rises.some(({ riseFen }) => riseFen < 0),
    indeterminate: differing.some(isIndeterminate),
    'reason-only': false,
  };
  const named = IMPACT_BUCKETS.filter((bucket) => buckets[bucket]);
  const [rise] = rises;
  return {
    row: {
      member,
      region: last.after.region ?? last.before.region ?? '',
      buckets: named.length === 0 ? ['reason-only'] : named,
      affected: { from: first.from, until: last.until },
      payableGainedDays: daysIn(gained),
      payableLostDays: daysIn(lost),
      waiting: firstWait(waits),
      ceiling: rise === undefined ? null : withoutRise(rise),
      ceilingFen: rises.reduce((sum, { riseFen }) => sum + riseFen, 0),
      paidOnLostDaysFen: paid.reduce((sum, fen) => sum + fen, 0),
      decisions: superseded.length,
    },
    ceilings: rises.map(({ coverageYear, riseFen }) => ({ coverageYear, riseFen })),
    ceilingsGained: ceilings.filter(({ beforeFen }) => beforeFen === null).length,
    ceilingsLost: ceilings.filter(({ afterFen }) => afterFen === null).length,
    claimsOnLostDays: paid.length,
    servedTo: superseded.map(({ actor }) => actor),
  };
}

function segmentsOf(comparison: MemberComparison): readonly Segment[] {
  const { before, after } = comparison;
  return rangesOf(comparison).map((range) => ({
    ...range,
    before: answersOn(before, range.from),
    after: answersOn(after, range.from),
  }));
}

/** The days to look at, each with the first day that is not answered like it. */
function rangesOf({
  before,
  after,
  until,
  served,
  servedDaysOnly,
}: MemberComparison): readonly { readonly from: CivilDate; readonly until: CivilDate }[] {
  if (servedDaysOnly) {
    const asked = [...new Set(served.map(({ on }) => on))].filter((on) => on < until).sort();
    return asked.map((from) => ({ from, until: nextDay(from) }));
  }
  const days = [...new Set([...answerDays(before), ...answerDays(after)])]
    .filter((day) => day < until)
    .sort();
  return days.map((from, index) => ({ from, until: days[index + 1] ?? until }));
}

function answersOn(knowledge: Knowledge | undefined, day: CivilDate): DayAnswers {
  if (knowledge === undefined) return unregistered;
  const { history } = knowledge;
  const { region, streakYears, ceiling } = balancesOn(history, day);
  const enrolment = history.enrolments.find(({ year }) => year === yearOf(day));
  const { payable, reasons } = pooledFundOn(history, day);
  const isKnown = !knowledge.isDeclared(region) || isDetermined(history, day, knowledge.sourcesOf(region));
  return {
    region,
    payable: isKnown ? payable : null,
    reasons: isKnown ? reasons : [],
    wait: enrolment === undefined ? null : waitOf(enrolment),
    streakYears,
    ceiling,
  };
}

type Enrolment = Knowledge['history']['enrolments'][number];

function waitOf({ wait, cover }: Enrolment): NonNullable<DayAnswers['wait']> {
  if (wait === null) return { days: 0, shown: null };
  const { benefitsFrom, startsOn } = wait;
  const days = Math.max(0, daysBetween({ from: startsOn ?? cover.from, to: benefitsFrom }));
  return { days, shown: { ...totalLength(wait), benefitsFrom } };
}

function differs({ before, after }: Segment): boolean {
  return comparedOf(before) !== comparedOf(after);
}

/** Of what is compared, that by which two days differ: a region that answers alike is no other answer. */
function comparedOf({ payable, reasons, wait, streakYears, ceiling }: DayAnswers): string {
  return JSON.stringify([payable, reasons, wait?.shown ?? null, streakYears, ceiling]);
}

function isIndeterminate({ before, after }: Segment): boolean {
  const isOfUnknown = (before.payable === null) !== (after.payable === null);
  const isOfBase = (before.ceiling.status === 'indeterminate') !== (after.ceiling.status === 'indeterminate');
  return isOfUnknown || isOfBase;
}

/** By how many days a wait grows; 0 also where a side is not enrolled for the year. */
function waitGrowth({ before, after }: Segment): number {
  return before.wait === null || after.wait === null ? 0 : after.wait.days - before.wait.days;
}

function firstWait([segment]: readonly Segment[]): ImpactMember['waiting'] {
  if (segment === undefined) return null;
  const { from, before, after } = segment;
  return { coverageYear: yearOf(from), before: before.wait?.shown ?? null, after: after.wait?.shown ?? null };
}

interface CeilingYear {
  readonly coverageYear: number;
  /** Null: that side has no known ceiling on any of the days compared. */
  readonly beforeFen: number | null;
  readonly afterFen: number | null;
}

/** The ceiling of each year that a side knows; it is struck once a year, on the start of the year. */
function ceilingYears(segments: readonly Segment[]): readonly CeilingYear[] {
  const years = new Map<number, CeilingYear>();
  for (const { from, before, after } of segments) {
    const [beforeFen, afterFen] = [before.ceiling.effectiveFen, after.ceiling.effectiveFen];
    if (beforeFen === null && afterFen === null) continue;
    const coverageYear = yearOf(from);
    const known = years.get(coverageYear);
    years.set(coverageYear, {
      coverageYear,
      beforeFen: known?.beforeFen ?? beforeFen,
      afterFen: known?.afterFen ?? afterFen,
    });
  }
  return [...years.values()];
}

function withoutRise({
  coverageYear,
  beforeFen,
  afterFen,
}: {
  readonly coverageYear: number;
  readonly beforeFen: number;
  readonly afterFen: number;
}): NonNullable<ImpactMember['ceiling']> {
  return { coverageYear, beforeFen, afterFen };
}

/** What the pooled fund has paid for resident services on some days, claim by claim. */
function claimsIn(knowledge: Knowledge | undefined, segments: readonly Segment[]): readonly number[] {
  const claims = knowledge?.history.member.claims ?? [];
  return claims.flatMap(({ data: { servedOn, scheme, pooledFundFen } }) => {
    const isLost = segments.some(({ from, until }) => from <= servedOn && servedOn < until);
    return isLost && (scheme ?? 'resident') === 'resident' ? [pooledFundFen] : [];
  });
}

function daysIn(segments: readonly Segment[]): number {
  return segments.reduce((sum, { from, until: to }) => sum + daysBetween({ from, to }), 0);
}
