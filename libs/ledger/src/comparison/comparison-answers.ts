import {
  type Axis,
  type CivilDate,
  type Clause,
  type ComparedField,
  EXPLAINED_FIELDS,
  type ReadingId,
  type ShownSupposition,
} from '#libs/enrollment';
import type { StandingAnswer } from '../answers/answers.js';
import type { Coordinates, Question } from '../coordinates/question.js';
import type { Consequence } from '../facts/recorded-fact.js';
import type { SourceDocument } from '../facts/record-fact-command.js';
import type { Cause } from '../feed/cause.js';
import type { MemberEvent } from '../members/member-answers.js';
import type { RegionScope } from '../scope.js';

/** Most facts that a diff lists; `factsOmitted` says how many more there are. */
export const MAX_DIFF_FACTS = 500;

/** Two sides to compare, unread: `{a, b}`, each with the coordinates of a question (docs/api.md §2). */
export interface DiffQuestion {
  readonly member: string;
  readonly scope: RegionScope;
  readonly body: unknown;
}

/** One side of a comparison as it was settled. */
export interface ComparedSide {
  readonly pack: string | null;
  /** What-if choices by reading. */
  readonly readings: Readonly<Record<string, unknown>>;
  /** Another region's pack or a what-if reading was asked for. */
  readonly hypothetical: boolean;
  readonly coordinates: Coordinates;
}

/** An event with which something became known: a fact of the member, or of policy, region data and watermarks. */
export interface FlipEvent extends Cause {
  readonly type: string;
  /** At +08:00. */
  readonly recordedAt: string;
  readonly actor: string;
  readonly source: SourceDocument | null;
}

/** What, on one axis, made the difference; the field has `oldValue` before it and `newValue` with it. */
export type FlipAnswer = {
  readonly oldValue: unknown;
  readonly newValue: unknown;
} & (
  | {
      readonly axis: 'knownAt';
      /** `forgotten`: side B is the earlier one, and no longer has the event. */
      readonly step: 'learned' | 'forgotten';
      /** Null: an event that is not for the caller to see. */
      readonly event: FlipEvent | null;
    }
  | {
      readonly axis: 'on';
      /** The first day with the value of the later days; `back`: side B lies before it. */
      readonly day: CivilDate;
      readonly step: 'forward' | 'back';
    }
  | { readonly axis: 'pack'; readonly from: string | null; readonly to: string | null }
  | {
      readonly axis: 'readings';
      readonly reading: ReadingId;
      /** Null: the choice of the pack. */
      readonly from: unknown;
      readonly to: unknown;
    }
);

/**
 * Why a field differs. On one axis where leading that one axis from A to B gives the value of B, and no other does.
 * Otherwise an `interaction`: `either` of `axes` does it alone, or only `together`; `path` is then the field after each of
 * them, one after the other.
 */
export type DiffCause =
  | { readonly axis: Axis; readonly flip: FlipAnswer }
  | {
      readonly axis: 'interaction';
      readonly kind: 'either' | 'together';
      readonly axes: readonly Axis[];
      readonly path: readonly { readonly axis: Axis; readonly value: unknown }[];
      readonly flips: readonly FlipAnswer[];
    };

/** A field with another value on side B than on side A. */
export interface DiffChange {
  readonly field: ComparedField;
  readonly before: unknown;
  readonly after: unknown;
  readonly cause: DiffCause;
}

/** A fact that one side knows and the other does not. */
export interface DiffFact extends MemberEvent {
  readonly knownOn: 'a' | 'b';
}

/** What differs between two coordinates, and why. */
export interface DiffAnswer {
  readonly member: string;
  readonly a: ComparedSide;
  readonly b: ComparedSide;
  readonly changes: readonly DiffChange[];
  readonly unchanged: readonly ComparedField[];
  /** By position, at most `MAX_DIFF_FACTS`. */
  readonly facts: readonly DiffFact[];
  readonly factsOmitted: number;
  readonly hypothetical: boolean;
  /** Those of side B. */
  readonly coordinates: Coordinates;
}

/** Which field to bisect between two sides, unread: `{field, a?, b?}`. */
export type BisectionQuestion = DiffQuestion;

/** A side of a bisection, with the value that the field has there. */
export interface BisectedSide extends ComparedSide {
  readonly value: unknown;
}

/** What flipped a field between an old and a new side; null: it has the same value on both. */
export interface BisectionAnswer {
  readonly member: string;
  readonly field: ComparedField;
  readonly old: BisectedSide;
  readonly new: BisectedSide;
  readonly flip: FlipAnswer | null;
  readonly hypothetical: boolean;
  /** Those of the new side. */
  readonly coordinates: Coordinates;
}

/** The coordinates of one side as a request writes them. */
export type SideQuestion = Question;

/** The fields that can be blamed on something: those that can be explained, and the answer of the pooled fund. */
export const BLAMED_FIELDS = ['pooledFund', ...EXPLAINED_FIELDS] as const;
export type BlamedField = (typeof BLAMED_FIELDS)[number];

/** Which field of a member's standing to blame on something. */
export interface BlameQuestion extends Question {
  readonly member: string;
  readonly scope: RegionScope;
  readonly field: string;
}

/** A value, and what set it. */
export interface Blamed {
  readonly value: unknown;
  /** The last event with which the field came to this value; null: one that is not for the caller to see. */
  readonly event: FlipEvent | null;
  /** The rules that the value is read off; null: no registration counts there. */
  readonly why: {
    readonly rule: string;
    readonly clause: Clause;
    readonly packDigest: string;
    /** The readings that the rules leading to the value name, as they were chosen. */
    readonly readings: readonly { readonly id: ReadingId; readonly choice: unknown }[];
    /** The facts that those rules cite. */
    readonly eventIds: readonly string[];
    readonly sentences: { readonly zh: readonly string[]; readonly en: readonly string[] };
  } | null;
}

/** What set the value of a field, and what had set the one before. */
export interface BlameAnswer {
  readonly member: string;
  readonly field: BlamedField;
  readonly set: Blamed;
  /** Null: the value is that of the member's first fact. */
  readonly before: Blamed | null;
  /** The days around `on` with this value, by what is known; `until` is exclusive, null: without beginning or end. */
  readonly validFor: { readonly from: CivilDate | null; readonly until: CivilDate | null };
  readonly hypothetical: boolean;
  readonly coordinates: Coordinates;
}

/** Facts to suppose, unread: `{facts, on?, knownAt?, pack?, readings?}`. */
export type WhatIfQuestion = DiffQuestion;

/** What would hold if some facts were there. It is never recorded and has no letter. */
export interface WhatIfAnswer {
  readonly member: string;
  readonly hypothetical: true;
  readonly supposed: readonly ShownSupposition[];
  /** The fields of the day that would be others. */
  readonly changes: readonly {
    readonly field: ComparedField;
    readonly before: unknown;
    readonly after: unknown;
  }[];
  /** The figures that would be others, with the days. */
  readonly consequences: readonly Consequence[];
  readonly standing: StandingAnswer;
  readonly coordinates: Coordinates;
}

/** Two coordinates compared: what differs and why. */
export interface ComparisonUseCases {
  diff(question: DiffQuestion): Promise<DiffAnswer>;
  bisect(question: BisectionQuestion): Promise<BisectionAnswer>;
  blame(question: BlameQuestion): Promise<BlameAnswer>;
  whatIf(question: WhatIfQuestion): Promise<WhatIfAnswer>;
}
