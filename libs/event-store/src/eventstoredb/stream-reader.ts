import { LRUCache } from 'lru-cache';
import { StoreUnavailableError } from '../errors.js';
import { PAGE_SIZE } from '../limits.js';
import type { Position, RecordedEvent, StreamRange } from '../port.js';
import { decodeEvent, type Located } from './codec.js';
import type { StreamNames } from './names.js';
import type { ServerRecord } from './record.js';
import type { Server } from './server.js';

/** Where an event stands on the server, of the few thousand seen last. */
const REMEMBERED_EVENTS = 4_096;
/** Versions reached, of the streams seen last. */
const REMEMBERED_STREAMS = 10_000;

/** Reads and decodes the ledger's events, and remembers what it will be asked for next. */
export class StreamReader {
  private readonly located = new LRUCache<Position, Located>({ max: REMEMBERED_EVENTS });
  private readonly versions = new LRUCache<string, number>({ max: REMEMBERED_STREAMS });

  /**
   * @param base added to the server's positions
   * @param seen is told the instant of every event that is read
   */
  constructor(
    private readonly server: Server,
    readonly names: StreamNames,
    private readonly base: Position,
    private readonly seen: (recordedMs: number) => void,
  ) {}

  /** An event of the ledger from the server's record. */
  readonly decode = (record: ServerRecord): Located => {
    const located = decodeEvent(record, this.names.prefix, this.base);
    this.seen(located.recordedMs);
    return located;
  };

  /** Keeps where an event stands; of a page the last is enough, since that is where questions go on. */
  remember(located: Located): void {
    this.located.set(located.event.position, located);
    this.sawVersion(located.event.stream, located.event.version);
  }

  /** The event at exactly this position, if it was read lately. */
  recall(position: Position): Located | undefined {
    return this.located.get(position);
  }

  /** How far the stream is at least; undefined when it was not read lately. */
  versionSeen(stream: string): number | undefined {
    return this.versions.get(stream);
  }

  async read(stream: string, range: StreamRange = {}): Promise<readonly RecordedEvent[]> {
    const { fromVersion, maxCount = Infinity, direction = 'forwards' } = range;
    const step = direction === 'backwards' ? -1 : 1;
    const events: RecordedEvent[] = [];
    let last: Located | undefined;
    let from: number | 'end' =
      fromVersion === undefined ? (step < 0 ? 'end' : 0) : Math.max(fromVersion, 1) - 1;
    while (events.length < maxCount) {
      const count = Math.min(PAGE_SIZE, maxCount - events.length);
      const read = { stream: this.names.stream(stream), from, count, direction };
      const page = await this.server.readStream(read, this.decode);
      for (const located of page.items) {
        this.checkNext(located.event, from, events.length > 0 || step > 0);
        last = located;
        events.push(last.event);
        from = last.event.version - 1 + step;
      }
      if (last !== undefined) this.remember(last);
      if (page.isEnd || page.items.length === 0 || from === -1) break;
    }
    return events;
  }

  /** Number of events in the stream, as the server says now. */
  async version(stream: string): Promise<number> {
    const [last] = await this.read(stream, { direction: 'backwards', maxCount: 1 });
    return last?.version ?? 0;
  }

  /** A stream without a gap is one that nobody has truncated or deleted. */
  private checkNext({ stream, version }: RecordedEvent, from: number | 'end', isKnown: boolean): void {
    if (from === 'end' || !isKnown || version - 1 === from) return;
    const gap = `stream ${this.names.stream(stream)} has event ${version - 1} where ${from} was to come: it was truncated or deleted`;
    throw new StoreUnavailableError('corrupt', new Error(gap));
  }

  private sawVersion(stream: string, version: number): void {
    this.versions.set(stream, Math.max(version, this.versions.get(stream) ?? 0));
  }
}
