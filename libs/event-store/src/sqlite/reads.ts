import { SCAN_SIZE } from '../limits.js';
import type { Inversion, Position, RecordedEvent } from '../port.js';
import type { Connection } from './connection.js';
import { toUnreadable } from './failure.js';
import { decodeEvent, eventColumns, eventTables, type EventRow } from './rows.js';
import { INVERTED_SCHEMA_VERSION } from './schema.js';
import { wholeNumber } from './whole-number.js';

/** A part of the whole ledger: `after` exclusive, `through` inclusive. */
export type Segment = {
  readonly after: Position;
  readonly through: Position;
  readonly limit: number;
  readonly streamPrefix?: string | undefined;
};

/** The events of one page, up to the first that cannot be read, and the position up to which nothing else is left. */
export type Page = { readonly events: readonly RecordedEvent[]; readonly through: Position };

/** When an event was recorded, in milliseconds since 1970. */
export type EventTime = {
  readonly position: Position;
  readonly recordedMs: number;
  /** The latest moment at which any event up to this one was recorded; it never goes back. */
  readonly highestMs: number;
};

/** Where an idempotency key points. */
export type KeyBinding = { readonly first: Position; readonly count: number };

/** Part of a stream from a version on, inclusive; none if there is no such stream. */
export type StreamQuery = (stream: string, fromVersion: number, limit: number) => readonly RecordedEvent[];

/** Every question to the database, prepared once. Each answer is bounded and given at once. */
export interface Reads {
  readonly streamForwards: StreamQuery;
  readonly streamBackwards: StreamQuery;
  /** @throws StoreUnavailableError with the position where the very first of them cannot be read */
  page(segment: Segment): Page;
  byId(id: string): RecordedEvent | undefined;
  inversions(): readonly Inversion[];
  /** The last event at or before a position. */
  atOrBefore(position: Position): EventTime | undefined;
  binding(key: string): KeyBinding | undefined;
  /** The events of one append, which stand side by side. */
  bound(binding: KeyBinding): readonly RecordedEvent[];
}

/** @param schemaVersion the layout of the database */
export function prepareReads(connection: Connection, schemaVersion: number): Reads {
  const select = `SELECT ${eventColumns} FROM ${eventTables}`;
  const inStream = `${select} WHERE e.stream = (SELECT id FROM streams WHERE name = ?)`;
  const forwards = connection.query<EventRow>(`${inStream} AND e.version >= ? ORDER BY e.version LIMIT ?`);
  const backwards = connection.query<EventRow>(
    `${inStream} AND e.version <= ? ORDER BY e.version DESC LIMIT ?`,
  );
  const segment = connection.query<EventRow>(
    `${select} WHERE e.pos > ? AND e.pos <= ? ORDER BY e.pos LIMIT ?`,
  );
  const filtered = connection.query<EventRow>(
    `${select} WHERE e.pos > ? AND e.pos <= ? AND substr(s.name, 1, length(?3)) = ?3 ORDER BY e.pos LIMIT ?4`,
  );
  const scanEnd = connection.query<[number | null]>(
    'SELECT max(pos) FROM (SELECT pos FROM events WHERE pos > ? AND pos <= ? ORDER BY pos LIMIT ?)',
  );
  const byId = connection.query<EventRow>(`${select} WHERE e.id = unhex(?, '-')`);
  const highest =
    schemaVersion < INVERTED_SCHEMA_VERSION
      ? 'recorded_ms'
      : 'coalesce((SELECT highest_ms FROM inverted WHERE inverted.pos = events.pos), recorded_ms)';
  const atOrBefore = connection.query<[number, number, number]>(
    `SELECT pos, recorded_ms, ${highest} FROM events WHERE pos <= ? ORDER BY pos DESC LIMIT 1`,
  );
  const inverted =
    schemaVersion < INVERTED_SCHEMA_VERSION
      ? undefined
      : connection.query<[number | null, number | null]>(
          `SELECT ${wholeNumber('pos')}, ${wholeNumber('highest_ms')} FROM inverted ORDER BY pos`,
        );
  const binding = connection.query<[number, number]>('SELECT first_pos, count FROM keys WHERE key = ?');

  function decoded(rows: readonly EventRow[]): readonly RecordedEvent[] {
    return rows.map(decodeEvent);
  }

  function wholePage({ after, through, limit }: Segment): Page {
    return pageOf(segment.all(after, through, limit), { through, limit });
  }

  /** Looks at a bounded number of events, however few of them pass the filter. */
  function filteredPage({ after, through, limit }: Segment, streamPrefix: string): Page {
    const end = scanEnd.get(after, through, SCAN_SIZE)?.[0] ?? through;
    return pageOf(filtered.all(after, end, streamPrefix, limit), { through: end, limit });
  }

  return {
    streamForwards: (stream, fromVersion, limit) => decoded(forwards.all(stream, fromVersion, limit)),
    streamBackwards: (stream, fromVersion, limit) => decoded(backwards.all(stream, fromVersion, limit)),
    page: (part) =>
      part.streamPrefix === undefined ? wholePage(part) : filteredPage(part, part.streamPrefix),
    byId: (id) => decoded(byId.all(id))[0],
    atOrBefore: (position) => {
      const row = atOrBefore.get(position);
      return row && { position: row[0], recordedMs: row[1], highestMs: row[2] };
    },
    inversions: () => (inverted?.all() ?? []).map(([position, highestMs]) => ({ position, highestMs })),
    binding: (key) => {
      const row = binding.get(key);
      return row && { first: row[0], count: row[1] };
    },
    bound: ({ first, count }) => decoded(segment.all(first - 1, Number.MAX_SAFE_INTEGER, count)),
  };
}

/** Whoever goes along the log gets what stands before an event that cannot be read, without asking for each event by itself. */
function pageOf(
  rows: readonly EventRow[],
  { through, limit }: { readonly through: Position; readonly limit: number },
): Page {
  const events: RecordedEvent[] = [];
  for (const row of rows) {
    try {
      events.push(decodeEvent(row));
    } catch (error) {
      if (events.length === 0) throw toUnreadable(error, row[0]);
      break;
    }
  }
  const last = events.at(-1);
  const isEnd = rows.length < limit && events.length === rows.length;
  return { events, through: isEnd || last === undefined ? through : last.position };
}
