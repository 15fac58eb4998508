import {
  absentRecordsBehind,
  addDays,
  type AbsentRecords,
  type CivilDate,
  type DaysAlike,
  type Fact,
  type FactType,
  type History,
  nextDay,
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
 * The days around `on` for which the same is known: what a day rests on reaches further with the day, so that the answer
 * ends where the sources end. Where it is not known, it is that of the one day.
 */
export function knownDays(
  history: History,
  on: CivilDate,
  alike: DaysAlike,
  sources: KnownSources,
): DaysAlike {
  const isKnown = (day: CivilDate): boolean => isDetermined(history, day, sources);
  if (!isKnown(on)) return { from: on, until: nextDay(on) };
  const rests = absentRecordsBehind(history, on).some(({ kind }) => sources.declared(kind).length > 0);
  if (!rests) return alike;
  let [known, unknown] = [0, HORIZON_DAYS];
  if (alike.until !== null && alike.until <= addDays(on, HORIZON_DAYS)) {
    if (isKnown(addDays(alike.until, -1))) return alike;
    unknown = daysBetween({ from: on, to: alike.until }) - 1;
  }
  while (unknown - known > 1) {
    const middle = Math.floor((known + unknown) / 2);
    if (isKnown(addDays(on, middle))) known = middle;
    else unknown = middle;
  }
  return { from: alike.from, until: addDays(on, unknown) };
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
