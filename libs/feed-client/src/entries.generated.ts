// Written by `npm run docs` from the schemas of the server. Do not edit.
export type AnswerChangedEntry = {
  readonly specversion: '1.0';
  /** The same entry always has the same id: remove duplicates by it. */
  readonly id: string;
  readonly type: 'canbao.answer-changed.v1';
  readonly source: string;
  /** The member. */
  readonly subject: string;
  readonly time: string;
  /** Where to go on after this entry. It never expires. */
  readonly cursor: string;
  readonly data: ChangedAnswer;
};

export type Cause = {
  readonly kind: 'event' | 'pack' | 'reading' | 'region-data' | 'watermark';
  readonly eventId: string;
  readonly position: number;
  readonly effectiveOn: string | null;
  readonly lateByDays: number | null;
};

export type ChangedAnswer = {
  readonly affectedServiceDates: {
    readonly from: string;
    readonly until: string | null;
  };
  readonly field: 'pooledFund';
  readonly before: {
    /** Null: a source has not come far enough. */
    readonly payable: boolean | null;
    readonly reasons: readonly ('covered-by-employee-scheme' | 'covered-by-other-system' | 'cover-starts-later' | 'deceased' | 'in-waiting-period' | 'not-covered')[];
  } | null;
  readonly after: {
    /** Null: a source has not come far enough. */
    readonly payable: boolean | null;
    readonly reasons: readonly ('covered-by-employee-scheme' | 'covered-by-other-system' | 'cover-starts-later' | 'deceased' | 'in-waiting-period' | 'not-covered')[];
  } | null;
  readonly cause: Cause;
  readonly supersededDecisions: readonly string[];
} | {
  readonly affectedServiceDates: {
    readonly from: string;
    readonly until: string | null;
  };
  readonly field: 'waiting';
  readonly before: {
    readonly totalMonths: number | null;
    readonly benefitsFrom: string;
    readonly totalDays?: number | null;
  } | null;
  readonly after: {
    readonly totalMonths: number | null;
    readonly benefitsFrom: string;
    readonly totalDays?: number | null;
  } | null;
  readonly cause: Cause;
  readonly supersededDecisions: readonly string[];
} | {
  readonly affectedServiceDates: {
    readonly from: string;
    readonly until: string | null;
  };
  readonly field: 'streakYears';
  readonly before: number | null;
  readonly after: number | null;
  readonly cause: Cause;
  readonly supersededDecisions: readonly string[];
} | {
  readonly affectedServiceDates: {
    readonly from: string;
    readonly until: string | null;
  };
  readonly field: 'continuousCreditFen';
  readonly before: number | null;
  readonly after: number | null;
  readonly cause: Cause;
  readonly supersededDecisions: readonly string[];
} | {
  readonly affectedServiceDates: {
    readonly from: string;
    readonly until: string | null;
  };
  readonly field: 'zeroClaimCreditFen';
  readonly before: number | null;
  readonly after: number | null;
  readonly cause: Cause;
  readonly supersededDecisions: readonly string[];
} | {
  readonly affectedServiceDates: {
    readonly from: string;
    readonly until: string | null;
  };
  readonly field: 'breakPenaltyFen';
  readonly before: number | null;
  readonly after: number | null;
  readonly cause: Cause;
  readonly supersededDecisions: readonly string[];
} | {
  readonly affectedServiceDates: {
    readonly from: string;
    readonly until: string | null;
  };
  readonly field: 'effectiveCeilingFen';
  readonly before: number | null;
  readonly after: number | null;
  readonly cause: Cause;
  readonly supersededDecisions: readonly string[];
};

export type FactRecordedEntry = {
  readonly specversion: '1.0';
  /** The same entry always has the same id: remove duplicates by it. */
  readonly id: string;
  readonly type: 'canbao.fact-recorded.v1';
  readonly source: string;
  /** The member. */
  readonly subject: string;
  readonly time: string;
  /** Where to go on after this entry. It never expires. */
  readonly cursor: string;
  readonly data: MemberEvent;
};

export type MemberEvent = {
  readonly id: string;
  readonly type: 'MemberRegistered' | 'SpecialStatusGranted' | 'SpecialStatusEnded' | 'PremiumPaid' | 'PremiumRefunded' | 'CoverageLapsed' | 'LapseRescinded' | 'RepairPaid' | 'RepairRefunded' | 'ClaimSettled' | 'ClaimReversed' | 'SchemeTransferred' | 'RegionTransferred' | 'MemberDeceased' | 'OpeningBalanceDeclared' | 'FactCorrected';
  readonly effectiveOn: string;
  readonly recordedAt: string;
  readonly position: number;
  readonly version: number;
  readonly member: string;
  readonly schemaVersion: number;
  readonly data: Readonly<Record<string, unknown>>;
  readonly source: {
    readonly system: string;
    readonly document: string;
  } | null;
  readonly actor: string;
  readonly correlationId: string;
  readonly lateByDays: number;
  readonly undoneBy: string | null;
};

export type StandingReachedEntry = {
  readonly specversion: '1.0';
  /** The same entry always has the same id: remove duplicates by it. */
  readonly id: string;
  readonly type: 'canbao.standing-reached.v1';
  readonly source: string;
  /** The member. */
  readonly subject: string;
  readonly time: string;
  /** Where to go on after this entry. It never expires. */
  readonly cursor: string;
  readonly data: {
    readonly on: string;
    readonly before: Readonly<Record<string, unknown>>;
    readonly after: Readonly<Record<string, unknown>>;
  };
};
