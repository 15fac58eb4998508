import { DiskFullError, StoreError, StoreUnavailableError, type UnavailableReason } from '../errors.js';

type FailureKind = UnavailableReason | 'disk-full';

/** A call to the server that failed, and what that says about what it was to store. */
export class ServerFailure extends Error {
  /**
   * @param mayBeStored whether what the call carried can have been stored, or can still be
   * @param isTransient whether the same call may well succeed a moment later
   */
  constructor(
    readonly kind: FailureKind,
    readonly mayBeStored: boolean,
    readonly isTransient: boolean,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }

  /** For an operation that stores nothing, or has stored nothing. */
  toStoreError(): StoreError {
    return this.kind === 'disk-full'
      ? new DiskFullError(this, 'the server')
      : new StoreUnavailableError(this.kind, this);
  }
}

const code = {
  cancelled: 1,
  deadlineExceeded: 4,
  permissionDenied: 7,
  resourceExhausted: 8,
  aborted: 10,
  unimplemented: 12,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/** What gRPC and the server report, as far as anything depends on it. */
type Reported = {
  readonly code?: unknown;
  readonly details?: unknown;
  readonly metadata?: { readonly getMap?: () => Record<string, unknown> };
};

/**
 * What a call ended with, as a failure. A call that never got a connection has stored nothing; of any other that broke
 * off nobody knows.
 */
export function toServerFailure(error: unknown): ServerFailure {
  if (error instanceof ServerFailure) return error;
  const reported = (error ?? {}) as Reported;
  const message = error instanceof Error ? error.message : String(error);
  const failure = (kind: FailureKind, mayBeStored: boolean, isTransient: boolean): ServerFailure =>
    new ServerFailure(kind, mayBeStored, isTransient, message, { cause: error });
  if (isDiskFull(message)) return failure('disk-full', true, false);
  const exception = exceptionOf(reported);
  if (exception === 'access-denied') return failure('access-denied', false, false);
  // The client takes up the connection to the leader that the server named.
  if (exception === 'not-leader') return failure('unreachable', true, true);
  switch (reported.code) {
    case code.unauthenticated:
    case code.permissionDenied:
      return failure('access-denied', false, false);
    case code.unimplemented:
      return failure('unsupported-server', false, false);
    case code.unavailable:
      return failure('unreachable', !neverConnected(message), true);
    case code.cancelled:
    case code.deadlineExceeded:
    case code.aborted:
      return failure('unreachable', true, true);
    case undefined:
      return isUnconnected(message) ? failure('unreachable', false, true) : failure('failed', true, false);
    default:
      return failure('failed', true, false);
  }
}

/** A failure of the server as the port's error; a refusal of the store itself passes through. */
export function toStoreError(error: unknown): StoreError {
  return error instanceof StoreError ? error : toServerFailure(error).toStoreError();
}

function exceptionOf({ metadata }: Reported): string | undefined {
  const exception = metadata?.getMap?.()['exception'];
  return typeof exception === 'string' ? exception : undefined;
}

/** What gRPC says when a call was not sent at all, for want of a connection. */
function neverConnected(message: string): boolean {
  return /No connection established|Name resolution failed|ECONNREFUSED|ENOTFOUND/.test(message);
}

/** What the client says, without a code, when no node of the cluster answers. */
function isUnconnected(message: string): boolean {
  return message.startsWith('Failed to discover') || neverConnected(message);
}

function isDiskFull(message: string): boolean {
  return /no space left|not enough space|disk (is )?full|ENOSPC/i.test(message);
}
