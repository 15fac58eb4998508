/** Why the feed cannot be read; only `server-away` passes by itself. */
export type FeedErrorCode = 'key-refused' | 'cursor-of-another-ledger' | 'request-refused' | 'server-away';

/** A failure of the feed. What a consumer's own transaction throws is passed on as it is. */
export abstract class FeedError extends Error {
  abstract readonly code: FeedErrorCode;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** What a ledger says of a request that it refuses (RFC 9457). */
export interface Refusal {
  readonly status: number;
  /** The ledger's own code: `not-authenticated`. */
  readonly problem: string;
  /** In the language that was asked for. */
  readonly detail: string;
}

/** The key was revoked, or its role may not read this: somebody has to give the consumer another one. */
export class KeyRefusedError extends FeedError {
  readonly code = 'key-refused';

  constructor(readonly refusal: Refusal) {
    super(`The ledger refuses the key (${refusal.problem}): ${refusal.detail}`);
  }
}

/**
 * The cursor was made by another ledger, or by this one before it was put back to an older copy: what was taken does not
 * belong to this ledger. Begin anew with an empty table, or give the consumer its own ledger again.
 */
export class CursorOfAnotherLedgerError extends FeedError {
  readonly code = 'cursor-of-another-ledger';

  constructor(
    readonly cursor: string,
    readonly refusal: Refusal,
  ) {
    super(`The cursor ${cursor} is of another ledger: ${refusal.detail}`);
  }
}

/** The ledger does not understand the request: a filter, a topic, an address that is wrong. */
export class RequestRefusedError extends FeedError {
  readonly code = 'request-refused';

  constructor(readonly refusal: Refusal) {
    super(`The ledger refuses the request (${refusal.status} ${refusal.problem}): ${refusal.detail}`);
  }
}

/** The server cannot be reached, is not ready, or what answers in its place is no ledger. It is tried again. */
export class ServerAwayError extends FeedError {
  readonly code = 'server-away';

  /** @param retryAfterMs what the server asks to wait at least; null: nothing */
  constructor(
    reason: string,
    readonly retryAfterMs: number | null = null,
    cause?: unknown,
  ) {
    super(`The feed cannot be read now: ${reason}`, { cause });
  }
}
