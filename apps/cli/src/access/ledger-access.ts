import type {
  BisectionAnswer,
  BlameAnswer,
  DiffAnswer,
  ExplanationAnswer,
  Question,
  RecordedFact,
  RadarAnswer,
  RadarQuestion,
  RepairQuoteAnswer,
  StandingAnswer,
  TimelineAnswer,
  WhatIfAnswer,
} from '#libs/ledger';
import type { FactType } from '#libs/enrollment';

/** A fact to append: its type and fields, and the document that states it. */
export interface FactToAppend {
  readonly member: string;
  readonly type: FactType;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly source: { readonly system: string; readonly document: string };
  readonly idempotencyKey: string;
  readonly expectedVersion: number | null;
  /** Says what would happen; stores nothing. */
  readonly dryRun: boolean;
}

/** What became of a fact; replayed: the same document with the same content had been recorded before. */
export interface AppendedFact {
  readonly answer: RecordedFact;
  readonly replayed: boolean;
}

/** What the commands ask of a ledger, whether it is reached over HTTP or opened in its data directory. */
export interface LedgerAccess {
  standing(member: string, question: Question): Promise<StandingAnswer>;
  timeline(member: string, question: Question): Promise<TimelineAnswer>;
  explanation(
    member: string,
    question: Question & { readonly field: string; readonly depth?: string },
  ): Promise<ExplanationAnswer>;
  repairQuote(
    member: string,
    question: Question & { readonly enrolmentYear?: number },
  ): Promise<RepairQuoteAnswer>;
  diff(member: string, body: object): Promise<DiffAnswer>;
  bisect(member: string, body: object): Promise<BisectionAnswer>;
  blame(member: string, question: Question & { readonly field: string }): Promise<BlameAnswer>;
  whatIf(member: string, body: object): Promise<WhatIfAnswer>;
  radar(question: Omit<RadarQuestion, 'scope'>): Promise<RadarAnswer>;
  append(fact: FactToAppend): Promise<AppendedFact>;
  close(): Promise<void>;
}
