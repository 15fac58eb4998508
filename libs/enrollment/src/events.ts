import type { CivilDate } from './calendar/civil-date.js';
import type { Fen } from './fen.js';

/** Schema version written on every event; a stored event of another one is refused, never guessed. */
export const SCHEMA_VERSION = 1;

/** Insurance scheme: resident (390), employee (310), or another public system (army, prison). */
export const SCHEMES = ['resident', 'employee', 'other'] as const;
export type Scheme = (typeof SCHEMES)[number];

/** What a transfer may name: a scheme, or none. */
export const TRANSFER_SIDES = [...SCHEMES, 'none'] as const;
export type TransferSide = (typeof TRANSFER_SIDES)[number];

/** Codes of special groups (docs/domain.md §5); a pack may give a code no rule, then it has no effect. */
export const STATUSES = [
  'newborn',
  'medical-aid',
  'medical-aid-new',
  'low-income',
  'returned-recruit',
  'lapsed-employee',
  'discharged-soldier',
  'soldier-dependant',
  'released-prisoner',
  'transferred-soldier',
  'new-student',
  'new-household',
  'residence-permit',
  'freshman',
] as const;
export type Status = (typeof STATUSES)[number];

/** The closed list of reasons of a correction, refund, reversal or rescission. */
export const REASONS = [
  'typing-error',
  'late-arrival',
  'payment-reversed',
  'decision-overturned',
  'rule-misapplied',
  'not-liable',
  'recorded-in-error',
] as const;
export type Reason = (typeof REASONS)[number];

/** The reason of a transfer to `none` that ends liability. */
export const LEFT_THE_REGION = 'left-the-region';

/** What each event says (docs/events.md). Days named `…On` and `from` are included, `until` and `endedOn` are not. */
export interface FactData {
  readonly MemberRegistered: {
    readonly region: string;
    readonly liableFrom: CivilDate;
    readonly bornOn?: CivilDate;
  };
  readonly SpecialStatusGranted: {
    readonly status: Status;
    readonly from: CivilDate;
    readonly until?: CivilDate;
  };
  readonly SpecialStatusEnded: {
    readonly status: Status;
    readonly endedOn: CivilDate;
    readonly corrects?: string;
  };
  readonly PremiumPaid: {
    readonly coverageYear: number;
    readonly paidOn: CivilDate;
    readonly amountFen?: Fen;
    readonly channel?: string;
  };
  readonly PremiumRefunded: {
    readonly coverageYear: number;
    readonly refundedOn: CivilDate;
    readonly reason: Reason;
    readonly corrects: string;
  };
  readonly CoverageLapsed: {
    readonly coverageYear: number;
    readonly lapsedOn: CivilDate;
    readonly asserted?: boolean;
  };
  readonly LapseRescinded: {
    readonly coverageYear: number;
    readonly reason: Reason;
    readonly corrects: string;
  };
  readonly RepairPaid: {
    readonly breakYears: readonly number[];
    readonly enrolmentYear: number;
    readonly paidOn: CivilDate;
    readonly amountFen?: Fen;
  };
  readonly RepairRefunded: {
    readonly breakYears: readonly number[];
    readonly enrolmentYear: number;
    readonly refundedOn: CivilDate;
    readonly reason: Reason;
    readonly corrects: string;
  };
  readonly ClaimSettled: {
    readonly claimId: string;
    readonly servedOn: CivilDate;
    readonly settledOn: CivilDate;
    readonly scheme?: Scheme;
    readonly pooledFundFen: Fen;
    readonly majorIllnessFen: Fen;
    readonly medicalAidFen: Fen;
    readonly creditUsedFen?: Fen;
  };
  readonly ClaimReversed: {
    readonly claimId: string;
    readonly reversedOn: CivilDate;
    readonly reason: Reason;
  };
  readonly SchemeTransferred: {
    readonly from: TransferSide;
    readonly to: TransferSide;
    readonly effectiveOn: CivilDate;
    readonly reason?: string;
  };
  readonly RegionTransferred: {
    readonly fromRegion: string;
    readonly toRegion: string;
    readonly effectiveOn: CivilDate;
  };
  readonly MemberDeceased: { readonly diedOn: CivilDate };
  readonly OpeningBalanceDeclared: {
    readonly asOfYear: number;
    readonly streakYears: number;
    readonly continuousCreditFen: Fen;
    readonly zeroClaimCreditFen: Fen;
    readonly breakPenaltyFen: Fen;
    readonly openBreakYears: readonly number[];
    readonly benefitsFrom?: CivilDate;
    readonly paidResidentYears: number;
  };
  readonly FactCorrected: {
    readonly corrects: string;
    readonly reason: Reason;
    readonly replacement?: FactBody;
  };
}

export type FactType = keyof FactData;

/** An event body with its type inside, as requests, case files and replacements write it. */
export type FactBody = { [T in FactType]: { readonly type: T } & FactData[T] }[FactType];

/** A fact of one type as the core reads it; `recordedAt` is absent only in case files ("always known"). */
export interface FactOf<T extends FactType> {
  readonly id: string;
  readonly type: T;
  readonly data: FactData[T];
  readonly recordedAt?: string;
}

/** Any fact of a member; a recorded event of the store has this shape. */
export type Fact = { [T in FactType]: FactOf<T> }[FactType];

/** The id of a fact that is only tried out; it sorts after every real one. */
export const HYPOTHETICAL_ID = '~';

/** The body of a fact: its type and fields in one object. */
export function bodyOf(fact: Fact): FactBody {
  return { type: fact.type, ...fact.data } as FactBody;
}

/** A fact with the given id, made of a body. */
export function factOf(id: string, body: FactBody, recordedAt?: string): Fact {
  const { type, ...data } = body;
  return (recordedAt === undefined ? { id, type, data } : { id, type, data, recordedAt }) as Fact;
}
