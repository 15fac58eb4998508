import { DiskFullError, StoreError, StoreUnavailableError } from '../errors.js';
import type { Position } from '../port.js';

const primaryCodes = { full: 13, corrupt: 11, notADatabase: 26, busy: 5 } as const;
/** No permission, read-only, cannot open. */
const unusableCodes: readonly unknown[] = [3, 8, 14];

/** What SQLite or the file system reported, as an error of the store. A refusal of the store itself passes through. */
export function toStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  if (isFromFileSystem(error)) {
    return error.code === 'ENOSPC' ? new DiskFullError(error) : new StoreUnavailableError('directory', error);
  }
  const code = primaryCode(error);
  if (code === primaryCodes.full) return new DiskFullError(error);
  // Stored JSON that cannot be parsed, or a moment that there is not: a page was overwritten.
  const isUnreadable = error instanceof SyntaxError || error instanceof RangeError;
  const isDamaged = isUnreadable || code === primaryCodes.corrupt || code === primaryCodes.notADatabase;
  return new StoreUnavailableError(isDamaged ? 'corrupt' : 'failed', error);
}

/** The same of one event that was read and cannot be made out. */
export function toUnreadable(error: unknown, position: Position): StoreError {
  const failure = toStoreError(error);
  if (!(failure instanceof StoreUnavailableError)) return failure;
  return new StoreUnavailableError(failure.reason, failure.cause, position);
}

/** The same while something is being opened, when an operator has to be told which directory or file is meant. */
export function toOpeningError(error: unknown, path: string): StoreError {
  const failure = toStoreError(error);
  if (!(failure instanceof StoreUnavailableError)) return failure;
  const seen = error instanceof StoreUnavailableError ? error.cause : error;
  const text = seen instanceof Error ? seen.message : String(seen);
  if (text.includes(path)) return failure;
  const reason = unusableCodes.includes(primaryCode(error)) ? 'directory' : failure.reason;
  return new StoreUnavailableError(reason, new Error(`${path}: ${text}`, { cause: error }));
}

/** The answer to a question to the database, its failure turned into an error of the store. */
export function asking<Answer>(question: () => Answer): Answer {
  try {
    return question();
  } catch (error) {
    throw toStoreError(error);
  }
}

/** Tidies up after a failure. That this fails too is not said: why it had to be done is what counts. */
export function quietly(tidyUp: () => void): void {
  try {
    tidyUp();
  } catch {
    return;
  }
}

/**
 * Takes every step of closing a store, also after one that failed, so that the ledger is let go of.
 *
 * @throws StoreUnavailableError for the first step that failed; nothing that was acknowledged is lost by it
 */
export function closing(...steps: readonly (() => void)[]): void {
  let failure: StoreError | undefined;
  for (const step of steps) {
    try {
      step();
    } catch (error) {
      failure ??= toClosingError(error);
    }
  }
  if (failure !== undefined) throw failure;
}

/** A full disk is told of appends only: there is none that it could be about. */
function toClosingError(error: unknown): StoreError {
  const failure = toStoreError(error);
  return failure instanceof DiskFullError ? new StoreUnavailableError('failed', error) : failure;
}

/** Another connection holds the lock that was asked for. */
export function isBusy(error: unknown): boolean {
  return primaryCode(error) === primaryCodes.busy;
}

function isFromFileSystem(error: unknown): error is NodeJS.ErrnoException {
  return typeof (error as NodeJS.ErrnoException | null)?.syscall === 'string';
}

/** SQLite's extended codes carry the primary one in their low byte. */
function primaryCode(error: unknown): number | undefined {
  const { errcode, message } = (error ?? {}) as { readonly errcode?: unknown; readonly message?: unknown };
  if (typeof message === 'string' && DAMAGED.some((each) => message.startsWith(each)))
    return primaryCodes.corrupt;
  if (typeof errcode === 'number') return errcode & 0xff;
  // What `all` of the driver throws has SQLite's text only.
  return typeof message === 'string' ? codesByText.get(message) : undefined;
}

/**
 * SQLite goes on with the table or the column that it cannot make out, or that is gone, and the driver with the number that is
 * beyond what a program can hold. None of them has a code of its own.
 */
const DAMAGED = [
  'malformed database schema',
  'no such table',
  'no such column',
  'Value is too large to be represented',
];

/** SQLite's own texts of the codes that say what to do. */
const codesByText: ReadonlyMap<string, number> = new Map([
  ['database disk image is malformed', primaryCodes.corrupt],
  ['file is not a database', primaryCodes.notADatabase],
  ['database or disk is full', primaryCodes.full],
]);
