import type { CivilDate, Readings } from '#libs/enrollment';
import type { UsedPack } from '../coordinates/question.js';
import type { ConsequenceValues } from '../facts/recorded-fact.js';
import type { Paging } from '../members/member-answers.js';
import type { RegionScope } from '../scope.js';

/** `running` is the program's turn; an aborted run goes on where it stopped when it is asked for again. */
export const IMPACT_RUN_STATES = ['running', 'done', 'aborted'] as const;
export type ImpactRunState = (typeof IMPACT_RUN_STATES)[number];

/**
 * What becomes of a member from A to B; several may hold, but `reason-only` stands for a member of whom only something
 * else changed: reasons, balances, streak, or a wait or ceiling that one side does not have.
 */
export const IMPACT_BUCKETS = [
  'payable-gained',
  'payable-lost',
  'wait-up',
  'wait-down',
  'ceiling-up',
  'ceiling-down',
  'indeterminate',
  'reason-only',
] as const;
export type ImpactBucket = (typeof IMPACT_BUCKETS)[number];

/** Whose answers are compared. Whatever was recorded after the later of the two moments is left out. */
export type ImpactPopulation =
  /** The members to whom an answer was served, on the days that the answers are about. */
  | { readonly decisions: true }
  /** Every member whom a fact ever placed in the region. */
  | { readonly region: string }
  | { readonly members: readonly string[] }
  | { readonly everyone: true };

/** One of the two sides, as it was settled. */
export interface ImpactSide {
  /** At +08:00; null: before the first event. */
  readonly knownAt: string | null;
  readonly position: number;
  /** Answers for every rule (`pinned`), or as if it had been adopted by then (`adopted`). Null: what was adopted. */
  readonly pack: (UsedPack & { readonly as: 'pinned' | 'adopted' }) | null;
  readonly readings: Partial<Readings>;
  /** The submitted change that counts as in force; null: none. */
  readonly change: string | null;
}

/** What a run has found so far, counted. A ceiling is not a payment: its differences are what could be paid at most. */
export interface ImpactNumbers {
  /** Members of the population whose answers were compared. */
  readonly examined: number;
  /** Those of whom anything differs. */
  readonly changed: number;
  readonly unchanged: number;
  /** Members by bucket. */
  readonly buckets: Readonly<Record<ImpactBucket, number>>;
  /** Members whose facts cannot be read or derived on a side; they are in no bucket. */
  readonly unreadable: number;
  /** Members who were named and are not known. */
  readonly unknown: number;
  /** Days, of all members together, on which the pooled fund begins, or ceases, to be payable. */
  readonly payableGainedDays: number;
  readonly payableLostDays: number;
  /** Ceilings of a coverage year that are known on both sides: by how much they rise, and fall. */
  readonly ceilingUpFen: number;
  readonly ceilingDownFen: number;
  /** Ceilings of a coverage year that only B has, and only A has; they are in no sum. */
  readonly ceilingsGained: number;
  readonly ceilingsLost: number;
  /** What the pooled fund has paid, by the claims that A knows, for services on days that cease to be payable. */
  readonly claimsOnLostDays: number;
  readonly paidOnLostDaysFen: number;
  /** Answers that were served for days that differ. */
  readonly decisions: number;
}

/** The rise and fall of the ceilings of one coverage year. */
export interface ImpactYear {
  readonly coverageYear: number;
  readonly upMembers: number;
  readonly upFen: number;
  readonly downMembers: number;
  readonly downFen: number;
}

/** Who was served answers for days that differ: by actor, never by name. */
export interface ImpactConsumer {
  readonly actor: string;
  readonly members: number;
  readonly decisions: number;
}

/** An impact run as a job. */
export interface ImpactRun {
  readonly id: string;
  readonly state: ImpactRunState;
  /** Members looked at, and how many there are to look at. */
  readonly done: number;
  readonly total: number;
  /** Of the last two checkpoints; null where nothing is under way or it cannot be said yet. */
  readonly ratePerSecond: number | null;
  readonly etaSeconds: number | null;
  readonly population: ImpactPopulation;
  readonly a: ImpactSide;
  readonly b: ImpactSide;
  /** The day of the run. */
  readonly on: CivilDate;
  /** The service dates that are compared: all before `until`; under `decisions`, of those the ones that were asked about. */
  readonly serviceDates: { readonly from: null; readonly until: CivilDate };
  readonly numbers: ImpactNumbers;
  readonly years: readonly ImpactYear[];
  readonly consumers: readonly ImpactConsumer[];
  /** Of everything above and of every member that differs; null until the run is done. */
  readonly digest: string | null;
  readonly engine: string;
  readonly startedBy: string;
  /** At +08:00. */
  readonly startedAt: string;
  readonly finishedAt: string | null;
}

/** A run that was asked for; not created where one of the same inputs is there. */
export interface ImpactRunStarted {
  readonly created: boolean;
  readonly run: ImpactRun;
}

/** A member of whom something differs. */
export interface ImpactMember {
  readonly member: string;
  /** Under B; the region of A where B knows none. */
  readonly region: string;
  readonly buckets: readonly ImpactBucket[];
  /** From the first day that differs until the first after the last one. */
  readonly affected: { readonly from: CivilDate; readonly until: CivilDate };
  readonly payableGainedDays: number;
  readonly payableLostDays: number;
  /** The first coverage year whose wait differs where both sides are enrolled; null: none. */
  readonly waiting: {
    readonly coverageYear: number;
    readonly before: ConsequenceValues['waiting'];
    readonly after: ConsequenceValues['waiting'];
  } | null;
  /** The first coverage year whose ceiling is known on both sides and differs; null: none. */
  readonly ceiling: {
    readonly coverageYear: number;
    readonly beforeFen: number;
    readonly afterFen: number;
  } | null;
  /** The sum over all such years; negative: it falls. */
  readonly ceilingFen: number;
  readonly paidOnLostDaysFen: number;
  /** Answers that were served about days that differ. */
  readonly decisions: number;
}

/** A page of them, by number; `next` is the `after` of the following page. */
export interface ImpactMembers {
  readonly id: string;
  readonly items: readonly ImpactMember[];
  readonly next: string | null;
}

/** Members who stand for the most frequent kinds of change. */
export interface TypicalMembers {
  readonly id: string;
  readonly items: readonly {
    /** How many members have the same buckets, and the same first differences of wait and ceiling. */
    readonly alike: number;
    readonly example: ImpactMember;
  }[];
}

/** Who starts or stops a run. */
export interface ImpactAuthor {
  readonly actor: string;
  readonly correlationId: string;
  readonly scope: RegionScope;
}

/** Which run, and who asks. */
export interface ImpactQuestion {
  readonly id: string;
  readonly scope: RegionScope;
}

/** Which of its members. */
export interface ImpactMembersQuestion extends ImpactQuestion, Paging {
  readonly bucket?: ImpactBucket | undefined;
}

/** How a run is carried on. */
export interface CarryOnImpact {
  readonly id: string;
  /** Ends at the next checkpoint; the run goes on from there. */
  readonly signal?: AbortSignal;
  /** Told after each checkpoint. */
  readonly onStep?: (run: ImpactRun) => void;
  /** Least time between two checkpoints, in milliseconds. Default: 2,000. */
  readonly checkpointMs?: number;
  /** Worker threads; 0: this thread. Default: one for each core. */
  readonly workers?: number;
}

/** Whose answers would be, or are, others: two states of knowledge and policy compared over a population. */
export interface ImpactUseCases {
  /**
   * Of the same inputs there is one run, taken up again where it was aborted. The request is unchecked, as it came in:
   * `{population, a?, b?}`. Throws a DomainError or LedgerError where it cannot be used (`unknown-region`, …).
   */
  start(request: unknown, author: ImpactAuthor): Promise<ImpactRunStarted>;
  /** What was found stays. `not-found`, `wrong-job-state`. */
  abort(id: string, author: ImpactAuthor): Promise<ImpactRun>;
  /** Takes up an aborted run where it ended; one under way or done is given as it stands. `not-found`. */
  resume(id: string, author: ImpactAuthor): Promise<ImpactRun>;
  get(question: ImpactQuestion): Promise<ImpactRun>;
  list(scope: RegionScope): Promise<readonly ImpactRun[]>;
  /** A page may be short, or empty, and still have a `next`. */
  members(question: ImpactMembersQuestion): Promise<ImpactMembers>;
  /** Every member of whom something differs, one at a time, by number. */
  allMembers(question: ImpactMembersQuestion): AsyncIterable<ImpactMember>;
  typicalMembers(question: ImpactQuestion): Promise<TypicalMembers>;
  /** Does the work until it is done, or the signal. Again is a no-op. */
  run(run: CarryOnImpact): Promise<ImpactRun>;
}
