import { ForeignEventError } from '../errors.js';
import { toInstant, parseInstant } from '../instant.js';
import type { Position } from '../port.js';
import type { Located } from './codec.js';
import { LogReader } from './log-reader.js';
import { derivedId } from './names.js';
import type { ServerRecord } from './record.js';
import type { LogPoint } from './requests.js';
import type { Server } from './server.js';
import type { StreamReader } from './stream-reader.js';

/** An event, and the latest instant that was recorded up to it. */
type Mark = { readonly position: Position; readonly point: LogPoint; readonly latestMs: number };

/** A new entry for so many events. */
const STEP = 1_000;
const APPEND_TIMEOUT_MS = 10_000;

/**
 * The way from positions and instants to places in the log. `$all` can be read from a place only where a record begins,
 * and positions come from people, too; so each thousandth event is written down, with the latest instant recorded up
 * to it. Any process may write the next entry: all would write the same. It may lag, or be deleted: it is derived.
 */
export class PositionIndex {
  readonly log: LogReader;
  private readonly entries: Mark[] = [];
  /** So many of the entries are written down. */
  private written = 0;
  /** How far the ledger was looked at, beyond the last entry. */
  private frontier: Mark;
  private sinceEntry = 0;
  private advancing: Promise<void> | undefined;

  /**
   * @param origin a place before the first event
   * @param failed is told why an entry could not be written down
   */
  constructor(
    private readonly server: Server,
    private readonly reader: StreamReader,
    private readonly origin: LogPoint,
    private readonly failed: (error: unknown) => void,
  ) {
    this.frontier = { position: 0, point: origin, latestMs: 0 };
    this.log = new LogReader(server, reader, this);
  }

  /** Takes over what is written, and looks at the events since. */
  async load(): Promise<void> {
    const stream = this.reader.names.index;
    for (let from = 0; ;) {
      const read = { stream, from, count: STEP, direction: 'forwards' } as const;
      const page = await this.server.readStream(read, decodeMark);
      this.entries.push(...page.items);
      from += page.items.length;
      if (page.isEnd) break;
    }
    this.written = this.entries.length;
    this.frontier = this.entries.at(-1) ?? this.frontier;
    await this.advance();
  }

  /** Looks at what was added since the last time, and writes the entries that have become due. */
  advance(): Promise<void> {
    this.advancing ??= this.lookFurther().finally(() => {
      this.advancing = undefined;
    });
    return this.advancing;
  }

  /** The latest instant recorded up to the last event that was looked at. */
  get latestMs(): number {
    return this.frontier.latestMs;
  }

  locate(after: Position): LogPoint {
    const recalled = this.reader.recall(after);
    if (recalled !== undefined) return recalled.point;
    if (after >= this.frontier.position) return this.frontier.point;
    return this.entryBefore(({ position }) => position <= after)?.point ?? this.origin;
  }

  /** The last position such that no event up to it was recorded later; 0 when there is none. */
  async knownAt(epochMs: number): Promise<Position> {
    await this.freshAdvance();
    if (this.frontier.latestMs <= epochMs) return this.frontier.position;
    const entry = this.entryBefore(({ latestMs }) => latestMs <= epochMs);
    let known = entry?.position ?? 0;
    for await (const page of this.log.from(entry?.point ?? this.origin)) {
      for (const { event, recordedMs } of page) {
        if (event.position <= known) continue;
        if (recordedMs > epochMs) return known;
        known = event.position;
      }
    }
    return known;
  }

  /** The last event at or before the position; undefined when there is none. */
  async atOrBefore(position: Position): Promise<Located | undefined> {
    const recalled = this.reader.recall(position);
    if (recalled !== undefined) return recalled;
    if (position > this.frontier.position) {
      const last = await this.log.last();
      if (last === undefined || last.event.position <= position) return last;
    }
    let found: Located | undefined;
    const entry = this.entryBefore((mark) => mark.position <= position);
    for await (const page of this.log.from(entry?.point ?? this.origin)) {
      for (const located of page) {
        if (located.event.position > position) return found;
        found = located;
      }
    }
    return found;
  }

  /** One that began before the question was asked may have missed what the asker has just appended. */
  private async freshAdvance(): Promise<void> {
    await this.advancing?.catch(() => undefined);
    await this.advance();
  }

  private async lookFurther(): Promise<void> {
    for await (const page of this.log.from(this.frontier.point)) {
      for (const { event, point, recordedMs } of page) {
        if (event.position <= this.frontier.position) continue;
        const latestMs = Math.max(this.frontier.latestMs, recordedMs);
        this.frontier = { position: event.position, point, latestMs };
        this.sinceEntry += 1;
        if (this.sinceEntry < STEP) continue;
        this.sinceEntry = 0;
        this.entries.push(this.frontier);
        await this.writeEntries();
      }
    }
  }

  /** What could not be written now is written before the next entry: a question does not fail for it. */
  private async writeEntries(): Promise<void> {
    try {
      for (const [number, mark] of this.entries.entries()) {
        if (number < this.written) continue;
        await this.writeEntry(number, mark);
        this.written = number + 1;
      }
    } catch (error) {
      this.failed(error);
    }
  }

  private async writeEntry(number: number, { position, point, latestMs }: Mark): Promise<void> {
    const stream = this.reader.names.index;
    const data = JSON.stringify({ position, ...point, latestAt: toInstant(latestMs) });
    const entry = { id: derivedId(stream, number), type: TYPE, data, metadata: '{}' };
    // Where another process was quicker, it has written the same.
    await this.server.append(stream, number - 1, [entry], Date.now() + APPEND_TIMEOUT_MS);
  }

  /** The last entry of those, at the beginning, that it holds of. */
  private entryBefore(holds: (mark: Mark) => boolean): Mark | undefined {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const mark = this.entries[middle];
      if (mark !== undefined && holds(mark)) low = middle + 1;
      else high = middle;
    }
    return this.entries[low - 1];
  }
}

const TYPE = 'PositionReached';

function decodeMark(record: ServerRecord): Mark {
  try {
    const { position, commit, prepare, latestAt } = JSON.parse(record.data) as Record<string, unknown>;
    const latestMs = parseInstant(String(latestAt));
    const numbers = [position, commit, prepare].map(Number);
    if (record.type === TYPE && latestMs !== undefined && numbers.every(Number.isSafeInteger)) {
      return {
        position: Number(position),
        point: { commit: Number(commit), prepare: Number(prepare) },
        latestMs,
      };
    }
  } catch {
    // Said below.
  }
  throw new ForeignEventError(
    record.stream,
    record.revision,
    'it is no entry of the index, which may be deleted and is then made again',
  );
}
