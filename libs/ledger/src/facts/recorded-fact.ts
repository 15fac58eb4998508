import type { CivilDate, FactType, NotPayableReason, WarningCode } from '#libs/enrollment';

/** An event as answers name it. Instants are written at +08:00. */
export interface EventSummary {
  readonly id: string;
  readonly type: FactType;
  readonly effectiveOn: CivilDate;
  readonly recordedAt: string;
  readonly position: number;
  readonly version: number;
}

/** The event of an answer to `record`; the two nulls are those of a dry run, which records nothing. */
export interface FactEvent extends Omit<EventSummary, 'recordedAt' | 'position'> {
  readonly recordedAt: string | null;
  readonly position: number | null;
}

/** A derived figure whose changes are reported. */
export type ConsequenceField = keyof ConsequenceValues;

/** The value of each reported figure on a day. */
export interface ConsequenceValues {
  readonly pooledFund: { readonly payable: boolean; readonly reasons: readonly NotPayableReason[] };
  /** The wait of the enrolment for the year of the day; null: no wait, or no enrolment. */
  readonly waiting: {
    readonly totalMonths: number | null;
    readonly benefitsFrom: CivilDate;
  } | null;
  readonly streakYears: number;
  readonly continuousCreditFen: number | null;
  /** Null: indeterminate. */
  readonly zeroClaimCreditFen: number | null;
  readonly breakPenaltyFen: number | null;
  /** Null: not struck, not applicable or indeterminate. */
  readonly effectiveCeilingFen: number | null;
}

/** Days on which a figure is another one after the fact than before it: from the first until the first day after (null: open). */
export type Consequence = {
  readonly [F in ConsequenceField]: {
    readonly serviceDates: { readonly from: CivilDate; readonly until: CivilDate | null };
    readonly field: F;
    readonly before: ConsequenceValues[F];
    readonly after: ConsequenceValues[F];
  };
}[ConsequenceField];

/** What recording a fact has led to, or for a dry run would lead to. */
export interface RecordedFact {
  readonly appended: boolean;
  readonly event: FactEvent;
  readonly consequences: readonly Consequence[];
  /** Decisions for days that it changed, served before it was known; of whom the caller may be told. */
  readonly supersededDecisions: readonly string[];
  readonly warnings: readonly WarningCode[];
}

/** A recorded fact, and whether an earlier request had recorded it: then the answer is that request's, recomputed. */
export interface RecordFactReply {
  readonly replayed: boolean;
  readonly answer: RecordedFact;
}
