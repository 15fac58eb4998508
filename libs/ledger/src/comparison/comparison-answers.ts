import type { Axis, CivilDate, ComparedField, ReadingId } from '#libs/enrollment';
import type { Coordinates, Question } from '../coordinates/question.js';
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

/** Two coordinates compared: what differs and why. */
export interface ComparisonUseCases {
  diff(question: DiffQuestion): Promise<DiffAnswer>;
  bisect(question: BisectionQuestion): Promise<BisectionAnswer>;
}
