import { MAX_APPEND_BYTES } from './limits.js';

/** Every code a store may refuse or fail with; the edge has one row a code in its table of problems. */
export type StoreErrorCode =
  | 'wrong-expected-version'
  | 'event-id-conflict'
  | 'idempotency-key-conflict'
  | 'invalid-event'
  | 'event-too-large'
  | 'append-outcome-unknown'
  | 'disk-full'
  | 'store-unavailable'
  | 'store-locked'
  | 'unsafe-permissions'
  | 'newer-schema'
  | 'not-a-ledger'
  | 'ledger-not-found'
  | 'invalid-connection'
  | 'foreign-event'
  | 'copy-unfinished'
  | 'copy-mismatch'
  | 'is-a-backup';

/** A refusal or failure of a store. Unless the code is `append-outcome-unknown`, nothing was stored. */
export abstract class StoreError extends Error {
  abstract readonly code: StoreErrorCode;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The stream has moved on, or is not where the caller thought: read it again, decide again, append again. */
export class WrongExpectedVersionError extends StoreError {
  readonly code = 'wrong-expected-version';

  /** @param actual number of events in the stream; 0 when there is no such stream */
  constructor(
    readonly stream: string,
    readonly expected: number,
    readonly actual: number,
  ) {
    super(
      `Stream ${stream} has version ${actual}, expected ${expected}; read what was added and decide again.`,
    );
  }
}

/** The id belongs to an event with other content, in another stream, or only to some events of this append. */
export class EventIdConflictError extends StoreError {
  readonly code = 'event-id-conflict';

  /** @param position where the event that holds the id stands */
  constructor(
    readonly id: string,
    readonly position: number,
  ) {
    super(
      `Event id ${id} belongs to the event at position ${position}, which differs from the one given; ` +
        'repeat it unchanged, or give the new fact its own source document.',
    );
  }
}

/** The idempotency key belongs to another append. */
export class IdempotencyKeyConflictError extends StoreError {
  readonly code = 'idempotency-key-conflict';

  /** @param position of the first event that was appended under the key */
  constructor(readonly position: number) {
    super(
      `The idempotency key was used for the append at position ${position}, which differs from this one; ` +
        'repeat that one unchanged, or take a new key.',
    );
  }
}

/** An argument is malformed; the caller has a bug, or did not validate its input. */
export class InvalidEventError extends StoreError {
  readonly code = 'invalid-event';

  /**
   * @param pointer JSON pointer into the arguments: `/stream`, `/events/0/data/amountFen`, `/knownAt`
   * @param expectation what should stand there
   */
  constructor(
    readonly pointer: string,
    readonly expectation: string,
  ) {
    super(`At ${pointer} expected ${expectation}; nothing was stored.`);
  }
}

/** More bytes than one append may carry. */
export class EventTooLargeError extends StoreError {
  readonly code = 'event-too-large';
  readonly limitBytes = MAX_APPEND_BYTES;

  constructor(readonly bytes: number) {
    super(
      `The append carries ${bytes} bytes of type, data and metadata, at most ${MAX_APPEND_BYTES} are allowed; ` +
        'split it, or store a digest.',
    );
  }
}

/** The store failed while it was committing: the events may be there or not. */
export class AppendOutcomeUnknownError extends StoreError {
  readonly code = 'append-outcome-unknown';

  constructor(cause: unknown) {
    super(
      'The store failed during the commit, the events may or may not be stored; once it is back, ' +
        'append again with the same ids and the same expected version.',
      { cause },
    );
  }
}

/** No room on the disk. Nothing of the append was stored; reading goes on. */
export class DiskFullError extends StoreError {
  readonly code = 'disk-full';

  /** @param whose the disk of what: of the data directory, or of a server */
  constructor(cause: unknown, whose = 'the data directory') {
    super(`The disk of ${whose} is full, nothing was appended; free some space and append again.`, { cause });
  }
}

/**
 * Why a store cannot serve: closed by its owner, too many appends waiting, a data directory that cannot be used, an
 * input/output failure, damaged data; a server that does not answer, refuses the user, or lacks what the store needs;
 * an event in the ledger's streams that it did not write.
 */
export type UnavailableReason =
  | 'closed'
  | 'queue-full'
  | 'directory'
  | 'failed'
  | 'corrupt'
  | 'unreachable'
  | 'access-denied'
  | 'unsupported-server'
  | 'foreign-event';

const remedies: Record<UnavailableReason, string> = {
  closed: 'The store is closed; open it again.',
  'queue-full': 'Too many appends are waiting for their commit; wait for some of them, then go on.',
  directory: 'The data directory cannot be used; check that it is a directory which this user may write.',
  failed: 'The store failed to read or write its files; look at the disk, then restart the process.',
  corrupt: 'The store found its data damaged; stop, keep a copy of the data directory and restore a backup.',
  unreachable:
    'The server of the event store does not answer; check that it runs, and the host, port and tls of the connection string.',
  'access-denied':
    'The server of the event store refuses this user; check user and password of the connection string, and the ' +
    'rights of the user to read $all and to write the streams of the ledger.',
  'unsupported-server':
    'The server of the event store lacks what the ledger needs; run EventStoreDB 23.10 or later, or KurrentDB.',
  'foreign-event':
    'A stream of the ledger holds an event that the ledger did not write; the log names stream and number. Take that ' +
    'right away, and give this ledger another name or restore a backup.',
};

/** The store cannot serve now, or could not close its files in order. Nothing of an append that it refused was stored. */
export class StoreUnavailableError extends StoreError {
  readonly code = 'store-unavailable';

  constructor(
    readonly reason: UnavailableReason,
    cause?: unknown,
    /** Of the one event that cannot be read, where it is no more than that. */
    readonly position?: number,
  ) {
    const { message } = (cause ?? {}) as { readonly message?: unknown };
    super(typeof message === 'string' ? `${remedies[reason]} (${message})` : remedies[reason], { cause });
  }
}

/** Another process, or another part of this one, has the data directory open. */
export class StoreLockedError extends StoreError {
  readonly code = 'store-locked';

  constructor(readonly directory: string) {
    super(
      `Another process has the data directory ${directory} open; a ledger has one owner. ` +
        'Stop that process, ask it over HTTP (--url), or choose another directory.',
    );
  }
}

/** A file or folder of the ledger is open to other users of the machine. */
export class UnsafePermissionsError extends StoreError {
  readonly code = 'unsafe-permissions';

  /**
   * @param mode the permission bits found, for instance 0o755
   * @param expectedMode the permission bits it must have at most, 0o700 or 0o600
   */
  constructor(
    readonly path: string,
    readonly mode: number,
    readonly expectedMode: number,
  ) {
    const octal = (bits: number): string => bits.toString(8).padStart(4, '0');
    super(
      `${path} has mode ${octal(mode)}, which lets other users in; expected at most ${octal(expectedMode)}. ` +
        `Check who could read it, then run: chmod ${octal(expectedMode)} ${path}`,
    );
  }
}

/** The data was written by a newer version of the program; it was only looked at. */
export class NewerSchemaError extends StoreError {
  readonly code = 'newer-schema';

  constructor(
    readonly path: string,
    readonly found: number,
    readonly known: number,
  ) {
    super(
      `${path} has schema version ${found}, this program knows up to ${known}; nothing was changed. ` +
        'Use the newer program.',
    );
  }
}

/** The file is there, but it is not a ledger of this program. */
export class NotALedgerError extends StoreError {
  readonly code = 'not-a-ledger';

  constructor(readonly path: string) {
    super(`${path} is no ledger database; nothing was changed. Choose another data directory.`);
  }
}

/** There is no ledger, and none was to be created. */
export class LedgerNotFoundError extends StoreError {
  readonly code = 'ledger-not-found';

  constructor(readonly directory: string) {
    super(`There is no ledger in ${directory}; check the directory, or create the ledger first.`);
  }
}

/** A connection string, or a file that it names, cannot be used. What is shown never holds the password. */
export class InvalidConnectionError extends StoreError {
  readonly code = 'invalid-connection';

  /**
   * @param setting the part that is wrong: `scheme`, `host`, `port`, `user`, or the name of a parameter
   * @param seen what stands there; nothing of a password
   * @param expectation what should stand there
   */
  constructor(
    readonly setting: string,
    readonly seen: string,
    readonly expectation: string,
  ) {
    super(`Connection string, ${setting}: expected ${expectation}, but it is ${seen}.`);
  }
}

/** A stream of the ledger holds an event that the ledger did not write. It is never skipped and never guessed at. */
export class ForeignEventError extends StoreError {
  readonly code = 'foreign-event';

  /**
   * @param serverStream the stream as the server names it
   * @param number of the event in it, from 0, as the server counts
   * @param what is wrong with it
   */
  constructor(
    readonly serverStream: string,
    readonly number: number,
    what: string,
  ) {
    super(
      `Event ${number} of stream ${serverStream} was not written by this ledger: ${what}. Something else writes to ` +
        'the streams of the ledger; take that right away, and give this ledger another name or restore a backup.',
    );
  }
}

/** The ledger is a copy that was not finished, or is not the copy that was to be continued. */
export class CopyUnfinishedError extends StoreError {
  readonly code = 'copy-unfinished';

  constructor(readonly place: string) {
    super(
      `${place} holds a half-made copy of a ledger and cannot be served; finish it with the same canbao copy or import, or take another place.`,
    );
  }
}

/** A copy cannot go on: its target holds something else. */
export class CopyMismatchError extends StoreError {
  readonly code = 'copy-mismatch';

  constructor(
    readonly place: string,
    readonly difference: string,
  ) {
    super(`${place} is no copy of this ledger: ${difference}. Copy to an empty place.`);
  }
}

/** The directory is a back-up: a program that opens its database writes to it, and then it is no longer as it was made. */
export class IsABackupError extends StoreError {
  readonly code = 'is-a-backup';

  constructor(readonly directory: string) {
    super(
      `${directory} is a back-up, and opening it would change it; restore it to another directory with canbao restore, which verifies it.`,
    );
  }
}
