import { PAGE_SIZE } from '../limits.js';
import type { AllRange, Position, RecordedEvent } from '../port.js';
import type { Located } from './codec.js';
import type { LogPoint } from './requests.js';
import type { Page, Server } from './server.js';
import type { StreamReader } from './stream-reader.js';

/** Finds where to begin a read. */
export interface Locator {
  /** A place in the log, no later than the first event after the position. */
  locate(after: Position): LogPoint;
}

/** Reads the ledger's events from `$all`, in order; the server leaves out everything else. */
export class LogReader {
  constructor(
    private readonly server: Server,
    private readonly reader: StreamReader,
    private readonly locator: Locator,
  ) {}

  /** The last event; undefined in an empty ledger. */
  async last(): Promise<Located | undefined> {
    const { prefix } = this.reader.names;
    const read = { from: 'end', prefix, count: 1, direction: 'backwards' } as const;
    const [last] = (await this.server.readAll(read, this.reader.decode)).items;
    if (last !== undefined) this.reader.remember(last);
    return last;
  }

  async head(): Promise<Position> {
    return (await this.last())?.event.position ?? 0;
  }

  /** `EventStore.readPages`. */
  async *pages(range: AllRange): AsyncGenerator<readonly RecordedEvent[]> {
    const through = range.through ?? (await this.head());
    let left = range.limit ?? Infinity;
    if (range.after >= through || left <= 0) return;
    for await (const page of this.from(this.locator.locate(range.after), range.filter?.streamPrefix)) {
      const events = page
        .map(({ event }) => event)
        .filter(({ position }) => position > range.after && position <= through)
        .slice(0, left);
      if (events.length > 0) yield events;
      left -= events.length;
      if (left <= 0 || (page.at(-1)?.event.position ?? 0) >= through) return;
    }
  }

  /** `EventStore.readAll`. */
  async *events(range: AllRange): AsyncGenerator<RecordedEvent> {
    for await (const page of this.pages(range)) yield* page;
  }

  /**
   * Everything from that place on, until the end that the server had when it was come to. While somebody looks at a page
   * the next is on its way; only from the second on, since many look at one page and stop.
   */
  async *from(start: LogPoint, streamPrefix = ''): AsyncGenerator<readonly Located[]> {
    const prefix = this.reader.names.prefix + streamPrefix;
    // A read begins with the record at its place: of a later page that is the last one of the page before.
    const pageAfter = (from: LogPoint): Promise<Page<Located>> =>
      this.server.readAll({ from, prefix, count: PAGE_SIZE + 1, direction: 'forwards' }, this.reader.decode);
    const read = { from: start, prefix, count: PAGE_SIZE, direction: 'forwards' } as const;
    let page = await this.server.readAll(read, this.reader.decode);
    let located = page.items;
    let from = start;
    for (let isFirst = true; ; isFirst = false) {
      const last = located.at(-1);
      from = last?.point ?? from;
      const ahead = page.isEnd || isFirst ? undefined : pageAfter(from);
      // Where nobody asks for it any more, its failure is nobody's.
      ahead?.catch(() => undefined);
      if (last !== undefined) {
        this.reader.remember(last);
        yield located;
      }
      if (page.isEnd) return;
      page = await (ahead ?? pageAfter(from));
      located = page.items.slice(1);
    }
  }
}
