import type {
  CivilDate,
  ExplainedField,
  Explanation,
  Interval,
  RefusalCode,
  RepairQuote,
  Standing,
} from '#libs/enrollment';
import type { SourceCompleteness, Undetermined } from '../watermarks/watermark-answers.js';
import type { Coordinates } from '../coordinates/question.js';

/** How much of an explanation is shown: sentences; the tree of the rules; everything. */
export const DEPTHS = ['public', 'clerk', 'audit'] as const;
export type Depth = (typeof DEPTHS)[number];

/** The days around `on` with the same answer; `until` is exclusive, null: without beginning or end. */
export interface ValidFor {
  readonly from: CivilDate | null;
  readonly until: CivilDate | null;
}

/** The standing of a member on a day, with its coordinates. */
export interface StandingAnswer extends Standing {
  readonly member: string;
  /** Another region's pack or a what-if reading was asked for. */
  readonly hypothetical: boolean;
  /** The sources that have not come as far as the pooled fund's answer for the day rests on them. */
  readonly undetermined: readonly Undetermined[];
  readonly completeness: readonly SourceCompleteness[];
  readonly validFor: ValidFor;
  readonly coordinates: Coordinates;
}

/** The intervals of a member's whole history, as far as the end of the year of `on`. */
export interface TimelineAnswer {
  readonly member: string;
  readonly hypothetical: boolean;
  readonly intervals: readonly Interval[];
  readonly coordinates: Coordinates;
}

/** Why a field of a standing has its value. */
export interface ExplanationAnswer extends Explanation {
  readonly member: string;
  readonly field: ExplainedField;
  readonly hypothetical: boolean;
  readonly coordinates: Coordinates;
}

/** What repairing 0 to n break years would cost and change, as if paid on `on`. */
export interface RepairQuoteAnswer extends RepairQuote {
  readonly member: string;
  readonly hypothetical: boolean;
  readonly coordinates: Coordinates;
}

/** A standing that rests on no ledger: it has no member number and no position. Without a registration it is nobody's. */
export interface DerivationAnswer extends Omit<StandingAnswer, 'member' | 'coordinates'> {
  readonly coordinates: Pick<Coordinates, 'on' | 'knownAt' | 'packs' | 'engine'>;
  /** The facts left out, by their place in the question. */
  readonly refused: readonly { readonly index: number; readonly code: RefusalCode }[];
}
