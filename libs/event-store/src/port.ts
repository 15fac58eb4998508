import type { UnavailableReason } from './errors.js';

/** An event's place in the whole ledger: a safe integer, ordered, not dense, not for arithmetic. 0 is before the first. */
export type Position = number;

/** An instant in UTC, always written `YYYY-MM-DDTHH:MM:SS.sssZ`, so that text order is time order. */
export type Instant = string;

/** What every event says about how it came to be; anything else that is plain JSON may stand beside it. */
export interface EventMetadata {
  /** Names the request or job that the event belongs to. */
  readonly correlationId: string;
  /** The event or command that led to this one. */
  readonly causationId?: string;
  /** Who did it: a key id or a user number, never a name. */
  readonly actor: string;
  /** The natural key: the system that stated the fact, and its document (with the line, where it has several). */
  readonly source?: { readonly system: string; readonly document: string };
  /** Written by the store, into the first event of an append with an idempotency key. */
  readonly boundKey?: NamedKey;
  readonly [key: string]: unknown;
}

/** What an append has bound to its events, as the first of them says. */
export interface NamedKey {
  /** Of the key's text in UTF-8: `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
  /** Number of events of the append. */
  readonly count: number;
}

/** An event to append. */
export interface NewEvent {
  /** A UUID in lower case, derived from the natural key, so that the same fact always has the same id. */
  readonly id: string;
  readonly type: string;
  /** Version of the shape of `data`, from 1; which versions are known is the reader's matter. */
  readonly schemaVersion: number;
  /** Plain JSON. */
  readonly data: unknown;
  readonly metadata: EventMetadata;
  /** A scripted clock: only a sample ledger takes it, and only until its first event without one. */
  readonly recordedAt?: Instant;
}

/** An event as it stands in the ledger, for ever. */
export interface RecordedEvent extends NewEvent {
  readonly stream: string;
  /** The event's number in its stream, dense from 1. */
  readonly version: number;
  readonly position: Position;
  /** When the ledger learned it; strictly increasing with the position where one process writes. */
  readonly recordedAt: Instant;
}

/** Options of one append. */
export interface AppendOptions {
  /**
   * Bound to the events of this append for ever, in the transaction that stores them. The caller makes it unique, also across its
   * clients.
   */
  readonly idempotencyKey?: string;
}

/** The events as recorded, in order; `replayed` when an earlier append had stored them already. */
export interface AppendResult {
  readonly replayed: boolean;
  readonly events: readonly RecordedEvent[];
}

/** Which part of a stream to read. Default: all of it, oldest first. */
export interface StreamRange {
  /** Inclusive. Default: the first version, or backwards the last. */
  readonly fromVersion?: number;
  readonly maxCount?: number;
  readonly direction?: 'forwards' | 'backwards';
}

/** Narrows a read of the whole ledger; the store does the narrowing. */
export interface EventFilter {
  /** Only streams whose name starts so: `member-`. */
  readonly streamPrefix?: string;
}

/** Which part of the whole ledger to read, in order of position. */
export interface AllRange {
  /** Exclusive; 0 reads from the beginning. */
  readonly after: Position;
  /** Inclusive. Default: the head when the read began. */
  readonly through?: Position;
  /** At most that many events. Default: all. */
  readonly limit?: number;
  readonly filter?: EventFilter;
}

/** Where a subscription starts and how it ends. */
export interface SubscriptionOptions {
  /** Exclusive; 0 starts at the beginning. */
  readonly after: Position;
  readonly filter?: EventFilter;
  /** Ends the subscription; the iteration then finishes without an error. */
  readonly signal: AbortSignal;
}

/** Everything up to this position was delivered or filtered out; a checkpoint may move here. */
export interface CaughtUp {
  readonly caughtUp: Position;
}

/**
 * `sample`: open for trying out, with its own clock. `ledger`: the real thing. `access-log`: no ledger, but who read one.
 * Fixed at creation.
 */
export type LedgerKind = 'sample' | 'ledger' | 'access-log';

/**
 * Whether appends go through; `closed`, `failed`, `corrupt` and `foreign-event` last until the ledger is opened again,
 * what a server causes (`unreachable`, `access-denied`, `unsupported-server`) passes when the server has come back.
 */
export type StoreHealth =
  { readonly isWritable: true } | { readonly isWritable: false; readonly reason: UnavailableReason };

/** What a new ledger is made of. */
export interface LedgerCreation {
  /** A UUID: the namespace of the ledger's event ids. */
  readonly logId: string;
  readonly kind: LedgerKind;
  /** Added to the system clock, in milliseconds; 0 except in a sample ledger. */
  readonly clockOffsetMs: number;
  /** Version of the program that creates it. */
  readonly appVersion: string;
}

/** The record of a ledger's creation, kept beside its events. */
export interface LedgerRecord extends LedgerCreation {
  /** By the ledger's own clock. */
  readonly createdAt: Instant;
  /** Version of the layout of the database, from 1. */
  readonly schemaVersion: number;
}

/**
 * The log of a ledger: streams of events with exact versions, in one total order. Nothing is ever changed or removed.
 * One contract suite (`#libs/event-store/testing`) says what every implementation must do; failures are `StoreError`s.
 *
 * **Idempotency, for ever.** An event id is derived from its natural key, so the unique id refuses a second event of
 * one source document. A client's idempotency key is bound in the transaction that stores the events. On a store
 * without transactions across streams (EventStoreDB), each id and each key has a reservation stream of its own: it is
 * written first, with expected version 0, and names the stream, version and ids it is for. Whoever finds a reservation
 * whose events are missing completes or adopts it by appending those same ids at that same version, which the exact
 * version makes safe. This is why an append touches one stream only and there is no "any version".
 */
export interface EventStore {
  readonly ledger: LedgerRecord;

  /** The ledger's clock: system clock + offset, but never before the last `recordedAt`. */
  now(): Instant;

  /** Asks nothing of the disk, so it can be asked often; what it says is what the last commits have shown. */
  health(): StoreHealth;

  /**
   * Appends all events or none, and answers once they are durable. An append that was stored before (same ids, same
   * stream, same types, schema versions and data; metadata may differ) is answered with the events recorded then,
   * whatever version is expected now. A key that came with it and was free stays free: a key is bound only to events that name
   * it, and whoever wants it bound appends one.
   *
   * @param expectedVersion number of events in the stream; 0 when there must be no such stream
   * @throws WrongExpectedVersionError, EventIdConflictError, IdempotencyKeyConflictError, InvalidEventError,
   *   EventTooLargeError, DiskFullError, StoreUnavailableError: nothing was stored;
   *   AppendOutcomeUnknownError: repeat the same append
   */
  append(
    stream: string,
    expectedVersion: number,
    events: readonly NewEvent[],
    options?: AppendOptions,
  ): Promise<AppendResult>;

  /** The stream's events in order of version; none if there is no such stream. */
  readStream(stream: string, range?: StreamRange): Promise<readonly RecordedEvent[]>;

  /** The ledger's events in order of position, one at a time. */
  readAll(range: AllRange): AsyncIterable<RecordedEvent>;

  /** The same in pages of at most 1,000, none of them empty: for rebuilds, where an await per event would show. */
  readPages(range: AllRange): AsyncIterable<readonly RecordedEvent[]>;

  /**
   * History, then live, for `for await` only: every event after the position once, in order. The next event is read
   * when the consumer asks for it, so a slow one holds up nobody and fills no memory. `caughtUp` is given each time
   * the end is reached, also where the filter hid every event. Ends when the signal is aborted or the store is closed.
   */
  subscribe(options: SubscriptionOptions): AsyncIterable<RecordedEvent | CaughtUp>;

  /** Position of the last event; 0 in an empty ledger. */
  head(): Promise<Position>;

  eventById(id: string): Promise<RecordedEvent | undefined>;

  /** The events appended under the key, or undefined when it is free. */
  findByIdempotencyKey(key: string): Promise<readonly RecordedEvent[] | undefined>;

  /**
   * The one position that "known at" means: for an instant the last position such that no event up to it has a later
   * `recordedAt`, for a position the last event at or before it. 0 when nothing was known yet.
   *
   * @throws InvalidEventError when the instant is not written as `Instant` says
   */
  resolvePosition(knownAt: Instant | Position): Promise<Position>;

  /** When the event at exactly this position was recorded; undefined when there is none. */
  recordedAtOf(position: Position): Promise<Instant | undefined>;

  /**
   * Whether the store keeps that events may still bring their own instant. A store that tells it by the last event has no such
   * record, and no such method.
   */
  readonly isTakingScript?: () => boolean;

  /** What the store keeps of events recorded earlier than one before them, by position. A store that keeps none has no such method. */
  readonly inversions?: () => readonly Inversion[];

  /** The rows by which the store finds what a key is bound to, each once, in pages. A store that keeps no such rows has no such method. */
  readonly keyRows?: () => AsyncIterable<readonly KeyRow[]>;

  /**
   * Refuses new appends, commits those that wait, ends the subscriptions, releases the ledger. Again is a no-op.
   *
   * @throws StoreUnavailableError when the files could not be tidied up: the ledger is released all the same, and
   *   everything that was acknowledged is in it
   */
  close(): Promise<void>;
}

/** An event that was recorded earlier than one before it, as in a ledger of several writers. */
export interface Inversion {
  /** Null where somebody put there what is no position. */
  readonly position: Position | null;
  /** The latest moment at which any event up to it was recorded, in milliseconds since 1970; where somebody changed it, perhaps none. */
  readonly highestMs: number | null;
}

/** What follows a log asks of it. Nothing of it appends. */
export type EventLog = Pick<
  EventStore,
  | 'ledger'
  | 'now'
  | 'health'
  | 'head'
  | 'readStream'
  | 'readAll'
  | 'readPages'
  | 'subscribe'
  | 'resolvePosition'
>;

/** The log of a ledger that somebody else appends to, followed live. */
export interface FollowedLog extends EventLog {
  /** Says that something was appended, which whoever has subscribed then reads. */
  appended(): void;
  /** Ends the subscriptions, and lets go of the files. Again is a no-op. */
  close(): void;
}

/** The log of a ledger that somebody else appends to: it is only read. */
export interface LogView
  extends
    Pick<
      EventStore,
      'ledger' | 'head' | 'readPages' | 'readStream' | 'isTakingScript' | 'inversions' | 'keyRows'
    >,
    Pick<CopySource, 'boundKeys'> {
  /** Again is a no-op. */
  close(): void;
}

/** An idempotency key and the events it is bound to: `count` of them in one stream, from `version` on. */
export interface KeyBinding {
  readonly key: string;
  readonly stream: string;
  /** Of the first of the events. */
  readonly version: number;
  readonly count: number;
}

/** A stored row of an idempotency key, as it is, whatever it points at. */
export interface KeyRow {
  /** As `NamedKey.digest`; null where what stands there is no text or far too long, so that no key is found by it. */
  readonly digest: string | null;
  /** Where its first event should be; null where somebody put there what is no position. */
  readonly position: Position | null;
  /** Null where somebody put there what is no number of events of an append. */
  readonly count: number | null;
  /** Whether that many events of one stream stand side by side there, their versions without a gap. */
  readonly isWhole: boolean;
}

/** What a ledger is copied from, and what a copy is compared by. Every store can be read so. */
export interface CopySource {
  readonly ledger: LedgerRecord;

  /** As `EventStore.readPages`. */
  readPages(range: AllRange): AsyncIterable<readonly RecordedEvent[]>;

  /** Every key that is bound, each once, in no stated order; in pages of at most 1,000, none of them empty. */
  boundKeys(): AsyncIterable<readonly KeyBinding[]>;
}

/**
 * A ledger that is being made as a copy of another. Until `finish` it refuses to be opened in any other way. Whatever
 * was taken is durable when the call resolves; taking it again changes nothing, so an interrupted copy goes on after
 * `copiedThrough` and gives all keys again.
 */
export interface CopyTarget extends CopySource {
  /** Position of the last event taken; 0 at the beginning. */
  copiedThrough(): Promise<Position>;

  /**
   * Takes events in order of position, without a gap in any stream; each keeps everything, also its position and
   * `recordedAt`. Pages that overlap what is there already are fine.
   *
   * @throws CopyMismatchError when another event stands where one of these belongs
   */
  takeEvents(events: readonly RecordedEvent[]): Promise<void>;

  /**
   * Binds keys, after all events were taken.
   *
   * @throws CopyMismatchError when a key is bound to other events, or the events are not there
   */
  takeKeys(bindings: readonly KeyBinding[]): Promise<void>;

  /** The copy is whole: from now on it is opened like any ledger, and its next position comes after the copied ones. */
  finish(): Promise<void>;

  /** Releases the ledger, finished or not. Again is a no-op. */
  close(): Promise<void>;
}
