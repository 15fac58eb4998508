import {
  absenceDays,
  absentRecordsBehind,
  addDays,
  type AbsentRecords,
  type CivilDate,
  type DaysAlike,
  earlierOf,
  type Fact,
  type FactType,
  type History,
  nextDay,
  RECORD_KINDS,
  type RecordKind,
} from '#libs/enrollment';
import type { EventMetadata } from '#libs/event-store';
import { daysBetween } from '../china-time.js';
import type { SourceCompleteness, Undetermined, Watermark } from './watermark-answers.js';

/** What is known of the sources of a region when a question is asked. */
export interface KnownSources {
  /** The watermarks declared for a kind. */
  declared(kind: RecordKind): readonly Pick<Watermark, 'source' | 'completeThrough'>[];
  /** The sources that have told facts of a kind about the member, whether or not they declare anything. */
  told(kind: RecordKind): readonly string[];
}

/** How far the sources have come, and those that have not come far enough. */
export interface Completeness {
  readonly completeness: readonly SourceCompleteness[];
  readonly undetermined: readonly Extract<Undetermined, { readonly source: string }>[];
}

/**
 * Sets the absences that an answer rests on beside what the sources declare. Where none declares a kind, the sources that
 * told of the member are listed as undeclared: they count as complete.
 */
export function completenessOf(absent: readonly AbsentRecords[], sources: KnownSources): Completeness {
  const completeness = absent.flatMap(({ kind, neededThrough }): SourceCompleteness[] => {
    const declared = sources.declared(kind);
    if (declared.length === 0) {
      const told = sources.told(kind);
      return told.map((source) => ({
        source,
        kind,
        status: 'undeclared',
        completeThrough: null,
        neededThrough,
      }));
    }
    return declared.map(({ source, completeThrough }) => ({
      source,
      kind,
      status: completeThrough >= neededThrough ? 'complete' : 'incomplete',
      completeThrough,
      neededThrough,
    }));
  });
  const undetermined = completeness.flatMap(({ source, kind, status, completeThrough, neededThrough }) =>
    status === 'incomplete' && completeThrough !== null
      ? [{ source, kind, completeThrough, neededThrough }]
      : [],
  );
  return { completeness, undetermined };
}

/** Nobody asks further ahead: an answer that rests on declared sources is open-ended no longer than this, in days. */
export const HORIZON_DAYS = 4_096;

/**
 * The days around `on` for which the same is known: of the days answered alike, those between the last day before and the
 * first day after that rest on a source that has not come so far. Where `on` itself does, it is that one day.
 */
export function knownDays(
  history: History,
  on: CivilDate,
  alike: DaysAlike,
  sources: KnownSources,
): DaysAlike {
  const complete = completeThrough(sources);
  if (complete === null) return alike;
  if (!isDetermined(history, on, sources)) return { from: on, until: nextDay(on) };
  const first = earlierOf(on, alike.from ?? complete);
  const before = knownnessDays(history, { from: first, until: nextDay(on) }, sources);
  const horizon = addDays(on, HORIZON_DAYS);
  const end = alike.until === null || alike.until > horizon ? horizon : alike.until;
  const [unknown] = knownnessDays(history, { from: on, until: end }, sources);
  const rests = absentRecordsBehind(history, on).some(({ kind }) => sources.declared(kind).length > 0);
  return { from: before.at(-1) ?? alike.from, until: unknown ?? (rests ? end : alike.until) };
}

/**
 * The last day up to which every declared source is complete; null where none is declared. What an answer rests on is never
 * later than the day it is about, so that up to this day every answer is determined.
 */
export function completeThrough(sources: KnownSources): CivilDate | null {
  const declared = RECORD_KINDS.flatMap((kind) => sources.declared(kind));
  return declared.map(({ completeThrough: day }) => day).sort()[0] ?? null;
}

/**
 * The days within a range of days that are answered alike, its ends left out, from which it is known otherwise than on the
 * day before whether the answer is determined.
 */
export function knownnessDays(
  history: History,
  { from, until }: { readonly from: CivilDate; readonly until: CivilDate },
  sources: KnownSources,
): readonly CivilDate[] {
  const starts = [from, ...absenceDays(history, { from, until })];
  const days: CivilDate[] = [];
  let isKnown = isDetermined(history, from, sources);
  for (const [index, start] of starts.entries()) {
    const unknown = firstUndetermined(history, { from: start, until: starts[index + 1] ?? until }, sources);
    if ((unknown !== start) !== isKnown) days.push(start);
    if (unknown !== null && unknown !== start) days.push(unknown);
    isKnown = unknown === null;
  }
  return days;
}

/** The first day of a range whose answer is not determined, where what a day rests on only grows with the day. */
function firstUndetermined(
  history: History,
  { from, until }: { readonly from: CivilDate; readonly until: CivilDate },
  sources: KnownSources,
): CivilDate | null {
  const isKnown = (days: number): boolean => isDetermined(history, addDays(from, days), sources);
  if (!isKnown(0)) return from;
  let [known, unknown] = [0, daysBetween({ from, to: until })];
  if (isKnown(unknown - 1)) return null;
  unknown -= 1;
  while (unknown - known > 1) {
    const middle = Math.floor((known + unknown) / 2);
    if (isKnown(middle)) known = middle;
    else unknown = middle;
  }
  return addDays(from, unknown);
}

/** True where the answer of a day rests on no absence that a source may still fill. */
export function isDetermined(history: History, day: CivilDate, sources: KnownSources): boolean {
  return completenessOf(absentRecordsBehind(history, day), sources).undetermined.length === 0;
}

/** The kind of records that a fact is one of; facts that undo others, registrations and what is taken over are of none. */
const KIND_OF: Readonly<Partial<Record<FactType, RecordKind>>> = {
  PremiumPaid: 'premiums',
  RepairPaid: 'repairs',
  ClaimSettled: 'claims',
  SchemeTransferred: 'transfers',
  SpecialStatusGranted: 'statuses',
  SpecialStatusEnded: 'statuses',
  MemberDeceased: 'deaths',
};

/** A fact and the system that told it. */
export interface ToldFact {
  readonly fact: Pick<Fact, 'type'>;
  readonly metadata: Pick<EventMetadata, 'source'>;
}

/** The sources that told a member's facts of a kind, by name. */
export function sourcesOf(stored: readonly ToldFact[], kind: RecordKind): readonly string[] {
  const told = stored.filter(({ fact }) => KIND_OF[fact.type] === kind);
  return [...new Set(told.flatMap(({ metadata }) => metadata.source?.system ?? []))].sort();
}
