import type { CivilDate, FactType, Reason } from '#libs/enrollment';
import type { Coordinates } from '../coordinates/question.js';
import type { SourceDocument } from '../facts/record-fact-command.js';
import type { EventSummary } from '../facts/recorded-fact.js';
import type { Paging } from '../members/member-answers.js';
import type { RegionScope } from '../scope.js';

/** Days of delay from which a fact is on the radar, where nobody names another number; and the most that may be named. */
export const DEFAULT_MIN_DELAY_DAYS = 30;
export const MAX_MIN_DELAY_DAYS = 36_500;
/** Events of the log that one report looks at; where there are more, `next` goes on. */
export const MAX_EXAMINED = 500_000;

/** What to look for. Paging: `limit` is the number of facts listed, `after` a `next`. */
export interface RadarQuestion extends Paging {
  readonly scope: RegionScope;
  readonly knownAt?: string | undefined;
  /** Only members who were ever in this region. */
  readonly region?: string | undefined;
  readonly minDelayDays?: number | undefined;
  /** Only facts of this type. */
  readonly type?: string | undefined;
  /** Only what was recorded on or after this day, at +08:00. */
  readonly recordedFrom?: string | undefined;
}

/** How many facts, and the longest delay among them in days. */
export interface RadarCount {
  readonly count: number;
  readonly longestDays: number;
}

/** Delays from `fromDays` (inclusive) to `untilDays` (exclusive; null: open). */
export interface DelayBand {
  readonly fromDays: number;
  readonly untilDays: number | null;
  readonly count: number;
}

/** A fact that was recorded long after it took effect. */
export interface BackdatedFact extends EventSummary {
  readonly member: string;
  readonly lateByDays: number;
  readonly actor: string;
  readonly source: SourceDocument | null;
}

/** Facts that undo others, by who recorded them, of which type and for which reason. */
export interface CorrectionCount {
  readonly actor: string;
  readonly type: FactType;
  readonly reason: Reason;
  readonly count: number;
}

/** Facts recorded long after they took effect, and facts that undo others. The largest groups come first. */
export interface RadarAnswer {
  /** True: nothing was found in what was looked at. */
  readonly empty: boolean;
  readonly minDelayDays: number;
  readonly region: string | null;
  readonly recordedFrom: CivilDate | null;
  readonly type: FactType | null;
  /** Facts for the caller to see that were looked at. */
  readonly examined: number;
  readonly backdated: {
    readonly count: number;
    readonly byDelay: readonly DelayBand[];
    readonly byActor: readonly (RadarCount & { readonly actor: string })[];
    /** `source` null: the fact names none. */
    readonly bySource: readonly (RadarCount & { readonly source: string | null })[];
    readonly byType: readonly (RadarCount & { readonly type: FactType })[];
    /** Those with the longest delay first. */
    readonly facts: readonly BackdatedFact[];
  };
  readonly corrections: {
    readonly count: number;
    readonly byActor: readonly CorrectionCount[];
  };
  /** Where to go on, as `after`: the log was longer than one report looks at. Null: everything was looked at. */
  readonly next: string | null;
  readonly coordinates: Coordinates;
}

/** Looks for what was recorded late and what was undone. */
export interface RadarUseCases {
  report(question: RadarQuestion): Promise<RadarAnswer>;
}
