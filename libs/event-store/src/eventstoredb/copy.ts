import { CopyMismatchError } from '../errors.js';
import { parseInstant } from '../instant.js';
import { MAX_APPEND_BYTES, MAX_EVENTS_PER_APPEND } from '../limits.js';
import { type EncodedAppend, type EncodedEvent, encodeRecorded } from '../new-append.js';
import type { AllRange, CopyTarget, KeyBinding, LedgerRecord, Position, RecordedEvent } from '../port.js';
import { encodePlaced, type Placed } from './attempt.js';
import { encodeEvent } from './codec.js';
import type { Connection } from './connection.js';
import { toStoreError } from './failures.js';
import { beginCopy, finishCopy, type LedgerState, readLedger } from './ledger-stream.js';
import { Lookups } from './lookups.js';
import type { StreamNames } from './names.js';
import { connectTo, type EventStoreDbOptions } from './open.js';
import { PositionIndex } from './position-index.js';
import { ServerReservations } from './reservations.js';
import { StreamReader } from './stream-reader.js';
import { probeWriting } from './watch.js';
import { WriterClock } from './writer-clock.js';

/** How to make, or go on making, a copy of a ledger on a server. */
export interface EventStoreDbCopyOptions extends Pick<
  EventStoreDbOptions,
  'connection' | 'ledgerName' | 'clock'
> {
  /** The record of the ledger that is copied. */
  readonly ledger: LedgerRecord;
}

const WRITE_TIMEOUT_MS = 10_000;

/**
 * Begins a copy where there is no ledger, or goes on with one of the same ledger.
 *
 * @throws InvalidConnectionError, StoreUnavailableError
 * @throws CopyMismatchError when there is something else, or a finished ledger
 */
export async function openEventStoreDbCopy(options: EventStoreDbCopyOptions): Promise<CopyTarget> {
  const { names, place, connection } = await connectTo(options);
  try {
    const { server } = connection;
    await server.checkVersion();
    await probeWriting(server, names.ledger);
    if ((await readLedger(server, names.ledger)) === undefined) {
      await beginCopy(server, names.ledger, options.ledger);
    }
    const state = await readLedger(server, names.ledger);
    if (state?.ledger.logId !== options.ledger.logId)
      throw new CopyMismatchError(place, 'it holds another ledger');
    if (!state.isUnfinished) throw new CopyMismatchError(place, 'the ledger there is finished');
    return new EventStoreDbCopy({ connection, names, place, state, clock: options.clock });
  } catch (error) {
    connection.release();
    throw toStoreError(error);
  }
}

type CopyParts = {
  readonly connection: Connection;
  readonly names: StreamNames;
  readonly place: string;
  readonly state: LedgerState;
  readonly clock: () => number;
};

class EventStoreDbCopy implements CopyTarget {
  readonly ledger: LedgerRecord;
  private readonly index: PositionIndex;
  private readonly lookups: Lookups;
  private readonly reservations: ServerReservations;

  constructor(private readonly parts: CopyParts) {
    const { names, state, clock } = parts;
    const { server } = parts.connection;
    this.ledger = state.ledger;
    const writerClock = new WriterClock(clock, state.ledger.clockOffsetMs);
    const reader = new StreamReader(server, names, 0, () => undefined);
    this.index = new PositionIndex(server, reader, state.origin, () => undefined);
    this.reservations = new ServerReservations({ server, reader, clock: writerClock }, 0);
    this.lookups = new Lookups(server, names, this.reservations);
  }

  readPages(range: AllRange): AsyncIterable<readonly RecordedEvent[]> {
    return this.index.log.pages(range);
  }

  boundKeys(): AsyncIterable<readonly KeyBinding[]> {
    return this.lookups.boundKeys(this.parts.state.origin);
  }

  copiedThrough(): Promise<Position> {
    return this.telling(() => this.index.log.head());
  }

  takeEvents(events: readonly RecordedEvent[]): Promise<void> {
    return this.telling(async () => {
      // The ids first: an event that is there is always found by its id.
      await Promise.all(
        events.map(({ id, stream, version }) =>
          this.bind(this.parts.names.id(id), { stream, version: version - 1, count: 1 }, `event ${id}`),
        ),
      );
      // One after the other, since their order in the log is the order of the ledger.
      for (const run of runsOf(events)) await this.append(run);
    });
  }

  takeKeys(bindings: readonly KeyBinding[]): Promise<void> {
    return this.telling(async () => {
      await Promise.all(
        bindings.map(async ({ key, stream, version, count }) => {
          const placed: Placed = { stream, version: version - 1, count, idempotencyKey: key };
          const there = await this.reservations.eventsAt(placed);
          if (there.length !== count) throw this.mismatch('a key is bound to events that are not there');
          await this.bind(this.parts.names.key(key), placed, 'an idempotency key');
        }),
      );
    });
  }

  finish(): Promise<void> {
    return this.telling(async () => {
      await finishCopy(this.parts.connection.server, this.parts.names.ledger, await this.index.log.head());
    });
  }

  close(): Promise<void> {
    this.parts.connection.release();
    return Promise.resolve();
  }

  private async append(run: readonly RecordedEvent[]): Promise<void> {
    const [first] = run;
    if (first === undefined) return;
    const { server } = this.parts.connection;
    const stream = this.parts.names.stream(first.stream);
    const writes = encoded(run).events.map((event, index) => {
      const { recordedAt = '', position } = run[index] ?? {};
      return encodeEvent({ ...event, scriptedMs: undefined }, parseInstant(recordedAt) ?? NaN, position);
    });
    const { stored } = await server.append(stream, first.version - 2, writes, Date.now() + WRITE_TIMEOUT_MS);
    if (!stored)
      throw this.mismatch(`stream ${first.stream} has another event as its number ${first.version}`);
  }

  /** The first entry of a resource; the same again is no other. */
  private async bind(resource: string, placed: Placed, what: string): Promise<void> {
    const { server } = this.parts.connection;
    const deadline = Date.now() + WRITE_TIMEOUT_MS;
    const { stored } = await server.append(resource, -1, [encodePlaced(resource, placed)], deadline);
    if (!stored) throw this.mismatch(`${what} stands for something else there`);
  }

  private mismatch(difference: string): CopyMismatchError {
    return new CopyMismatchError(this.parts.place, difference);
  }

  private async telling<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    try {
      return await work();
    } catch (error) {
      throw toStoreError(error);
    }
  }
}

/** Events that follow each other in one stream, as many as one append may carry. */
function* runsOf(events: readonly RecordedEvent[]): Generator<readonly RecordedEvent[]> {
  let run: RecordedEvent[] = [];
  let bytes = 0;
  for (const event of events) {
    const size = Buffer.byteLength(JSON.stringify(event));
    const last = run.at(-1);
    const goesOn = last?.stream === event.stream && last.version + 1 === event.version;
    if (
      last !== undefined &&
      !(goesOn && run.length < MAX_EVENTS_PER_APPEND && bytes + size <= MAX_APPEND_BYTES)
    ) {
      yield run;
      run = [];
      bytes = 0;
    }
    run.push(event);
    bytes += size;
  }
  if (run.length > 0) yield run;
}

/** Checked as any append: what another store took, this one takes. */
function encoded(
  run: readonly RecordedEvent[],
): EncodedAppend & { readonly events: readonly EncodedEvent[] } {
  const [first] = run;
  return encodeRecorded(first?.stream ?? '', (first?.version ?? 1) - 1, run);
}
