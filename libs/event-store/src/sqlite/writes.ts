import type { Position } from '../port.js';
import type { Connection } from './connection.js';
import type { KeyBinding } from './reads.js';
import { prepareIsScripted } from './schema.js';

/** A row of `events`, its names already turned into numbers. */
export type NewRow = {
  readonly position: Position;
  readonly streamId: number;
  readonly version: number;
  readonly typeId: number;
  readonly schemaVersion: number;
  readonly recordedMs: number;
  readonly id: string;
  readonly data: string;
  readonly metadata: string;
};

/** Every statement that writes, and what has to be looked up for it, prepared once. For use inside a transaction. */
export interface Writes {
  /** The stream's number and version; undefined when there is no such stream. */
  streamHead(stream: string): { readonly streamId: number; readonly version: number } | undefined;
  /** The number of an event type, a new one if need be. */
  typeId(name: string): number;
  newStream(name: string): number;
  newEvent(row: NewRow): void;
  newKey(key: string, binding: KeyBinding): void;
  /** Whether the ledger still takes events that bring their own instant. */
  isScripted(): boolean;
  endScript(): void;
}

export function prepareWrites(connection: Connection): Writes {
  const streamHead = connection.query<[number, number]>(
    'SELECT s.id, (SELECT max(version) FROM events WHERE stream = s.id) FROM streams s WHERE s.name = ?',
  );
  const typeId = connection.query<[number]>('SELECT id FROM types WHERE name = ?');
  const newStream = connection.query<[number]>('INSERT INTO streams (name) VALUES (?) RETURNING id');
  const newType = connection.query<[number]>('INSERT INTO types (name) VALUES (?) RETURNING id');
  const newEvent = connection.command("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, unhex(?, '-'), ?, ?)");
  const newKey = connection.command('INSERT INTO keys VALUES (?, ?, ?)');
  const endScript = connection.command('UPDATE ledger SET scripted = 0');

  return {
    streamHead: (stream) => {
      const row = streamHead.get(stream);
      return row && { streamId: row[0], version: row[1] };
    },
    typeId: (name) => typeId.get(name)?.[0] ?? only(newType.get(name)),
    newStream: (name) => only(newStream.get(name)),
    newEvent: (row) => {
      const {
        position,
        streamId,
        version,
        typeId: type,
        schemaVersion,
        recordedMs,
        id,
        data,
        metadata,
      } = row;
      newEvent(position, streamId, version, type, schemaVersion, recordedMs, id, data, metadata);
    },
    newKey: (key, { first, count }) => {
      newKey(key, first, count);
    },
    isScripted: prepareIsScripted(connection),
    endScript: () => {
      endScript();
    },
  };
}

function only(row: readonly [number] | undefined): number {
  if (row === undefined) throw new Error('A statement that always gives one row gave none.');
  return row[0];
}
