import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type EventStore,
  type LedgerRecord,
  openSqliteStore,
  StoreUnavailableError,
} from '#libs/event-store';
import { NotAccessLogError } from '../errors.js';
import { AccessIndex, type AccessQuery } from '../sqlite/access-index.js';
import { IN_MEMORY } from '../sqlite/seal-database.js';
import {
  ACCESS_LOG_STREAM,
  type AccessEntry,
  accessEvent,
  accessOf,
  MAX_ENTRIES_PER_APPEND,
  MAX_MEMBERS_PER_ENTRY,
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

/** Entries that wait for the append under way, and whom to tell. */
interface Waiting {
  readonly entries: readonly AccessEntry[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Keeps one append within the store's bound of bytes, with the longest of member numbers. */
const MAX_MEMBERS_PER_APPEND = 2 * MAX_MEMBERS_PER_ENTRY;

/** Entries that wait; a reader beyond them is refused, so that they cannot fill the memory. */
const MAX_WAITING = 10_000;

/**
 * Who read whom: a store of its own, which only grows, is sealed like the ledger and knows one kind of event. An index
 * beside it finds entries again; it is derived, and brought up to date when somebody asks.
 */
export class AccessLog {
  private readonly waiting: Waiting[] = [];
  private turn: Promise<void> | undefined;
  /** Opened by the first question. */
  private index: AccessIndex | undefined;

  private constructor(
    readonly store: EventStore,
    readonly directory: string,
    private version: number,
  ) {}

  /**
   * Opens the access log in a directory, or makes it; it has the clock of its ledger.
   *
   * @throws a StoreError: in use, unsafe permissions, no room; NotAccessLogError where it holds anything else
   */
  static async open(
    directory: string,
    { ledger, clock }: { readonly ledger: LedgerRecord; readonly clock: () => number },
  ): Promise<AccessLog> {
    const { clockOffsetMs, appVersion } = ledger;
    const create = { logId: randomUUID(), kind: 'access-log', clockOffsetMs, appVersion } as const;
    const store = await openSqliteStore({ directory, create, clock });
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

  /** Whether entries are taken; where not, nothing may be read either. */
  get isWritable(): boolean {
    return this.store.health().isWritable;
  }

  /**
   * Records entries, and returns once they are on the disk. Whoever waits meanwhile shares the next write.
   *
   * @throws a StoreError: they are not, or it cannot be told
   */
  record(entries: readonly AccessEntry[]): Promise<void> {
    if (this.waiting.length >= MAX_WAITING) return Promise.reject(new StoreUnavailableError('queue-full'));
    return new Promise((resolve, reject) => {
      this.waiting.push({ entries, resolve, reject });
      this.turn ??= this.run();
    });
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

  /** Writes what still waits, and lets go of the files. */
  async close(): Promise<void> {
    await this.turn;
    this.index?.close();
    await this.store.close();
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      // Whoever comes in this turn of the event loop shares the write.
      await nextTurn();
      const batch = this.nextBatch();
      const events = batch.flatMap(({ entries }) => entries.map((entry) => accessEvent(entry, randomUUID())));
      try {
        await this.store.append(ACCESS_LOG_STREAM, this.version, events);
        this.version += events.length;
        for (const { resolve } of batch) resolve();
      } catch (error) {
        // All or nothing was written; where that cannot be told, the store takes nothing more.
        for (const { reject } of batch) reject(error);
      }
    }
    this.turn = undefined;
  }

  /** The first that waits, and as many more as one append takes beside it. */
  private nextBatch(): readonly Waiting[] {
    let [entries, members] = [0, 0];
    const end = this.waiting.findIndex((each, index) => {
      entries += each.entries.length;
      members += each.entries.reduce((sum, entry) => sum + entry.members.length, 0);
      return index > 0 && (entries > MAX_ENTRIES_PER_APPEND || members > MAX_MEMBERS_PER_APPEND);
    });
    return this.waiting.splice(0, end === -1 ? this.waiting.length : end);
  }
}
