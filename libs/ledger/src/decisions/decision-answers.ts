import type { Bilingual, CivilDate, NotPayableReason, Scheme } from '#libs/enrollment';
import type { ExplanationAnswer, RepairQuoteAnswer, StandingAnswer } from '../answers/answers.js';
import type { UsedPack } from '../coordinates/question.js';
import type { RegionScope } from '../scope.js';

/** What an answer that is served can be about. */
export const DECISION_KINDS = ['eligibility', 'standing', 'repair-quote'] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

/** Why the pooled fund does not pay, with the clause where a text decides it. */
export interface EligibilityReason {
  readonly code: NotPayableReason;
  readonly clause: string | null;
  /** In the language of the request. */
  readonly text: string;
}

/** Whether the pooled fund of a scheme pays for a service on a day, and everything that it follows from. */
export interface EligibilityAnswer extends StandingAnswer {
  /** Null: not recorded, because it was a dry run or is hypothetical. */
  readonly decisionId: string | null;
  readonly scheme: Scheme;
  readonly pooledFund: {
    /** Null: `undetermined` says why. */
    readonly payable: boolean | null;
    /** The first day from `on` on which it pays, by the facts known; null: none is in sight, or nothing is determined. */
    readonly payableFrom: CivilDate | null;
    readonly reasons: readonly EligibilityReason[];
  };
}

/** A standing or a repair quote as it is served. */
export type ServedStanding = StandingAnswer & { readonly decisionId: string | null };
export type ServedRepairQuote = RepairQuoteAnswer & { readonly decisionId: string | null };

/** Any answer that can be served. */
export type DecisionAnswer = EligibilityAnswer | ServedStanding | ServedRepairQuote;

/** The question of a decision as it was asked: what was left out stays left out. */
export interface DecisionQuery {
  readonly kind: DecisionKind;
  readonly member: string;
  /** Only of `eligibility`. Default: `resident`. */
  readonly scheme?: string | undefined;
  readonly on?: string | undefined;
  readonly knownAt?: string | undefined;
  readonly pack?: string | undefined;
  readonly readings?: string | undefined;
  /** Only of `repair-quote`. */
  readonly enrolmentYear?: number | undefined;
}

/** A question whose answer is served and recorded. */
export interface ServeDecision extends DecisionQuery {
  readonly language: keyof Bilingual;
  /** Bound for ever to the first decision; another caller's equal key is another key. */
  readonly idempotencyKey?: string | undefined;
  /** Answers without recording. */
  readonly dryRun?: boolean | undefined;
  readonly actor: string;
  readonly correlationId: string;
  readonly scope: RegionScope;
  /**
   * Told whose answer is about to be given, while it is being recorded: it is given once both are done, and not where
   * either fails. Not told of an answer that is not recorded now.
   */
  readonly onRecording?: ((answer: DecisionAnswer) => Promise<void>) | undefined;
}

/** A served answer with its bytes, which never change. */
export interface DecisionReply {
  readonly answer: DecisionAnswer;
  /** The answer in canonical JSON. */
  readonly text: string;
  readonly isRecorded: boolean;
  /** An earlier request with the same key had recorded it. */
  readonly replayed: boolean;
  /** Number of the member's events at the coordinates. */
  readonly memberVersion: number;
}

/** Who looks at a decision: whoever it was served to, and others of the member's regions unless only own ones are shown. */
export interface DecisionReader {
  readonly actor: string;
  readonly scope: RegionScope;
  readonly isOwnOnly: boolean;
}

/** Whom a decision was served to: the actor, what it could see, and since when it saw no more of the member. */
export interface ServedTo extends RegionScope {
  readonly actor: string;
  /** First day that was not shown; null: everything was. */
  readonly hiddenFrom: CivilDate | null;
}

/** A decision as it was recorded. */
export interface ServedDecision {
  readonly decisionId: string;
  readonly question: DecisionQuery;
  readonly language: keyof Bilingual;
  readonly on: CivilDate;
  /** At +08:00; null: in a ledger without events. */
  readonly knownAt: string | null;
  readonly position: number;
  readonly packs: readonly UsedPack[];
  readonly engine: string;
  /** The bytes of the answer: canonical JSON. */
  readonly answer: string;
  readonly sentences: { readonly zh: readonly string[]; readonly en: readonly string[] };
  /** `sha256:` over the rules' own account of the answer. */
  readonly explanationDigest: string;
  readonly servedTo: ServedTo;
  /** Number of the member's events at the coordinates. */
  readonly memberVersion: number;
  /** At +08:00. */
  readonly servedAt: string;
}

/** The explanation of a decision, made anew, beside the digest that was recorded with it. */
export interface DecisionExplanationAnswer extends ExplanationAnswer {
  readonly decisionId: string;
  readonly recorded: {
    readonly explanationDigest: string;
    readonly engine: string;
    /** False: this program explains the answer otherwise than the one that served it, which `engine` names. */
    readonly isSame: boolean;
  };
}

/** The coordinates of an answer that a repetition can differ in. */
export const REPLAY_COORDINATES = ['position', 'knownAt', 'on', 'packs', 'engine'] as const;

/** Whether the recorded answer comes out again; otherwise the first coordinate in which the repetition differs. */
export interface ReplayAnswer {
  readonly equal: boolean;
  readonly differs: (typeof REPLAY_COORDINATES)[number] | null;
}
