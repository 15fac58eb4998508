import type { Seals } from '#libs/audit';
import type { CivilDate } from '#libs/enrollment';
import type { LedgerKind } from '#libs/event-store';
import type { RegionEntry } from '#libs/policy';
import type { CreatedKey, KeyHolder, KeySummary, NewKey } from './access/access-answers.js';
import type {
  DerivationAnswer,
  ExplanationAnswer,
  RepairQuoteAnswer,
  StandingAnswer,
  TimelineAnswer,
} from './answers/answers.js';
import type { DecisionSeal } from './bundle/bundle.js';
import type { YearCloseUseCases } from './closes/close-answers.js';
import type { ComparisonUseCases } from './comparison/comparison-answers.js';
import type { Question } from './coordinates/question.js';
import type {
  DecisionExplanationAnswer,
  DecisionReader,
  DecisionReply,
  ReplayAnswer,
  ServeDecision,
  ServedDecision,
} from './decisions/decision-answers.js';
import type { Acknowledgement, ConsumerState, FeedBatch, FeedQuestion } from './feed/feed-answers.js';
import type { ImpactUseCases } from './impact/impact-answers.js';
import type { RecordFact } from './facts/record-fact-command.js';
import type { RecordFactReply } from './facts/recorded-fact.js';
import type {
  EventOrder,
  MemberAnswer,
  MemberEvent,
  MemberEventsAnswer,
  MemberSummary,
  Page,
  Paging,
} from './members/member-answers.js';
import type {
  AdoptedPackAnswer,
  AdoptedPackSummary,
  List,
  PolicyLogAnswer,
  RegionAnswer,
  RegionsImported,
  SignedReadingInPacks,
  WithCoordinates,
} from './policy/policy-answers.js';
import type { PolicyChangeUseCases } from './policy-changes/policy-change-answers.js';
import type { RadarUseCases } from './radar/radar-answers.js';
import type { RegionScope } from './scope.js';
import type {
  DeclareWatermark,
  WatermarkDeclared,
  WatermarksAnswer,
} from './watermarks/watermark-answers.js';

/** A question about one member, and what the caller may see. */
export interface MemberQuestion extends Question {
  readonly member: string;
  readonly scope: RegionScope;
}

/** Which members to list. */
export interface MemberListQuestion extends Question, Paging {
  /** Only members who are in this region on the day asked about. */
  readonly region?: string | undefined;
  /** Only members whose number begins so. */
  readonly prefix?: string | undefined;
  readonly scope: RegionScope;
}

/** Which events of a member to list, and how. Default: as recorded. */
export interface MemberEventsQuestion extends MemberQuestion, Paging {
  readonly order?: EventOrder | undefined;
  readonly expandConsequences?: boolean | undefined;
}

/** Which events of the log to list. */
export interface EventListQuestion extends Paging {
  readonly knownAt?: string | undefined;
  readonly scope: RegionScope;
}

/** What to explain: `field` is one of EXPLAINED_FIELDS, `depth` one of DEPTHS (default `audit`). */
export interface ExplanationQuestion extends MemberQuestion {
  readonly field: string;
  readonly depth?: string | undefined;
}

/** Which enrolment to quote repairs for. Default: the one whose wait the day shows. */
export interface RepairQuoteQuestion extends MemberQuestion {
  readonly enrolmentYear?: number | undefined;
}

/** Where the ledger stands, for `/readyz` and banners; instants at +08:00. */
export interface LedgerStatus {
  readonly kind: LedgerKind;
  readonly logId: string;
  readonly engine: string;
  /** 0 in an empty ledger. */
  readonly position: number;
  readonly now: string;
  readonly today: CivilDate;
  /** Pack versions in force by adoption, `fujian@1`. */
  readonly packs: readonly string[];
}

/** Who appends an event of the policy or access streams, and for which request. */
export interface Author {
  readonly actor: string;
  readonly correlationId: string;
}

/** Facts in. */
export interface FactUseCases {
  /**
   * Decides a fact and appends it. Throws a DomainError (a refusal), a LedgerError, or a StoreError; unless that is
   * `append-outcome-unknown`, nothing was appended.
   */
  record(command: RecordFact): Promise<RecordFactReply>;
}

/** Answers about members. A member whom the scope may not see is `member-not-found`. */
export interface MemberUseCases {
  get(question: MemberQuestion): Promise<MemberAnswer>;
  /** Number of the member's events known at the moment asked about. */
  version(question: MemberQuestion): Promise<number>;
  list(question: MemberListQuestion): Promise<Page<MemberSummary>>;
  events(question: MemberEventsQuestion): Promise<MemberEventsAnswer>;
  standing(question: MemberQuestion): Promise<StandingAnswer>;
  timeline(question: MemberQuestion): Promise<TimelineAnswer>;
  explanation(question: ExplanationQuestion): Promise<ExplanationAnswer>;
  repairQuote(question: RepairQuoteQuestion): Promise<RepairQuoteAnswer>;
}

/** The facts of every visible member, in the order of the log. */
export interface EventUseCases {
  list(question: EventListQuestion): Promise<Page<MemberEvent>>;
  at(position: number, scope: RegionScope): Promise<MemberEvent>;
}

/** Packs, readings and regions as adopted and configured by now, or as known at a moment. */
export interface PolicyUseCases {
  packs(knownAt?: string): Promise<WithCoordinates<List<AdoptedPackSummary>>>;
  pack(
    version: { readonly id: string; readonly version: string },
    knownAt?: string,
  ): Promise<WithCoordinates<AdoptedPackAnswer>>;
  readings(knownAt?: string): Promise<WithCoordinates<List<SignedReadingInPacks>>>;
  regions(knownAt?: string): Promise<WithCoordinates<List<RegionAnswer>>>;
  region(code: string, knownAt?: string): Promise<WithCoordinates<RegionAnswer>>;
  /** Regions as they were configured one after the other, and what the sources of the caller's regions declared. */
  log(question: {
    readonly scope: RegionScope;
    readonly knownAt?: string | undefined;
  }): Promise<PolicyLogAnswer>;
  /** Appends events only where the entries differ from what stands there. `unknown-pack` before anything is appended. */
  importRegions(entries: readonly RegionEntry[], author: Author): Promise<RegionsImported>;
}

/** Which decision to look at, and who looks. */
export interface DecisionQuestion {
  readonly id: string;
  readonly reader: DecisionReader;
}

/** What of a decision to explain. Default: the field that its kind of answer is about. */
export interface DecisionExplanationQuestion extends DecisionQuestion {
  readonly field?: string | undefined;
  readonly depth?: string | undefined;
}

/** Which decision to give the evidence about. */
export interface BundleQuestion extends DecisionQuestion {
  /** Undefined: nothing is sealed here. */
  readonly seals: Seals | undefined;
  /** Sizes of checkpoints from elsewhere that the bundle shall be shown to continue. */
  readonly since?: readonly number[] | undefined;
}

/** Answers served: each is kept with everything that it rests on, and can be had and made again for ever. */
export interface DecisionUseCases {
  /**
   * Answers and records the answer. A dry run and a hypothetical answer are not recorded: their `decisionId` is null.
   * Throws a DomainError, a LedgerError (`idempotency-key-reused`, …) or a StoreError.
   */
  serve(request: ServeDecision): Promise<DecisionReply>;
  /** `not-found` where there is none, or none that the reader may see. */
  get(question: DecisionQuestion): Promise<ServedDecision>;
  explanation(question: DecisionExplanationQuestion): Promise<DecisionExplanationAnswer>;
  /** Answers the recorded question anew, with the facts, the policy and the scope of then and the program of now. */
  replay(question: DecisionQuestion): Promise<ReplayAnswer>;
  /** What holds the decision in the log; null: it is not sealed yet. */
  seal(question: BundleQuestion): Promise<DecisionSeal | null>;
  /** Everything that shows the decision to be right, as canonical JSON. Throws `not-sealed`, `not-allowed`. */
  evidenceBundle(question: BundleQuestion): Promise<string>;
}

/** Which watermarks to list. */
export interface WatermarkQuestion {
  readonly source: string;
  readonly knownAt?: string | undefined;
  readonly scope: RegionScope;
}

/** How far each source has come. */
export interface WatermarkUseCases {
  declare(
    watermark: DeclareWatermark,
    author: Author & { readonly scope: RegionScope },
  ): Promise<WatermarkDeclared>;
  of(question: WatermarkQuestion): Promise<WatermarksAnswer>;
}

/** What consumers are told, from the read model of this process. */
export interface FeedUseCases {
  /** Throws `cursor-of-another-ledger`, `projection-behind` where the read model cannot be read, a DomainError. */
  read(question: FeedQuestion): Promise<FeedBatch>;
  /** Waits until there may be more, or so many milliseconds. */
  changed(withinMs: number): Promise<void>;
  acknowledge(acknowledgement: Acknowledgement): Promise<ConsumerState>;
  /** The consumers whose regions lie in a scope. */
  consumers(scope: RegionScope): Promise<readonly ConsumerState[]>;
}

/** Keys. A revoked one stops at once, in every process. */
export interface AccessUseCases {
  createKey(key: NewKey, author: Author): Promise<CreatedKey>;
  listKeys(): Promise<readonly KeySummary[]>;
  /** Revoking again is a no-op; an unknown key is `not-found`. */
  revokeKey(keyId: string, author: Author): Promise<KeySummary>;
  authenticate(secret: string): Promise<KeyHolder | undefined>;
  /** The holder of the key of an actor, as entries of the access log name it; other actors hold themselves. */
  holderOf(actor: string): Promise<string>;
}

/** The use cases of one ledger, the same for the HTTP API and the command line. */
export interface Ledger {
  readonly facts: FactUseCases;
  readonly members: MemberUseCases;
  readonly comparisons: ComparisonUseCases;
  readonly events: EventUseCases;
  readonly radar: RadarUseCases;
  readonly policy: PolicyUseCases;
  readonly decisions: DecisionUseCases;
  readonly watermarks: WatermarkUseCases;
  readonly yearCloses: YearCloseUseCases;
  readonly impactRuns: ImpactUseCases;
  readonly policyChanges: PolicyChangeUseCases;
  readonly feed: FeedUseCases;
  readonly access: AccessUseCases;
  /** A derivation as docs/api.md §4 has it; `policy` is the id of a pack of the ledger. Stores nothing. */
  derive(request: unknown): Promise<DerivationAnswer>;
  status(): Promise<LedgerStatus>;
  /** Resolves once the ledger has reached a position; after 10 s `projection-behind`. */
  waitFor(minPosition: number): Promise<void>;
  /** Closes the store once the appends under way are committed. */
  close(): Promise<void>;
}
