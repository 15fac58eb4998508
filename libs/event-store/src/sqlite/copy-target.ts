import { CopyMismatchError, StoreUnavailableError } from '../errors.js';
import { parseInstant } from '../instant.js';
import { sameJson } from '../json.js';
import type { AllRange, CopyTarget, KeyBinding, LedgerRecord, Position, RecordedEvent } from '../port.js';
import { readBoundKeys } from './bound-keys.js';
import type { Connection } from './connection.js';
import { asking, closing } from './failure.js';
import { readPages, type Source } from './following.js';
import type { OwnerLock } from './owner-lock.js';
import { type EventTime, prepareReads, type Reads } from './reads.js';
import { finishCopySchema } from './schema.js';
import { prepareWrites, type Writes } from './writes.js';

/** What `openSqliteCopy` hands over: an open database that holds an unfinished copy, and the lock that makes it ours. */
export interface SqliteCopyParts {
  readonly directory: string;
  readonly connection: Connection;
  readonly ledger: LedgerRecord;
  readonly ownerLock: OwnerLock;
}

/** A copy of a ledger that is being made in a data directory. What one call takes is one transaction. */
export class SqliteCopyTarget implements CopyTarget {
  readonly ledger: LedgerRecord;
  private readonly directory: string;
  private readonly connection: Connection;
  private readonly ownerLock: OwnerLock;
  private readonly reads: Reads;
  private readonly writes: Writes;
  private readonly source: Source;
  private readonly insertInverted: (position: Position, highestMs: number) => void;
  private open = true;

  constructor({ directory, connection, ledger, ownerLock }: SqliteCopyParts) {
    this.directory = directory;
    this.connection = connection;
    this.ledger = ledger;
    this.ownerLock = ownerLock;
    this.reads = prepareReads(connection, ledger.schemaVersion);
    this.writes = prepareWrites(connection);
    this.insertInverted = connection.command('INSERT INTO inverted VALUES (?, ?)');
    this.source = {
      isOpen: () => this.open,
      head: () => this.last().position,
      reads: () => {
        this.checkOpen();
        return this.reads;
      },
    };
  }

  copiedThrough(): Promise<Position> {
    return this.doing(() => this.last().position);
  }

  readPages(range: AllRange): AsyncIterable<readonly RecordedEvent[]> {
    return readPages(this.source, range);
  }

  boundKeys(): AsyncIterable<readonly KeyBinding[]> {
    return readBoundKeys(this.source, this.connection);
  }

  takeEvents(events: readonly RecordedEvent[]): Promise<void> {
    return this.doing(() => {
      this.connection.transact(() => {
        let last = this.last();
        for (const event of events) {
          if (event.position <= last.position) this.checkTaken(event);
          else last = this.insert(event, last);
        }
      });
    });
  }

  takeKeys(bindings: readonly KeyBinding[]): Promise<void> {
    return this.doing(() => {
      this.connection.transact(() => {
        for (const binding of bindings) this.bind(binding);
      });
    });
  }

  finish(): Promise<void> {
    return this.doing(() => {
      this.connection.transact(() => {
        finishCopySchema(this.connection);
      });
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      if (this.open) {
        this.open = false;
        closing(() => {
          this.connection.close();
        }, this.ownerLock.release);
      }
      resolve();
    });
  }

  /** The last event that is there; in an empty copy a moment before all. */
  private last(): EventTime {
    return this.reads.atOrBefore(Number.MAX_SAFE_INTEGER) ?? { position: 0, recordedMs: 0, highestMs: 0 };
  }

  private insert(event: RecordedEvent, last: EventTime): EventTime {
    const { id, stream, version, position, type, schemaVersion } = event;
    const recordedMs = parseInstant(event.recordedAt);
    const head = this.writes.streamHead(stream);
    const next = (head?.version ?? 0) + 1;
    if (recordedMs === undefined) throw this.mismatch(`the event at position ${position} has no instant`);
    if (version !== next)
      throw this.mismatch(`version ${version} of its stream comes at position ${position}, expected ${next}`);
    if (this.reads.byId(id) !== undefined)
      throw this.mismatch(`the id of the event at position ${position} is there already`);
    this.writes.newEvent({
      position,
      streamId: head?.streamId ?? this.writes.newStream(stream),
      version,
      typeId: this.writes.typeId(type),
      schemaVersion,
      recordedMs,
      id,
      data: JSON.stringify(event.data),
      metadata: JSON.stringify(event.metadata),
    });
    if (recordedMs < last.highestMs) this.insertInverted(position, last.highestMs);
    return { position, recordedMs, highestMs: Math.max(recordedMs, last.highestMs) };
  }

  private checkTaken(event: RecordedEvent): void {
    const there = this.reads.byId(event.id);
    if (there === undefined || !sameJson(JSON.stringify(there), JSON.stringify(event)))
      throw this.mismatch(`another event stands at position ${event.position}`);
  }

  /** A key points at the first of its events by position; the others follow it there. */
  private bind({ key, stream, version, count }: KeyBinding): void {
    const first = this.reads.streamForwards(stream, version, 1)[0]?.position ?? 0;
    const events = first === 0 ? [] : this.reads.bound({ first, count });
    const isThere = events.length === count && events.every((event, index) => isPart(event, index));
    if (!isThere) throw this.mismatch(`the events of a key, from version ${version} on, are not there`);
    const bound = this.reads.binding(key);
    if (bound === undefined) this.writes.newKey(key, { first, count });
    else if (bound.first !== first || bound.count !== count)
      throw this.mismatch(`a key is bound to the events at position ${bound.first}, not ${first}`);

    function isPart(event: RecordedEvent, index: number): boolean {
      return event.stream === stream && event.version === version + index;
    }
  }

  private doing<Result>(work: () => Result): Promise<Result> {
    return new Promise((resolve) => {
      this.checkOpen();
      resolve(asking(work));
    });
  }

  private checkOpen(): void {
    if (!this.open) throw new StoreUnavailableError('closed');
  }

  private mismatch(difference: string): CopyMismatchError {
    return new CopyMismatchError(this.directory, difference);
  }
}
