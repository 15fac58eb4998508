import { InvalidEventError, StoreUnavailableError } from '../errors.js';
import { parseInstant, toInstant } from '../instant.js';
import { type EncodedAppend, encodeAppend } from '../new-append.js';
import type {
  AllRange,
  AppendOptions,
  AppendResult,
  CaughtUp,
  CopySource,
  EventStore,
  Instant,
  KeyBinding,
  LedgerRecord,
  NewEvent,
  Position,
  RecordedEvent,
  StoreHealth,
  StreamRange,
  SubscriptionOptions,
} from '../port.js';
import { Appends } from './appends.js';
import { Arrivals } from './arrivals.js';
import type { Connection } from './connection.js';
import { toStoreError } from './failures.js';
import type { LedgerState } from './ledger-stream.js';
import { Lookups } from './lookups.js';
import type { StreamNames } from './names.js';
import { PositionIndex } from './position-index.js';
import { ServerReservations } from './reservations.js';
import { checkScript, isScripted } from './script.js';
import { StreamReader } from './stream-reader.js';
import { subscribe } from './subscription.js';
import { Watch } from './watch.js';
import { WriterClock } from './writer-clock.js';

/** What `openEventStoreDb` hands over. */
export interface EventStoreDbParts {
  readonly connection: Connection;
  readonly names: StreamNames;
  readonly state: LedgerState;
  readonly clock: () => number;
  readonly appendTimeoutMs: number;
}

/** A ledger on an EventStoreDB server or cluster, one of several processes that append to it. */
export class EventStoreDbStore implements EventStore, CopySource {
  readonly ledger: LedgerRecord;
  private readonly clock: WriterClock;
  private readonly reader: StreamReader;
  private readonly index: PositionIndex;
  private readonly lookups: Lookups;
  private readonly appends: Appends;
  private readonly arrivals = new Arrivals();
  private watch: Watch | undefined;
  private open = true;
  private closed: Promise<void> | undefined;
  private grownBy = 0;

  constructor(private readonly parts: EventStoreDbParts) {
    const { names, state, clock, appendTimeoutMs } = parts;
    const { server } = parts.connection;
    this.ledger = state.ledger;
    this.clock = new WriterClock(clock, state.ledger.clockOffsetMs);
    this.reader = new StreamReader(server, names, state.base, (recordedMs) => {
      this.clock.see(recordedMs);
    });
    this.index = new PositionIndex(server, this.reader, state.origin, (error) => {
      this.watch?.suspect(error);
    });
    const { reader, arrivals } = this;
    const reservationParts = { server, reader, clock: this.clock, arrivals };
    this.lookups = new Lookups(server, names, new ServerReservations(reservationParts, 0));
    const isSample = state.ledger.kind === 'sample';
    this.appends = new Appends(reservationParts, {
      timeoutMs: appendTimeoutMs,
      failed: (error) => this.watch?.suspect(error),
      check: (append) => this.checkScript(append),
      // Whether a script may go on depends on the whole ledger, so a sample ledger has one queue.
      queueOf: ({ stream }) => (isSample ? '' : stream),
    });
  }

  /** Looks at what is stored, then follows it. To be awaited before anything else. */
  async start(): Promise<void> {
    await this.index.load();
    const last = await this.index.log.last();
    this.clock.see(this.index.latestMs);
    this.watch = new Watch({
      server: this.parts.connection.server,
      reader: this.reader,
      start: last
        ? { position: last.event.position, point: last.point }
        : { position: 0, point: this.parts.state.origin },
      grown: (event) => {
        this.arrivals.take(event);
        this.grown();
      },
    });
    this.watch.start();
  }

  now(): Instant {
    return toInstant(this.clock.now());
  }

  health(): StoreHealth {
    if (!this.open) return { isWritable: false, reason: 'closed' };
    return this.watch?.health.now ?? { isWritable: false, reason: 'unreachable' };
  }

  async append(
    stream: string,
    expectedVersion: number,
    events: readonly NewEvent[],
    options?: AppendOptions,
  ): Promise<AppendResult> {
    this.checkOpen();
    return this.appends.submit(encodeAppend(stream, expectedVersion, events, options));
  }

  readStream(stream: string, range?: StreamRange): Promise<readonly RecordedEvent[]> {
    return this.asking(() => this.reader.read(stream, range));
  }

  readAll(range: AllRange): AsyncIterable<RecordedEvent> {
    return this.reading(() => this.index.log.events(range));
  }

  readPages(range: AllRange): AsyncIterable<readonly RecordedEvent[]> {
    return this.reading(() => this.index.log.pages(range));
  }

  boundKeys(): AsyncIterable<readonly KeyBinding[]> {
    return this.reading(() => this.lookups.boundKeys(this.parts.state.origin));
  }

  subscribe(options: SubscriptionOptions): AsyncIterable<RecordedEvent | CaughtUp> {
    const { watch } = this;
    if (watch === undefined) throw new StoreUnavailableError('closed');
    return subscribe(this.index.log, watch, () => this.open, options);
  }

  head(): Promise<Position> {
    return this.asking(() => this.index.log.head());
  }

  eventById(id: string): Promise<RecordedEvent | undefined> {
    return this.asking(() => this.lookups.eventById(id));
  }

  findByIdempotencyKey(key: string): Promise<readonly RecordedEvent[] | undefined> {
    return this.asking(() => this.lookups.eventsOfKey(key));
  }

  resolvePosition(knownAt: Instant | Position): Promise<Position> {
    return this.asking(async () => {
      if (typeof knownAt === 'number') return (await this.index.atOrBefore(knownAt))?.event.position ?? 0;
      const epochMs = parseInstant(knownAt);
      if (epochMs === undefined) {
        throw new InvalidEventError('/knownAt', 'an instant YYYY-MM-DDTHH:MM:SS.sssZ');
      }
      return this.index.knownAt(epochMs);
    });
  }

  recordedAtOf(position: Position): Promise<Instant | undefined> {
    return this.asking(async () => {
      const found = await this.index.atOrBefore(position);
      return found?.event.position === position ? found.event.recordedAt : undefined;
    });
  }

  close(): Promise<void> {
    this.closed ??= this.shutDown();
    return this.closed;
  }

  private async shutDown(): Promise<void> {
    this.open = false;
    await this.appends.drain();
    await this.watch?.close();
    this.parts.connection.release();
  }

  /** Every thousand events the index is due. That it could not be written now is no failure: it is derived. */
  private grown(): void {
    this.grownBy += 1;
    if (this.grownBy % INDEX_AFTER !== 0) return;
    this.index.advance().catch((error: unknown) => this.watch?.suspect(error));
  }

  private async checkScript(append: EncodedAppend): Promise<void> {
    if (!isScripted(append)) return;
    const isSample = this.ledger.kind === 'sample';
    const last = isSample ? await this.index.log.last() : undefined;
    checkScript(append, {
      isOpen: isSample && (last === undefined || last.isScripted),
      lastMs: last?.recordedMs ?? 0,
    });
  }

  private checkOpen(): void {
    if (!this.open) throw new StoreUnavailableError('closed');
  }

  /** The answer to a question to the server, its failure turned into an error of the store. */
  private async asking<Answer>(question: () => Promise<Answer>): Promise<Answer> {
    this.checkOpen();
    try {
      return await question();
    } catch (error) {
      throw this.failing(error);
    }
  }

  private async *reading<Item>(read: () => AsyncIterable<Item>): AsyncGenerator<Item> {
    this.checkOpen();
    const items = read()[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await this.asking(() => items.next());
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await items.return?.();
    }
  }

  private failing(error: unknown): Error {
    if (!this.open) return new StoreUnavailableError('closed');
    this.watch?.suspect(error);
    return toStoreError(error);
  }
}

const INDEX_AFTER = 1_000;
