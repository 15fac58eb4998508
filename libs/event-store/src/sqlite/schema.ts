import type { LedgerCreation, LedgerRecord } from '../port.js';
import { toInstant } from '../instant.js';
import type { Connection } from './connection.js';

/** The layout below. A change of it raises the number; an older program then refuses the file. */
export const SCHEMA_VERSION = 1;

/** "CNBL" in the file's header: this database is a canbao ledger. */
export const APPLICATION_ID = 0x434e424c;

/**
 * A row of `events` is in global order, so appending and rebuilding run along the file; a stream is read through its
 * index. `UNIQUE (stream, version)` is the database itself refusing a double version, `UNIQUE (id)` a double fact.
 */
const tables = `
  CREATE TABLE ledger (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    log_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('sample', 'ledger')),
    clock_offset_ms INTEGER NOT NULL,
    app_version TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    scripted INTEGER NOT NULL CHECK (scripted IN (0, 1))
  ) STRICT;
  CREATE TABLE streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE types (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE events (
    pos INTEGER PRIMARY KEY CHECK (pos > 0),
    stream INTEGER NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    type INTEGER NOT NULL,
    schema_version INTEGER NOT NULL,
    recorded_ms INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    data TEXT NOT NULL,
    metadata TEXT NOT NULL,
    UNIQUE (stream, version)
  ) STRICT;
  CREATE TABLE keys (key TEXT PRIMARY KEY, first_pos INTEGER NOT NULL, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TRIGGER events_never_change BEFORE UPDATE ON events BEGIN SELECT raise(ABORT, 'events never change'); END;
  CREATE TRIGGER events_never_go BEFORE DELETE ON events BEGIN SELECT raise(ABORT, 'events are never deleted'); END;
`;

/**
 * Lays out a new ledger in one transaction. The journal must still be the rollback journal of a fresh file: then the
 * version is in the file's own header as soon as it exists, where it can be looked at without opening the database.
 * A later change of the layout has to go the same way.
 */
export function createSchema(connection: Connection, creation: LedgerCreation, systemMs: number): void {
  connection.exec(`BEGIN IMMEDIATE; ${tables}`);
  connection.command('INSERT INTO ledger VALUES (1, ?, ?, ?, ?, ?, ?)')(
    creation.logId,
    creation.kind,
    creation.clockOffsetMs,
    creation.appVersion,
    systemMs + creation.clockOffsetMs,
    creation.kind === 'sample' ? 1 : 0,
  );
  connection.exec(
    `PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`,
  );
}

/** The record made at creation. */
export function readLedger(connection: Connection): LedgerRecord {
  const row = connection
    .query<[string, LedgerRecord['kind'], number, string, number]>(
      'SELECT log_id, kind, clock_offset_ms, app_version, created_ms FROM ledger',
    )
    .get();
  if (row === undefined)
    throw new Error('The ledger has no record of its creation; one transaction writes both.');
  const [logId, kind, clockOffsetMs, appVersion, createdMs] = row;
  return {
    logId,
    kind,
    clockOffsetMs,
    appVersion,
    createdAt: toInstant(createdMs),
    schemaVersion: SCHEMA_VERSION,
  };
}
