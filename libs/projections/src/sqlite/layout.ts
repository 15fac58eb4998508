import type { Connection } from '#libs/event-store';

/** The layout below. Another one found in a file is dropped with everything in it: read models are made again. */
const LAYOUT = 6;

/** "CNBR" in the file's header: this database holds read models of a canbao ledger. */
export const APPLICATION_ID = 0x434e4252;

/**
 * A generation is one set of tables of a projection; one is live, another may be being built beside it. The feed, the
 * answers served and what consumers said belong to no generation: a rebuild leaves them alone. Rows that depend on when a
 * program ran, so that the log alone does not give them, have a `digest` over the rest of the row (`rowDigest`).
 */
const tables = `
  CREATE TABLE ledger (only INTEGER PRIMARY KEY CHECK (only = 1), log_id TEXT NOT NULL) STRICT;
  CREATE TABLE generations (
    projection TEXT NOT NULL,
    generation INTEGER NOT NULL,
    version INTEGER NOT NULL,
    live INTEGER NOT NULL CHECK (live IN (0, 1)),
    position INTEGER NOT NULL,
    latest TEXT,
    as_of TEXT,
    underway TEXT,
    anchor TEXT,
    digest TEXT NOT NULL,
    PRIMARY KEY (projection, generation)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE parked (
    projection TEXT NOT NULL,
    generation INTEGER NOT NULL,
    member TEXT NOT NULL,
    position INTEGER NOT NULL,
    event_id TEXT,
    reason TEXT NOT NULL,
    as_of TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (projection, generation, member, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE feed_standings (
    day TEXT NOT NULL,
    member TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    region TEXT NOT NULL,
    PRIMARY KEY (day, member)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE feed_answers (
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    cause INTEGER NOT NULL,
    member TEXT NOT NULL,
    region_before TEXT,
    region_after TEXT,
    change TEXT NOT NULL,
    decision TEXT,
    PRIMARY KEY (position, number)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE feed_causes (
    position INTEGER PRIMARY KEY,
    cause TEXT NOT NULL
  ) STRICT;
  CREATE TABLE feed_spans (
    after INTEGER NOT NULL,
    through INTEGER PRIMARY KEY,
    digest TEXT NOT NULL
  ) STRICT;
  CREATE TABLE feed_left_out (
    position INTEGER PRIMARY KEY,
    digest TEXT NOT NULL
  ) STRICT;
  CREATE TABLE served_answers (
    member TEXT NOT NULL,
    position INTEGER NOT NULL,
    decision_id TEXT NOT NULL,
    actor TEXT NOT NULL,
    day TEXT NOT NULL,
    recorded INTEGER NOT NULL,
    PRIMARY KEY (member, position, decision_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE consumers (
    stream TEXT PRIMARY KEY,
    said TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** What a database file is. */
export type FoundLayout = 'empty' | 'ours' | 'other-layout' | 'foreign';

/** Looks at what an open database is; changes nothing. */
export function layoutOf(connection: Connection): FoundLayout {
  if (namesOf(connection).length === 0) return 'empty';
  if (connection.pragma('application_id') !== APPLICATION_ID) return 'foreign';
  return connection.pragma('user_version') === LAYOUT ? 'ours' : 'other-layout';
}

/** Lays the database out for a ledger, in place of whatever read models it held. */
export function layOut(connection: Connection, logId: string): void {
  connection.transact(() => {
    for (const name of namesOf(connection)) connection.exec(`DROP TABLE "${name}"`);
    connection.exec(tables);
    connection.command('INSERT INTO ledger VALUES (1, ?)')(logId);
    connection.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${LAYOUT}`);
  });
}

/** The ledger that the read models were made of. */
export function logIdOf(connection: Connection): string | undefined {
  return connection.query<[string]>('SELECT log_id FROM ledger').get()?.[0];
}

function namesOf(connection: Connection): readonly string[] {
  return connection
    .query<[string]>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all()
    .map(([name]) => name);
}
