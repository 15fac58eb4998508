import type { CivilDate, RecordKind } from '#libs/enrollment';
import type { Coordinates } from '../coordinates/question.js';

/** A source says: what I know of this kind in this region is in the ledger, as far as it is dated up to this day. */
export interface DeclareWatermark {
  /** The system that states facts: `source.system`. */
  readonly source: string;
  /** What follows is unchecked, as it came in. */
  readonly region: string;
  readonly kind: string;
  readonly completeThrough: string;
}

/** The watermark of a source for a region and a kind, as it was declared last. */
export interface Watermark {
  readonly source: string;
  readonly region: string;
  readonly kind: RecordKind;
  /** Inclusive. */
  readonly completeThrough: CivilDate;
  /** At +08:00. */
  readonly declaredAt: string;
  readonly position: number;
}

/** A declaration; not appended where the source had said the same already. */
export interface WatermarkDeclared extends Watermark {
  readonly appended: boolean;
}

/** The watermarks of a source, by region and kind. */
export interface WatermarksAnswer {
  readonly source: string;
  readonly items: readonly Watermark[];
  readonly coordinates: Coordinates;
}

/** How complete a source is for records whose absence an answer rests on. */
export interface SourceCompleteness {
  readonly source: string;
  readonly kind: RecordKind;
  /** `undeclared`: the source has no watermark and counts as complete. */
  readonly status: 'complete' | 'incomplete' | 'undeclared';
  /** Null: undeclared. */
  readonly completeThrough: CivilDate | null;
  readonly neededThrough: CivilDate;
}

/** Why the answer is not known: a source that has not come so far, or a scheme that the ledger does not answer for. */
export type Undetermined =
  | {
      readonly source: string;
      readonly kind: RecordKind;
      readonly completeThrough: CivilDate;
      readonly neededThrough: CivilDate;
    }
  | { readonly code: 'out-of-scope' };
