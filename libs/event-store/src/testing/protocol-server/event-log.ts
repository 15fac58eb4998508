import { type PackedRecord, PackedRecords, type ProposedEvent } from './packed-records.js';
import { RecentIds } from './recent-ids.js';

/** An event of the log, as assertions like to see it. */
export interface LoggedEvent {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  /** Parsed when the content is JSON, else the bytes. */
  readonly data: unknown;
  readonly metadata: unknown;
  readonly position: bigint;
}

/** Settings of a log. */
export interface EventLogOptions {
  /** False drops data and metadata, for a bench that only writes. Default true. */
  readonly keepBodies?: boolean;
  /** How many ids are remembered for appends at any revision. Default 10,000. */
  readonly recentIds?: number;
}

/** About what a record of the real server costs besides stream, type, data and metadata. */
const recordOverheadBytes = 100;
const nothing = new Uint8Array(0);

/**
 * The log of a server: streams of events in one total order, in memory. A position is where the record would begin in a
 * file, so positions grow by uneven steps; as on the real server the commit position and the prepare position are the
 * same. The log outlives a server: two servers on one log are two nodes of a cluster.
 */
export class EventLog {
  readonly recentIds: RecentIds;
  readonly #records = new PackedRecords();
  readonly #streamNumbers = new Map<string, number>();
  readonly #streamNames: string[] = [];
  /** Record numbers of each stream, by revision; a bare number for the very many streams of one event. */
  readonly #recordsOf: (number | number[])[] = [];
  readonly #waiting = new Set<() => void>();
  #end = 0n;

  constructor(private readonly options: EventLogOptions = {}) {
    this.recentIds = new RecentIds(options.recentIds ?? 10_000);
    this.#writeSystemEvents();
  }

  /** Number of records, system events included. */
  get count(): number {
    return this.#records.count;
  }

  /** Where the next record will begin. */
  get end(): bigint {
    return this.#end;
  }

  /** Revision of the last event of the stream; -1 when there is no such stream. */
  lastRevision(stream: string): number {
    const number = this.#streamNumbers.get(stream);
    const records = number === undefined ? [] : this.#recordsOf[number];
    return typeof records === 'number' ? 0 : (records?.length ?? 0) - 1;
  }

  /** Record number of a stream's event; undefined when it is not there. */
  recordOf(stream: string, revision: number): number | undefined {
    const number = this.#streamNumbers.get(stream);
    const records = number === undefined ? [] : this.#recordsOf[number];
    if (typeof records === 'number') return revision === 0 ? records : undefined;
    return records?.[revision];
  }

  idOf(record: number): string {
    return this.#records.idOf(record);
  }

  positionOf(record: number): bigint {
    return this.#records.positionOf(record);
  }

  streamOf(record: number): string {
    return this.#streamNames[this.#records.streamNumberOf(record)] ?? '';
  }

  typeOf(record: number): string {
    return this.#records.typeOf(record);
  }

  read(record: number): PackedRecord & { readonly stream: string } {
    return { ...this.#records.read(record), stream: this.streamOf(record) };
  }

  /** Number of the first record at or after the position; `count` when there is none. */
  firstAtOrAfter(position: bigint): number {
    return this.#records.firstAtOrAfter(position);
  }

  /** Stores the events at the end of the stream; whether they may be is decided before. */
  append(stream: string, events: readonly ProposedEvent[]): void {
    const streamNumber = this.#streamNumber(stream);
    const createdAt = Date.now();
    for (const event of events) {
      const revision = this.#addToStream(streamNumber);
      this.recentIds.remember(event.id, { stream, revision });
      const kept = this.options.keepBodies === false ? { ...event, data: nothing, metadata: nothing } : event;
      this.#records.add({ ...kept, streamNumber, revision, createdAt, position: this.#end });
      const bytes = stream.length + event.type.length + event.data.length + event.metadata.length;
      this.#end += BigInt(recordOverheadBytes + bytes);
    }
    for (const wake of this.#waiting) wake();
  }

  /** Leaves a gap before the next record, as the end of a file of the real log does. */
  skip(bytes: bigint): void {
    this.#end += bytes;
  }

  /** Calls back at every append until the returned function is called. */
  onAppend(listener: () => void): () => void {
    this.#waiting.add(listener);
    return () => this.#waiting.delete(listener);
  }

  /** What clients wrote, in order; with a prefix, only of the streams whose name starts so. */
  events(prefix = ''): readonly LoggedEvent[] {
    const found: LoggedEvent[] = [];
    for (let record = 0; record < this.count; record += 1) {
      const stream = this.streamOf(record);
      if (stream.startsWith('$') || !stream.startsWith(prefix)) continue;
      const { revision, id, type, isJson, data, metadata, position } = this.#records.read(record);
      const content = isJson ? parsed(data) : data;
      found.push({ stream, revision, id, type, data: content, metadata: parsed(metadata), position });
    }
    return found;
  }

  #streamNumber(stream: string): number {
    const known = this.#streamNumbers.get(stream);
    if (known !== undefined) return known;
    const number = this.#streamNames.push(stream) - 1;
    this.#streamNumbers.set(stream, number);
    return number;
  }

  /** The next record belongs to the stream. Returns its revision. */
  #addToStream(streamNumber: number): number {
    const record = this.#records.count;
    const records = this.#recordsOf[streamNumber];
    if (typeof records === 'object') return records.push(record) - 1;
    this.#recordsOf[streamNumber] = records === undefined ? record : [records, record];
    return records === undefined ? 0 : 1;
  }

  /** A fresh server is never empty, so a reader of everything has to leave out what is not its own. */
  #writeSystemEvents(): void {
    const data = Buffer.from('{"loginName":"admin"}');
    const user = { isJson: true, data, metadata: nothing };
    this.append('$user-admin', [
      { ...user, id: '5b0a1d6e-2f0b-4c7e-9f0e-3a0d3a5d9c01', type: '$UserCreated' },
    ]);
    this.append('$users', [{ ...user, id: '5b0a1d6e-2f0b-4c7e-9f0e-3a0d3a5d9c02', type: '$User' }]);
  }
}

function parsed(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown;
  } catch {
    return bytes;
  }
}
