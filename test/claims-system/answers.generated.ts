// Written by `npm run docs` from the schemas of the server. Do not edit.
export type Ceiling = {
  readonly status: 'known' | 'not-struck' | 'not-applicable' | 'indeterminate';
  readonly baseFen: number | null;
  readonly continuousCreditFen: number | null;
  readonly zeroClaimCreditFen: number | null;
  readonly breakPenaltyFen: number | null;
  readonly raiseAppliedFen: number | null;
  readonly penaltyAppliedFen: number | null;
  readonly effectiveFen: number | null;
};

export type Coordinates = {
  readonly on: string;
  readonly knownAt: string | null;
  readonly position: number;
  readonly packs: readonly ({
    readonly id: string;
    readonly version: string;
    readonly digest: string;
  })[];
  readonly engine: string;
};

export type EligibilityCheck = {
  /** Null: a dry run, or a hypothetical answer; neither is recorded. */
  readonly decisionId: string | null;
  readonly member: string;
  readonly scheme: 'resident' | 'employee' | 'other';
  readonly region: string;
  readonly covered: 'resident' | 'employee' | 'other' | 'none';
  readonly benefitEligible: boolean;
  readonly hypothetical: boolean;
  readonly waiting: Waiting | null;
  readonly breakYears: readonly number[];
  readonly streakYears: number;
  readonly zeroClaimProvisional: boolean;
  readonly employeeYearsEquivalent: {
    readonly years: number;
    readonly remainderYears: number;
  } | null;
  readonly ceiling: Ceiling;
  readonly readingIds: readonly string[];
  readonly warnings: readonly ('expired-rule' | 'ceiling-not-set' | 'credit-used-differs' | 'not-examined' | 'price-differs' | 'moved' | 'dated-in-future')[];
  readonly undetermined: readonly ({
    readonly source: string;
    readonly kind: 'premiums' | 'repairs' | 'claims' | 'transfers' | 'statuses' | 'deaths';
    readonly completeThrough: string;
    readonly neededThrough: string;
  } | {
    readonly code: 'out-of-scope';
  })[];
  readonly completeness: readonly SourceCompleteness[];
  readonly validFor: {
    readonly from: string | null;
    readonly until: string | null;
  };
  readonly pooledFund: {
    /** Null: not known; `undetermined` says why. */
    readonly payable: boolean | null;
    /** The first day from `on` on which the fund pays, by the facts known; null: none in sight. */
    readonly payableFrom: string | null;
    readonly reasons: readonly ({
      readonly code: 'covered-by-employee-scheme' | 'covered-by-other-system' | 'cover-starts-later' | 'deceased' | 'in-waiting-period' | 'not-covered';
      readonly clause: string | null;
      readonly text: string;
    })[];
  };
  readonly coordinates: Coordinates;
};

export type SourceCompleteness = {
  readonly source: string;
  readonly kind: 'premiums' | 'repairs' | 'claims' | 'transfers' | 'statuses' | 'deaths';
  readonly status: 'complete' | 'incomplete' | 'undeclared';
  readonly completeThrough: string | null;
  readonly neededThrough: string;
};

export type Waiting = {
  readonly fixedMonths: number | null;
  readonly variableMonths: number | null;
  readonly repairedMonths: number | null;
  readonly totalMonths: number | null;
  readonly startsOn: string | null;
  readonly endsOn: string;
  readonly benefitsFrom: string;
  readonly fixedDays?: number;
  readonly variableDays?: number;
  readonly repairedDays?: number;
  readonly totalDays?: number;
};
