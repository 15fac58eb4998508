import { existsSync } from 'node:fs';
import { Connection, quietly, type SqlValue } from '#libs/event-store';
import { readModelFile } from './database.js';
import { layoutOf, logIdOf } from './layout.js';
import { rowDigest } from './row-digest.js';

/** A row of the read models that is not what the log gives. */
export interface DifferentRow {
  readonly table: string;
  /** What names the row: the values of its key, parted by blanks. */
  readonly key: string;
}

/** More of one table are not named. */
const MOST_OF_A_TABLE = 100;

/** Columns that are a function of the log. */
const TABLES = [
  {
    table: 'standings',
    key: 'member',
    columns: 'member, region, next_change_on, version, position, standing',
  },
  { table: 'member_regions', key: "member || ' ' || region", columns: 'member, region' },
  { table: 'feed_standings', key: "day || ' ' || member", columns: 'day, member, before, after, region' },
  {
    table: 'feed_answers',
    key: "position || ' ' || number",
    columns: 'position, number, cause, member, region_before, region_after, change, decision',
  },
  { table: 'feed_causes', key: 'position', columns: 'position, cause' },
  {
    table: 'served_answers',
    key: "member || ' ' || decision_id",
    columns: 'member, position, decision_id, actor, day, recorded',
  },
  { table: 'consumers', key: 'stream', columns: 'stream, said' },
  {
    table: 'parked',
    key: "member || ' ' || position",
    columns: 'projection, member, position, event_id, as_of',
  },
  {
    table: 'generations',
    key: 'projection',
    columns: 'projection, version, live, position, latest, as_of, underway, anchor',
  },
] as const;

/** True where a directory holds read models. */
export function hasReadModels(directory: string): boolean {
  return existsSync(readModelFile(directory));
}

/** Entries whose position has none in the first of two databases, since they are made there when they are read. */
const MADE_WHEN_READ = `EXISTS (SELECT 1 FROM main.feed_spans WHERE after < position AND position <= through)
  AND position NOT IN (SELECT position FROM main.feed_left_out)`;

/** Rows that the log alone does not give: each has a digest of its own in its last column. */
const WITH_DIGEST = [
  { table: 'generations', key: 'projection' },
  { table: 'parked', key: "member || ' ' || position" },
  { table: 'feed_spans', key: 'through' },
  { table: 'feed_left_out', key: 'position' },
] as const;

/**
 * Rows of a closed database of read models that are not what they were written as, by what they say themselves: of which
 * ledger it is, how far each generation had come, who was set aside, what is made when it is read. A wrong name of the ledger
 * is put right, so that everything else can still be compared.
 *
 * @returns `other-layout` where another program laid it out, or its header was changed: its rows cannot be compared
 */
export function changedRows(directory: string, logId: string): readonly DifferentRow[] | 'other-layout' {
  return within(readModelFile(directory), (connection) => {
    const layout = layoutOf(connection);
    if (layout === 'other-layout') return layout;
    if (layout !== 'ours') return [];
    const isOther = logIdOf(connection) !== logId;
    if (isOther) connection.command('UPDATE ledger SET log_id = ?')(logId);
    return [
      ...(isOther ? [{ table: 'ledger', key: 'log_id' }] : []),
      ...WITH_DIGEST.flatMap(({ table, key }) => {
        const rows = connection.query<SqlValue[]>(`SELECT CAST(${key} AS TEXT), * FROM ${table}`).all();
        return rows.flatMap(([name, ...row]) =>
          row.at(-1) === rowDigest(row.slice(0, -1)) ? [] : [{ table, key: String(name) }],
        );
      }),
    ];
  });
}

/**
 * Rows that two closed databases of read models do not have alike; each has one live generation.
 *
 * @param other one that has every entry written (`NO_WINDOWS`)
 */
export function differentRows(directory: string, other: string): readonly DifferentRow[] {
  return within(readModelFile(directory), (connection) => {
    connection.command('ATTACH DATABASE ? AS other')(readModelFile(other));
    const generations = (['main', 'other'] as const).map((schema) => ({
      schema,
      generation: connection
        .query<[number]>(`SELECT generation FROM ${schema}.generations WHERE live = 1`)
        .get()?.[0],
    }));
    const different = TABLES.flatMap(({ table, key, columns }) => {
      const [here = '', there = ''] = generations.map(({ schema, generation = 0 }) => {
        const isOfGeneration = table === 'standings' || table === 'member_regions';
        const isOfAnswers = table === 'feed_answers' || table === 'feed_causes';
        const rows = `SELECT ${columns} FROM ${schema}.${isOfGeneration ? `${table}_${generation}` : table}`;
        return isOfAnswers && schema === 'other' ? `${rows} WHERE NOT (${MADE_WHEN_READ})` : rows;
      });
      return named(
        connection,
        table,
        `SELECT ${key} AS name FROM (${butNot(here, there)} UNION ALL ${butNot(there, here)})`,
      );
    });
    // Not everyone whom somebody could look ahead for has been looked at.
    const [here = '', there = ''] = generations.map(({ schema, generation = 0 }) =>
      foreseenIn(schema, generation),
    );
    return [
      ...different,
      ...named(connection, 'upcoming', `SELECT coalesce(member, id) AS name FROM (${butNot(here, there)})`),
    ];
  });
}

/** True where a closed database of read models keeps what somebody has looked ahead for. */
export function hasLookedAhead(directory: string): boolean {
  return within(readModelFile(directory), (connection) => {
    const live = connection.query<[number]>('SELECT generation FROM generations WHERE live = 1').get()?.[0];
    if (live === undefined) return false;
    return connection.query(`SELECT 1 FROM (${foreseenIn('main', live)}) LIMIT 1`).get() !== undefined;
  });
}

/** What is kept of looking ahead: whether a row was looked at, and what it becomes. */
function foreseenIn(schema: string, generation: number): string {
  return `SELECT member, CASE WHEN member IS NULL THEN id END AS id, foreseen, u.region, then_change_on, u.standing, before, after
    FROM ${schema}.standings_${generation} s FULL JOIN ${schema}.upcoming_${generation} u ON u.id = s.rowid
    WHERE foreseen <> 0 OR id IS NOT NULL`;
}

function butNot(rows: string, others: string): string {
  return `SELECT * FROM (${rows} EXCEPT ${others})`;
}

/** The rows of a table that a query names, as far as they are listed. */
function named(connection: Connection, table: string, query: string): readonly DifferentRow[] {
  return connection
    .query<[string]>(`SELECT DISTINCT CAST(name AS TEXT) FROM (${query}) ORDER BY 1 LIMIT ${MOST_OF_A_TABLE}`)
    .all()
    .map(([key]) => ({ table, key }));
}

function within<Result>(path: string, use: (connection: Connection) => Result): Result {
  const connection = Connection.open(path);
  try {
    return use(connection);
  } finally {
    quietly(() => {
      connection.close();
    });
  }
}
