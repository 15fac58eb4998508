import { toInstant } from '../instant.js';
import type { EventMetadata, RecordedEvent } from '../port.js';

/** The columns of an event in the order of `eventColumns`. */
export type EventRow = readonly [
  position: number,
  version: number,
  type: string,
  schemaVersion: number,
  recordedMs: number,
  idHex: string,
  data: string,
  metadata: string,
  stream: string,
];

/** Selects an `EventRow`; the text of an id is made by SQLite, which is cheaper than handing out its bytes. */
export const eventColumns =
  'e.pos, e.version, t.name, e.schema_version, e.recorded_ms, lower(hex(e.id)), e.data, e.metadata, s.name';

/** `CROSS` keeps the order of the loops: along the events, then to their names. */
export const eventTables =
  'events e CROSS JOIN streams s ON s.id = e.stream CROSS JOIN types t ON t.id = e.type';

/** An event as the port gives it. */
export function decodeEvent(row: EventRow): RecordedEvent {
  const [position, version, type, schemaVersion, recordedMs, idHex, data, metadata, stream] = row;
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
