import { StoreUnavailableError } from '../errors.js';
import { toInstant } from '../instant.js';
import { encodeAppend } from '../new-append.js';
import type {
  AllRange,
  AppendOptions,
  AppendResult,
  CaughtUp,
  CopySource,
  EventStore,
  Instant,
  Inversion,
  KeyBinding,
  KeyRow,
  LedgerRecord,
  NewEvent,
  Position,
  RecordedEvent,
  StoreHealth,
  StreamRange,
  SubscriptionOptions,
} from '../port.js';
import { AppendWriter } from './append-writer.js';
import { readBoundKeys } from './bound-keys.js';
import type { Connection } from './connection.js';
import { asking, closing } from './failure.js';
import { readEvents, readPages, readStream, type Source, subscribe } from './following.js';
import { GroupCommit } from './group-commit.js';
import { readKeyRows } from './key-rows.js';
import { LedgerClock } from './ledger-clock.js';
import type { OwnerLock } from './owner-lock.js';
import { positionOf } from './known-at.js';
import { prepareReads, type Reads } from './reads.js';
import { Wakeup } from './wakeup.js';
import { prepareWrites } from './writes.js';

/** What `openSqliteStore` hands over: an open database that holds a ledger, and the lock that makes it ours. */
export interface SqliteStoreParts {
  readonly connection: Connection;
  readonly ledger: LedgerRecord;
  readonly clock: () => number;
  /** None in memory. */
  readonly ownerLock?: OwnerLock;
}

/** The embedded store: one SQLite database, one process, one connection. */
export class SqliteEventStore implements EventStore, CopySource {
  readonly ledger: LedgerRecord;
  private readonly connection: Connection;
  private readonly ownerLock: OwnerLock | undefined;
  private readonly clock: LedgerClock;
  private readonly reads: Reads;
  private readonly writer: AppendWriter;
  private readonly commits: GroupCommit;
  private readonly wakeup = new Wakeup();
  private readonly source: Source;
  private open = true;
  private closed: Promise<void> | undefined;

  constructor({ connection, ledger, clock, ownerLock }: SqliteStoreParts) {
    this.connection = connection;
    this.ledger = ledger;
    this.ownerLock = ownerLock;
    this.clock = new LedgerClock(clock, ledger.clockOffsetMs);
    this.reads = prepareReads(connection, ledger.schemaVersion);
    this.writer = new AppendWriter(this.reads, prepareWrites(connection), this.clock);
    this.commits = new GroupCommit(connection, this.writer, () => {
      this.wakeup.ring();
    });
    this.source = {
      isOpen: () => this.open,
      head: () => this.writer.head,
      reads: () => this.openReads(),
      ends: this.writer.ends,
    };
  }

  now(): Instant {
    return toInstant(this.clock.now());
  }

  health(): StoreHealth {
    const reason = this.open ? this.commits.stoppedBy : 'closed';
    return reason === undefined ? { isWritable: true } : { isWritable: false, reason };
  }

  async append(
    stream: string,
    expectedVersion: number,
    events: readonly NewEvent[],
    options?: AppendOptions,
  ): Promise<AppendResult> {
    if (!this.open) throw new StoreUnavailableError('closed');
    return this.commits.submit(encodeAppend(stream, expectedVersion, events, options));
  }

  readStream(stream: string, range: StreamRange = {}): Promise<readonly RecordedEvent[]> {
    return readStream(this.source, stream, range);
  }

  readAll(range: AllRange): AsyncIterable<RecordedEvent> {
    return readEvents(this.source, range);
  }

  readPages(range: AllRange): AsyncIterable<readonly RecordedEvent[]> {
    return readPages(this.source, range);
  }

  subscribe(options: SubscriptionOptions): AsyncIterable<RecordedEvent | CaughtUp> {
    return subscribe(this.source, this.wakeup, options);
  }

  head(): Promise<Position> {
    return this.ask(() => this.writer.head);
  }

  eventById(id: string): Promise<RecordedEvent | undefined> {
    return this.ask((reads) => {
      const event = reads.byId(id);
      if (event === undefined) this.writer.absentIds.looked(id);
      return event;
    });
  }

  findByIdempotencyKey(key: string): Promise<readonly RecordedEvent[] | undefined> {
    return this.ask((reads) => {
      const binding = reads.binding(key);
      if (binding === undefined) this.writer.absentKeys.looked(key);
      return binding && reads.bound(binding);
    });
  }

  boundKeys(): AsyncIterable<readonly KeyBinding[]> {
    return readBoundKeys(this.source, this.connection);
  }

  resolvePosition(knownAt: Instant | Position): Promise<Position> {
    return this.ask((reads) => positionOf(reads, knownAt, this.writer.head));
  }

  recordedAtOf(position: Position): Promise<Instant | undefined> {
    return this.ask((reads) => {
      if (position > 0 && position === this.writer.head) return toInstant(this.writer.headMs);
      const event = reads.atOrBefore(position);
      return event?.position === position ? toInstant(event.recordedMs) : undefined;
    });
  }

  readonly isTakingScript = (): boolean => this.writer.isTakingScript;

  readonly inversions = (): readonly Inversion[] => asking(() => this.openReads().inversions());

  readonly keyRows = (): AsyncIterable<readonly KeyRow[]> => readKeyRows(this.source, this.connection);

  close(): Promise<void> {
    this.closed ??= this.shutDown();
    return this.closed;
  }

  private async shutDown(): Promise<void> {
    this.open = false;
    this.wakeup.ring();
    await this.commits.drain();
    closing(
      // Where a failed batch could not be undone, it would stand in the way of the checkpoint.
      () => {
        this.connection.rollback();
      },
      // The driver closes the files late, so SQLite's own checkpoint at closing may not come.
      () => {
        this.connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      },
      () => {
        this.connection.close();
      },
      () => this.ownerLock?.release(),
    );
  }

  private ask<Answer>(question: (reads: Reads) => Answer): Promise<Answer> {
    return new Promise((resolve) => {
      resolve(asking(() => question(this.openReads())));
    });
  }

  private openReads(): Reads {
    if (!this.open) throw new StoreUnavailableError('closed');
    if (this.commits.leftOpen !== undefined) throw this.commits.leftOpen;
    return this.reads;
  }
}
