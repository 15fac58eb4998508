import { randomUUID } from 'node:crypto';
import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import { uuidV7 } from '#libs/canonical';
import {
  DiskFullError,
  type EventStore,
  type LedgerRecord,
  openSqliteStore,
  type SqliteStoreOptions,
  WrongExpectedVersionError,
} from '#libs/event-store';
import { NotAccessLogError } from '../errors.js';
import { AccessIndex, type AccessQuery } from '../sqlite/access-index.js';
import { IN_MEMORY } from '../sqlite/seal-database.js';
import {
  ACCESS_LOG_STREAM,
  type AccessEntry,
  accessEvent,
  accessOf,
  type RecordedAccess,
} from './access-entry.js';

/** Where the access log of a data directory is. */
export function accessLogDirectory(directory: string): string {
  return directory === IN_MEMORY ? IN_MEMORY : join(directory, 'access-log');
}

/** The file that says that there is one. */
export function accessLogFile(directory: string): string {
  return join(directory, 'ledger.db');
}

/** How often entries are handed over anew because some before them failed. */
const MAX_ATTEMPTS = 16;

/** A disk with less than this free has no room: the journal grows by some pages for an entry. */
const ROOM_BYTES = 1_048_576;

/**
 * Who read whom: a store of its own, which only grows, is sealed like the ledger and knows one kind of event. An index
 * beside it finds entries again; it is derived, and brought up to date when somebody asks.
 */
export class AccessLog {
  /** Opened by the first question. */
  private index: AccessIndex | undefined;
  /** How often `version` was found wrong, and put right. */
  private corrections = 0;
  /** The last entries found no room on the disk. */
  private isFull = false;

  private constructor(
    readonly store: EventStore,
    readonly directory: string,
    /** Number of entries, with those on their way to the disk. Where one of these fails it is too high until the next one. */
    private version: number,
  ) {}

  /**
   * Opens the access log in a directory, or makes it; it has the clock of its ledger.
   *
   * @param checkpointFrames as of the store
   * @throws a StoreError: in use, unsafe permissions, no room; NotAccessLogError where it holds anything else
   */
  static async open(
    directory: string,
    {
      ledger,
      clock,
      checkpointFrames,
    }: Pick<SqliteStoreOptions, 'clock' | 'checkpointFrames'> & { readonly ledger: LedgerRecord },
  ): Promise<AccessLog> {
    const { clockOffsetMs, appVersion } = ledger;
    const create = { logId: randomUUID(), kind: 'access-log', clockOffsetMs, appVersion } as const;
    const store = await openSqliteStore({ directory, create, clock, checkpointFrames });
    try {
      if (store.ledger.kind !== 'access-log') throw new NotAccessLogError(directory);
      const [last] = await store.readStream(ACCESS_LOG_STREAM, { direction: 'backwards', maxCount: 1 });
      return new AccessLog(store, directory, last?.version ?? 0);
    } catch (error) {
      // Why it cannot be used is what counts.
      await store.close().catch(() => undefined);
      throw error;
    }
  }

  /** Whether entries are taken, or may be by another attempt; where not, nothing may be read either. */
  get isOpen(): boolean {
    return this.store.health().isWritable;
  }

  /**
   * Whether entries can be written. Where the last ones found no room it is looked whether there is some by now: nobody may
   * come to try, who is sent elsewhere because of this answer.
   */
  get isWritable(): boolean {
    return this.isOpen && (!this.isFull || this.hasRoom());
  }

  /**
   * Records entries, all or none, and returns once they are on the disk. Whoever comes in the same turn of the event loop
   * shares the write: each is handed to the store at once, behind those before it.
   *
   * @throws a StoreError: they are not, or it cannot be told
   */
  async record(entries: readonly AccessEntry[]): Promise<void> {
    const now = Date.parse(this.store.now());
    // Ids that begin with the moment are written to one page of their index, not all over it.
    const events = entries.map((entry) => accessEvent(entry, uuidV7(now, randomUUID())));
    for (let left = MAX_ATTEMPTS; ; left -= 1) {
      const { corrections, version } = this;
      this.version += events.length;
      try {
        await this.store.append(ACCESS_LOG_STREAM, version, events);
        this.isFull = false;
        return;
      } catch (error) {
        if (error instanceof DiskFullError) this.isFull = true;
        // Entries before these could not be stored, so that these stand further ahead.
        if (left === 1 || !(error instanceof WrongExpectedVersionError)) throw error;
        if (corrections !== this.corrections) continue;
        this.corrections += 1;
        this.version = error.actual;
      }
    }
  }

  /**
   * A page of what was recorded, in its order.
   *
   * @throws a StoreError
   */
  async page(query: AccessQuery): Promise<readonly RecordedAccess[]> {
    this.index ??= AccessIndex.open(this.directory);
    await this.index.catchUp(this.store);
    const numbers = this.index.find(query);
    const found: RecordedAccess[] = [];
    for (const number of numbers) {
      for await (const [event] of this.store.readPages({ after: number - 1, limit: 1 })) {
        const access = event?.position === number ? accessOf(event) : undefined;
        if (access === undefined) throw new NotAccessLogError(this.directory);
        found.push(access);
      }
    }
    return found;
  }

  private hasRoom(): boolean {
    try {
      const { bavail, bsize } = statfsSync(this.directory);
      return bavail * bsize >= ROOM_BYTES;
    } catch {
      return false;
    }
  }

  /** Writes what still waits, and lets go of the files. */
  async close(): Promise<void> {
    this.index?.close();
    await this.store.close();
  }
}
