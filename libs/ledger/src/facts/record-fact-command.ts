import type { RegionScope } from '../scope.js';

/** The natural key of a fact: the system that stated it and its document, with `/line` where a receipt has several. */
export interface SourceDocument {
  readonly system: string;
  readonly document: string;
}

/** A fact to record, as it came in: nothing of it has been checked. */
export interface RecordFact {
  readonly member: string;
  /** `type` and the event's fields in one object, money in fen. */
  readonly body: unknown;
  /** `{ system, document }`. */
  readonly source: unknown;
  /** Bound for ever to the first accepted fact; another caller's equal key is another key. */
  readonly idempotencyKey?: string | undefined;
  /** Member version that the caller has seen; left out, the fact is decided anew when others come first. */
  readonly expectedVersion?: number | undefined;
  /** Says what would happen; stores nothing and uses no key. */
  readonly dryRun?: boolean | undefined;
  /** Who does it: a key id or user number, never a name. */
  readonly actor: string;
  /** Names the request. */
  readonly correlationId: string;
  readonly causationId?: string | undefined;
  readonly scope: RegionScope;
  /** Of the decisions that the fact supersedes, only those served to the actor itself are named. Default: all. */
  readonly isOwnOnly?: boolean | undefined;
}
