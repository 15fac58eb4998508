import { StoreUnavailableError } from '../errors.js';
import type { LedgerCreation, LedgerKind, LedgerRecord } from '../port.js';
import { parseInstant, toInstant } from '../instant.js';
import type { Connection } from './connection.js';
import { type Layout, laidOutBy } from './layout-faults.js';

/** The layout of a new ledger, below. A change of it raises the number; an older program then refuses the file. */
export const SCHEMA_VERSION = 1;

/**
 * The layout of a ledger that was copied from a store of several writers, in which `recordedAt` now and then goes back:
 * layout 1 with the table `inverted`. A program that does not know it would answer wrongly what was known when.
 */
export const INVERTED_SCHEMA_VERSION = 2;

/** No text of the record is as long; of one that somebody made longer this much is told. */
const MAX_SHOWN_LENGTH = 100;

/** Every kind there is; the table below refuses others, unless somebody writes past it. */
const KINDS: Readonly<Record<LedgerKind, true>> = { sample: true, ledger: true, 'access-log': true };

/** "CNBL" in the file's header: this database is a canbao ledger. */
export const APPLICATION_ID = 0x434e424c;

/** "CNBC": a copy of a ledger that is being made. To older programs it is no ledger at all. */
export const UNFINISHED_COPY_ID = 0x434e4243;

/** What refuses that an event is changed or taken away. */
const GUARDS: readonly string[] = [
  "CREATE TRIGGER events_never_change BEFORE UPDATE ON events BEGIN SELECT raise(ABORT, 'events never change'); END",
  "CREATE TRIGGER events_never_go BEFORE DELETE ON events BEGIN SELECT raise(ABORT, 'events are never deleted'); END",
];

/**
 * A row of `events` is in global order, so appending and rebuilding run along the file; a stream is read through its
 * index. `UNIQUE (stream, version)` is the database itself refusing a double version, `UNIQUE (id)` a double fact.
 */
const tables = `
  CREATE TABLE ledger (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    log_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('sample', 'ledger', 'access-log')),
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
  ${GUARDS.join(';\n  ')};
`;

/** Events recorded earlier than one before them, each with the latest moment up to it. */
const inverted = `
  CREATE TABLE inverted (pos INTEGER PRIMARY KEY, highest_ms INTEGER NOT NULL) STRICT;
`;

/** The layout of the file of a ledger, of which also programs before the access log made some. */
export const LEDGER_LAYOUT: Layout = {
  objects: (found) => {
    const isWithInverted = found.pragma('user_version') === INVERTED_SCHEMA_VERSION;
    const objects = laidOutBy((fresh) => {
      fresh.exec(isWithInverted ? `${tables} ${inverted}` : tables);
    });
    return objects.map(({ sql, ...each }) => ({
      ...each,
      sql: sql.flatMap((text) => [text, text.replace(", 'access-log')", ')')]),
    }));
  },
  references: [
    { table: 'events', row: 'pos', column: 'stream', named: 'streams' },
    { table: 'events', row: 'pos', column: 'type', named: 'types' },
  ],
};

/**
 * Lays out a new ledger in one transaction. The journal must still be the rollback journal of a fresh file: then the
 * version is in the file's own header as soon as it exists, where it can be looked at without opening the database.
 * A later change of the layout has to go the same way.
 */
export function createSchema(connection: Connection, creation: LedgerCreation, systemMs: number): void {
  connection.exec(`BEGIN IMMEDIATE; ${tables}`);
  const isScripted = creation.kind === 'sample';
  insertLedger(connection, creation, { createdMs: systemMs + creation.clockOffsetMs, isScripted });
  connection.exec(
    `PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`,
  );
}

/** Lays out the place for a copy of a ledger, likewise; its record is that of the ledger. */
export function createCopySchema(connection: Connection, ledger: LedgerRecord): void {
  const createdMs = parseInstant(ledger.createdAt);
  if (createdMs === undefined) throw new Error('A ledger gave no instant of its creation.');
  connection.exec(`BEGIN IMMEDIATE; ${tables} ${inverted}`);
  insertLedger(connection, ledger, { createdMs, isScripted: false });
  connection.exec(
    `PRAGMA application_id = ${UNFINISHED_COPY_ID}; PRAGMA user_version = ${INVERTED_SCHEMA_VERSION}; COMMIT`,
  );
}

/** Makes a copy a ledger, inside a transaction; one without inversions has the layout of any new ledger. */
export function finishCopySchema(connection: Connection): void {
  const isInOrder = connection.query('SELECT 1 FROM inverted LIMIT 1').get() === undefined;
  if (isInOrder) connection.exec(`DROP TABLE inverted; PRAGMA user_version = ${SCHEMA_VERSION}`);
  connection.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
}

function insertLedger(
  connection: Connection,
  { logId, kind, clockOffsetMs, appVersion }: LedgerCreation,
  { createdMs, isScripted }: { readonly createdMs: number; readonly isScripted: boolean },
): void {
  const insert = connection.command('INSERT INTO ledger VALUES (1, ?, ?, ?, ?, ?, ?)');
  insert(logId, kind, clockOffsetMs, appVersion, createdMs, isScripted ? 1 : 0);
}

/**
 * The record made at creation.
 *
 * @throws StoreUnavailableError `corrupt` where it is gone, or names a kind that the layout does not allow
 */
export function readLedger(connection: Connection): LedgerRecord {
  const row = connection
    .query<[string, LedgerRecord['kind'], number, string, number, number]>(
      // Bytes in the place of a text are for whoever goes through the file to tell; here they are read as one, and of a long one the beginning.
      `SELECT ${shown('log_id')}, ${shown('kind')}, clock_offset_ms, ${shown('app_version')}, created_ms, user_version ` +
        'FROM ledger, pragma_user_version',
    )
    .get();
  // One transaction writes both: somebody took it away.
  if (row === undefined)
    throw new StoreUnavailableError(
      'corrupt',
      new Error("the record of the ledger's creation in ledger.db is gone"),
    );
  const [logId, kind, clockOffsetMs, appVersion, createdMs, schemaVersion] = row;
  if (!Object.hasOwn(KINDS, kind))
    throw new StoreUnavailableError(
      'corrupt',
      new Error(
        `the record of the ledger's creation says kind "${kind}"; expected ${Object.keys(KINDS).join(', ')}`,
      ),
    );
  return { logId, kind, clockOffsetMs, appVersion, createdAt: toInstant(createdMs), schemaVersion };
}

function shown(column: string): string {
  return `substr(CAST(${column} AS TEXT), 1, ${MAX_SHOWN_LENGTH})`;
}

/** The one value of the record that changes: whether the ledger still takes events that bring their own instant. */
export function prepareIsScripted(connection: Connection): () => boolean {
  const scripted = connection.query<[number]>('SELECT scripted FROM ledger');
  return () => scripted.get()?.[0] === 1;
}
