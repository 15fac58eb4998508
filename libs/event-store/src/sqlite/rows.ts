import { StoreUnavailableError } from '../errors.js';
import { toInstant } from '../instant.js';
import type { EventMetadata, RecordedEvent } from '../port.js';
import { LONGEST_NAME_BYTES, LONGEST_VALUE_BYTES, noLongerThan } from './long-values.js';

/** The columns of an event in the order of `eventColumns`. A text is null where it is longer than any that was appended, or gone. */
export type EventRow = readonly [
  position: number,
  version: number,
  type: string | null,
  schemaVersion: number,
  recordedMs: number,
  idHex: string | null,
  data: string | null,
  metadata: string | null,
  stream: string | null,
];

/** Selects an `EventRow`; the text of an id is made by SQLite, which is cheaper than handing out its bytes. */
export const eventColumns = [
  'e.pos',
  'e.version',
  noLongerThan(LONGEST_NAME_BYTES, 't.name'),
  'e.schema_version',
  'e.recorded_ms',
  noLongerThan(LONGEST_NAME_BYTES, 'e.id', 'lower(hex(e.id))'),
  noLongerThan(LONGEST_VALUE_BYTES, 'e.data'),
  noLongerThan(LONGEST_VALUE_BYTES, 'e.metadata'),
  noLongerThan(LONGEST_NAME_BYTES, 's.name'),
].join(', ');

/** `CROSS` keeps the order of the loops: along the events, then to their names. */
export const eventTables =
  'events e CROSS JOIN streams s ON s.id = e.stream CROSS JOIN types t ON t.id = e.type';

/**
 * An event as the port gives it.
 *
 * @throws StoreUnavailableError, SyntaxError or RangeError where a value is none that was appended
 */
export function decodeEvent(row: EventRow): RecordedEvent {
  const [position, version, type, schemaVersion, recordedMs, idHex, data, metadata, stream] = row;
  if (type === null || idHex === null || data === null || metadata === null || stream === null)
    throw new StoreUnavailableError(
      'corrupt',
      new Error('a value of an event is NULL or longer than any that was appended'),
    );
  return {
    id: toUuid(idHex),
    stream,
    version,
    position,
    type,
    schemaVersion,
    recordedAt: toInstant(recordedMs),
    data: JSON.parse(data) as unknown,
    metadata: JSON.parse(metadata) as EventMetadata,
  };
}

function toUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
