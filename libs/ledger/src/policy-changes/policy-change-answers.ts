import type { CivilDate } from '#libs/enrollment';
import type { RegionScope } from '../scope.js';
import type { PolicyChange } from './policy-change.js';

/** `submitted` waits for another person; the others are the end. */
export const POLICY_CHANGE_STATES = ['submitted', 'adopted', 'withdrawn'] as const;
export type PolicyChangeState = (typeof POLICY_CHANGE_STATES)[number];

/** What kinds of changes there are. */
export const POLICY_CHANGE_KINDS = [
  'pack',
  'reading',
  'region-data',
] as const satisfies PolicyChange['kind'][];

/** What has to be so before a change comes into force. */
export const POLICY_CHECKS = ['version-free', 'cases-pass', 'published', 'impact-run'] as const;

/**
 * One line of the checklist; `not-needed`: only a pack has a version, which no other draft may have taken; a region's figures
 * need no cases, a region without members no impact run.
 */
export interface PolicyCheck {
  readonly item: (typeof POLICY_CHECKS)[number];
  readonly status: 'met' | 'open' | 'not-needed';
  /** What was seen and what is needed; null: nothing. */
  readonly seen: string | null;
  readonly needed: string | null;
}

/** The cases that came with a change, as they ran under it. */
export interface ChangeCases {
  readonly passed: number;
  readonly failed: number;
  /** The first lines of what differs. */
  readonly report: readonly string[];
}

/** A change of policy on its way into force. */
export interface PolicyChangeAnswer {
  readonly id: string;
  readonly kind: PolicyChange['kind'];
  readonly state: PolicyChangeState;
  /** What is changed: `fujian@2`, `fujian R16`, `359901`. */
  readonly subject: string;
  readonly content: PolicyChange;
  /** From which day on, and when it was published; null: it has no day of its own. */
  readonly effectiveFrom: CivilDate | null;
  readonly publishedOn: CivilDate | null;
  /** Regions whose members it may touch, as configured now. */
  readonly regions: readonly string[];
  /** Null: it has none. */
  readonly cases: ChangeCases | null;
  readonly checklist: readonly PolicyCheck[];
  readonly submittedBy: string;
  /** Instants at +08:00. */
  readonly submittedAt: string;
  readonly approvedBy: string | null;
  readonly approvedAt: string | null;
  /** Of the event that put it into force. */
  readonly position: number | null;
  /** The impact run that the approval rests on, and its digest; null: none. */
  readonly impactRun: string | null;
  readonly impactDigest: string | null;
}

/** Who takes a step of a change. */
export interface ChangeAuthor {
  readonly actor: string;
  readonly correlationId: string;
  readonly scope: RegionScope;
}

/** What to change; the fields are unchecked, as they came in. */
export type SubmitPolicyChange =
  | {
      readonly kind: 'pack';
      readonly id: string;
      readonly version: string;
      /** `{pack, cases}`: the text of a pack.yaml and of a case file. */
      readonly body: unknown;
    }
  | {
      readonly kind: 'reading';
      readonly id: string;
      /** `{pack, choice, evidence, confidence, cases}`. */
      readonly body: unknown;
    }
  | {
      readonly kind: 'region-data';
      readonly code: string;
      /** `{pack, baseCeilingFen?, premiumFen?, sample?}`. */
      readonly body: unknown;
    };

/** Draft → cases → impact run → another person → event. What is in force is changed by another change, never edited. */
export interface PolicyChangeUseCases {
  /** Throws a DomainError with the place of each fault, or `not-allowed`. */
  submit(change: SubmitPolicyChange, author: ChangeAuthor): Promise<PolicyChangeAnswer>;
  /**
   * Puts a change into force, by another person than who submitted it, quoting the impact run (`{impactRun}`). Again is a no-op.
   * `not-found`, `not-allowed`, `second-person-required`, `wrong-job-state` (also while the checklist is open).
   */
  approve(id: string, body: unknown, author: ChangeAuthor): Promise<PolicyChangeAnswer>;
  /** `not-found`, `wrong-job-state`. */
  withdraw(id: string, author: ChangeAuthor): Promise<PolicyChangeAnswer>;
  get(id: string): Promise<PolicyChangeAnswer>;
  /** In the order in which they were submitted; of one subject, where it is named. */
  list(subject?: string): Promise<readonly PolicyChangeAnswer[]>;
}
