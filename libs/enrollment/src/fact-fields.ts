import type { FactData, FactType } from './events.js';

/** What a field of an event holds; `text` is free text, `identifier` a number that another system gave. */
export type FieldKind =
  | 'amount'
  | 'count'
  | 'date'
  | 'event-id'
  | 'flag'
  | 'identifier'
  | 'reason'
  | 'region'
  | 'replacement'
  | 'scheme'
  | 'status'
  | 'text'
  | 'transfer-side'
  | 'year'
  | 'years';

/** A field: its kind, and whether it may be left out — always, or only where a case file or a derivation says the fact. */
export interface Field {
  readonly kind: FieldKind;
  readonly optional?: 'always' | 'in-cases';
}

/**
 * The fields of every event, in one table: requests, case files and the OpenAPI document are all read from it.
 * `own` names the field whose day is the event's `effectiveOn` (docs/events.md).
 */
export const FACT_FIELDS: {
  readonly [T in FactType]: {
    readonly own: keyof FactData[T] | null;
    readonly fields: { readonly [F in keyof FactData[T]]-?: Field };
  };
} = {
  MemberRegistered: {
    own: 'liableFrom',
    fields: {
      region: { kind: 'region' },
      liableFrom: { kind: 'date' },
      bornOn: { kind: 'date', optional: 'always' },
    },
  },
  SpecialStatusGranted: {
    own: 'from',
    fields: {
      status: { kind: 'status' },
      from: { kind: 'date' },
      until: { kind: 'date', optional: 'always' },
    },
  },
  SpecialStatusEnded: {
    own: 'endedOn',
    fields: {
      status: { kind: 'status' },
      endedOn: { kind: 'date' },
      corrects: { kind: 'event-id', optional: 'always' },
    },
  },
  PremiumPaid: {
    own: 'paidOn',
    fields: {
      coverageYear: { kind: 'year' },
      paidOn: { kind: 'date' },
      amountFen: { kind: 'amount', optional: 'in-cases' },
      channel: { kind: 'text', optional: 'always' },
    },
  },
  PremiumRefunded: {
    own: 'refundedOn',
    fields: {
      coverageYear: { kind: 'year' },
      refundedOn: { kind: 'date' },
      reason: { kind: 'reason', optional: 'in-cases' },
      corrects: { kind: 'event-id', optional: 'in-cases' },
    },
  },
  CoverageLapsed: {
    own: 'lapsedOn',
    fields: {
      coverageYear: { kind: 'year' },
      lapsedOn: { kind: 'date' },
      asserted: { kind: 'flag', optional: 'always' },
    },
  },
  LapseRescinded: {
    own: null,
    fields: {
      coverageYear: { kind: 'year' },
      reason: { kind: 'reason', optional: 'in-cases' },
      corrects: { kind: 'event-id', optional: 'in-cases' },
    },
  },
  RepairPaid: {
    own: 'paidOn',
    fields: {
      breakYears: { kind: 'years' },
      enrolmentYear: { kind: 'year' },
      paidOn: { kind: 'date' },
      amountFen: { kind: 'amount', optional: 'in-cases' },
    },
  },
  RepairRefunded: {
    own: 'refundedOn',
    fields: {
      breakYears: { kind: 'years' },
      enrolmentYear: { kind: 'year' },
      refundedOn: { kind: 'date' },
      reason: { kind: 'reason', optional: 'in-cases' },
      corrects: { kind: 'event-id', optional: 'in-cases' },
    },
  },
  ClaimSettled: {
    own: 'settledOn',
    fields: {
      claimId: { kind: 'identifier' },
      servedOn: { kind: 'date' },
      settledOn: { kind: 'date' },
      scheme: { kind: 'scheme', optional: 'always' },
      pooledFundFen: { kind: 'amount' },
      majorIllnessFen: { kind: 'amount' },
      medicalAidFen: { kind: 'amount' },
      creditUsedFen: { kind: 'amount', optional: 'always' },
    },
  },
  ClaimReversed: {
    own: 'reversedOn',
    fields: {
      claimId: { kind: 'identifier' },
      reversedOn: { kind: 'date' },
      reason: { kind: 'reason', optional: 'in-cases' },
    },
  },
  SchemeTransferred: {
    own: 'effectiveOn',
    fields: {
      from: { kind: 'transfer-side' },
      to: { kind: 'transfer-side' },
      effectiveOn: { kind: 'date' },
      reason: { kind: 'text', optional: 'always' },
    },
  },
  RegionTransferred: {
    own: 'effectiveOn',
    fields: {
      fromRegion: { kind: 'region', optional: 'in-cases' },
      toRegion: { kind: 'region' },
      effectiveOn: { kind: 'date' },
    },
  },
  MemberDeceased: { own: 'diedOn', fields: { diedOn: { kind: 'date' } } },
  OpeningBalanceDeclared: {
    own: null,
    fields: {
      asOfYear: { kind: 'year' },
      streakYears: { kind: 'count' },
      continuousCreditFen: { kind: 'amount' },
      zeroClaimCreditFen: { kind: 'amount' },
      breakPenaltyFen: { kind: 'amount' },
      openBreakYears: { kind: 'years', optional: 'in-cases' },
      benefitsFrom: { kind: 'date', optional: 'always' },
      paidResidentYears: { kind: 'count', optional: 'in-cases' },
    },
  },
  FactCorrected: {
    own: null,
    fields: {
      corrects: { kind: 'event-id' },
      reason: { kind: 'reason', optional: 'in-cases' },
      replacement: { kind: 'replacement', optional: 'always' },
    },
  },
};

/** Every event type, in the order of docs/events.md. */
export const FACT_TYPES = Object.keys(FACT_FIELDS) as readonly FactType[];
