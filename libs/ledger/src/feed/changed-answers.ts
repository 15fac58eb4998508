import {
  addDays,
  changeDays,
  type CivilDate,
  type History,
  type NotPayableReason,
  regionOn,
} from '#libs/enrollment';
import type { ChangedAnswer } from '#libs/projections';
import { answersOn, CONSEQUENCE_FIELDS, isSame, nobody } from '../facts/consequences.js';
import type { ConsequenceField, ConsequenceValues } from '../facts/recorded-fact.js';
import {
  completeThrough,
  HORIZON_DAYS,
  isDetermined,
  knownnessDays,
  type KnownSources,
} from '../watermarks/completeness.js';

/** What is known of a member at one moment: its history, and how far the sources of each region have come. */
export interface Knowledge {
  readonly history: History;
  readonly sourcesOf: (region: string) => KnownSources;
  /** False where no source of the region has declared anything: nothing then ends with a source. */
  readonly isDeclared: (region: string) => boolean;
}

/** The figures that the feed tells; `payable` null: a source that the answer rests on has not come far enough. */
export type AnswerValues = Omit<ConsequenceValues, 'pooledFund'> & {
  readonly pooledFund: {
    readonly payable: boolean | null;
    readonly reasons: readonly NotPayableReason[];
  };
};

/** A figure that changed, as the feed keeps it: days from the first until the first day after (null: open). */
export interface AnswerChange {
  readonly affectedServiceDates: { readonly from: CivilDate; readonly until: CivilDate | null };
  readonly field: ConsequenceField;
  readonly before: AnswerValues[ConsequenceField];
  readonly after: AnswerValues[ConsequenceField];
}

/** Days that are answered alike, on one side of a change. */
interface Side {
  readonly region: string;
  readonly values: AnswerValues;
}

/** The side of somebody of whom no registration counts. */
interface Unregistered {
  readonly region: null;
  readonly values: AnswerValues;
}

interface Segment {
  readonly from: CivilDate;
  readonly until: CivilDate | null;
  readonly before: Side | Unregistered;
  readonly after: Side | Unregistered;
}

const unregistered: Unregistered = { region: null, values: nobody };

/**
 * The longest ranges of days, within one region before and one after, on which a figure is another one than it was, or is
 * given by another region: that is news to whoever sees only one of the two. Undefined: no registration counts. The order
 * never varies: by figure, then by day.
 *
 * @param about only the ranges that have this day
 */
export function changedAnswers(
  before: Answers | undefined,
  after: Answers | undefined,
  about?: CivilDate,
): readonly ChangedAnswer[] {
  const days = [...new Set([...(before?.days ?? []), ...(after?.days ?? [])])].sort();
  const segments = days.map((from, index): Segment => ({
    from,
    until: days[index + 1] ?? null,
    before: before?.on(from) ?? unregistered,
    after: after?.on(from) ?? unregistered,
  }));
  return CONSEQUENCE_FIELDS.flatMap((field) => changesOf(field, segments, about));
}

function changesOf(
  field: ConsequenceField,
  segments: readonly Segment[],
  about: CivilDate | undefined,
): readonly ChangedAnswer[] {
  const changes: { until: CivilDate | null; readonly first: Segment }[] = [];
  for (const segment of segments) {
    const last = changes.at(-1);
    if (isUnchanged(field, segment)) continue;
    if (last?.until === segment.from && isAlike(field, last.first, segment)) last.until = segment.until;
    else changes.push({ until: segment.until, first: segment });
  }
  const shown = changes.filter(
    ({ until, first }) => about === undefined || (first.from <= about && (until === null || about < until)),
  );
  return shown.map(({ until, first }) => {
    const change = {
      affectedServiceDates: { from: first.from, until },
      field,
      before: first.before.values[field],
      after: first.after.values[field],
    };
    const text = JSON.stringify(change satisfies AnswerChange);
    return { regionBefore: first.before.region, regionAfter: first.after.region, change: text };
  });
}

/** The same figure is no news, unless another region gives it now; a figure as if nobody were there is none at all. */
function isUnchanged(field: ConsequenceField, { before, after }: Segment): boolean {
  if (!isSame(before.values[field], after.values[field])) return false;
  const isOfOneRegion = before.region === null || after.region === null || before.region === after.region;
  return isOfOneRegion || isSame(after.values[field], nobody[field]);
}

function isAlike(field: ConsequenceField, a: Segment, b: Segment): boolean {
  return (
    a.before.region === b.before.region &&
    a.after.region === b.after.region &&
    isSame(a.before.values[field], b.before.values[field]) &&
    isSame(a.after.values[field], b.after.values[field])
  );
}

/**
 * What is answered about a member at one moment, day by day. Each day is looked at once: what a fact leads to is where the
 * next fact of the same member begins.
 */
export class Answers {
  private readonly sides = new Map<CivilDate, Side>();
  private named: readonly CivilDate[] | undefined;

  /** @param changes the days of `changeDays` of the history */
  constructor(
    private readonly knowledge: Knowledge,
    private readonly changes: readonly CivilDate[],
  ) {}

  /** The days on which an answer may become another one, ascending. */
  get days(): readonly CivilDate[] {
    return (this.named ??= answerDays(this.knowledge, this.changes));
  }

  /** The answers on a day, and the region that gives them. */
  on(day: CivilDate): Side {
    const known = this.sides.get(day);
    if (known !== undefined) return known;
    const side = sideOn(this.knowledge, day);
    this.sides.set(day, side);
    return side;
  }
}

function sideOn({ history, isDeclared, sourcesOf }: Knowledge, day: CivilDate): Side {
  const { region, values } = answersOn(history, day);
  if (!isDeclared(region) || isDetermined(history, day, sourcesOf(region))) return { region, values };
  return { region, values: { ...values, pooledFund: { payable: null, reasons: [] } } };
}

/**
 * The days on which an answer may become another one: those of the history, and those on which sources end; none where no
 * registration counts.
 */
export function answerDays(
  knowledge: Knowledge | undefined,
  changes: readonly CivilDate[] = knowledge === undefined ? [] : changeDays(knowledge.history),
): readonly CivilDate[] {
  if (knowledge === undefined) return [];
  const { history, sourcesOf, isDeclared } = knowledge;
  const days = [...changes];
  const [first] = days;
  if (first !== undefined) {
    // Sources may have ended before anything of the member changes.
    const complete = completeThrough(sourcesOf(regionOn(history.member, first)));
    if (complete !== null && complete < first) days.unshift(complete);
  }
  return days.flatMap((from, index) => {
    const region = regionOn(history.member, from);
    if (!isDeclared(region)) return [from];
    const until = days[index + 1] ?? addDays(from, HORIZON_DAYS);
    return [from, ...knownnessDays(history, { from, until }, sourcesOf(region))];
  });
}
