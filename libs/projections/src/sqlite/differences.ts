import { statSync } from 'node:fs';
import { Connection, laidOutIn, type Position, quietly, type SqlValue } from '#libs/event-store';
import { STANDING } from '../standing/version.js';
import { readModelFile } from './database.js';
import { wrongFlags, wrongForeseen } from './foreseen-differences.js';
import { type Anchor, Generations } from './generations.js';
import { layoutOf, logIdOf } from './layout.js';
import { rowDigest } from './row-digest.js';
import { generationOf } from './standing-rows.js';

/** A row of the read models that is not what the log gives. */
export interface DifferentRow {
  readonly table: string;
  /** What names the row: the values of its key, parted by blanks. */
  readonly key: string;
}

/** More of one table are not named. */
const MOST_OF_A_TABLE = 100;

/** Events of which rows are not judged by what the log gives: it is not as it was when they were made. */
export interface Unjudged {
  readonly positions: readonly Position[];
  /** Members whose rows rest on such an event. */
  readonly members: ReadonlySet<string> | 'all';
  /** The streams that they are of. */
  readonly streams: ReadonlySet<string> | 'all';
}

/** What a comparison of rows gave. */
export interface Differences {
  readonly rows: readonly DifferentRow[];
  /** Number of rows that differ, and may for what they rest on. */
  readonly unjudged: number;
}

const OF_MEMBER = 'coalesce(all_members OR member IN resting_members, 0)';

/** Columns that are a function of the log, and when a row may be another one for what is not judged (`prepareUnjudged`). */
const TABLES = [
  {
    table: 'standings',
    key: 'member',
    columns: 'member, region, next_change_on, version, position, standing',
    rests: OF_MEMBER,
  },
  {
    table: 'member_regions',
    key: "member || ' ' || region",
    columns: 'member, region',
    rests: OF_MEMBER,
  },
  {
    table: 'feed_standings',
    key: "day || ' ' || member",
    columns: 'day, member, before, after, region',
    rests: OF_MEMBER,
  },
  {
    table: 'feed_answers',
    // Where entries of a position are not judged, nor are the numbers of those beside them.
    key: "position || ' ' || coalesce(number, member)",
    columns:
      'position, iif(position IN resting_entries, NULL, number) AS number, cause, member, region_before, region_after, change, decision',
    rests: `${OF_MEMBER} OR position IN resting_positions OR cause IN resting_positions`,
  },
  {
    table: 'feed_causes',
    key: 'position',
    columns: 'position, cause',
    // It is there where an entry is, and says the same whoever that one is about.
    rests: `position IN resting_positions OR (all_members OR position IN resting_causes) AND NOT (
      EXISTS (SELECT 1 FROM main.feed_causes c WHERE c.position = r.position)
      AND EXISTS (SELECT 1 FROM other.feed_causes c WHERE c.position = r.position))`,
  },
  {
    table: 'served_answers',
    key: "member || ' ' || decision_id",
    columns: 'member, position, decision_id, actor, day, recorded',
    rests: 'recorded IN resting_positions',
  },
  {
    table: 'consumers',
    key: 'stream',
    columns: 'stream, said',
    rests: 'all_streams OR stream IN resting_streams',
  },
  {
    table: 'parked',
    key: "member || ' ' || position",
    columns: 'projection, member, position, event_id, as_of',
    rests: OF_MEMBER,
  },
  {
    table: 'generations',
    key: 'projection',
    columns: 'projection, version, live, position, latest, as_of, underway, anchor',
    rests: 'EXISTS (SELECT 1 FROM resting_positions) OR all_members',
  },
] as const;

/** True where a directory holds read models. */
export function hasReadModels(directory: string): boolean {
  return (statSync(readModelFile(directory), { throwIfNoEntry: false })?.size ?? 0) > 0;
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
    const [generations = [], ...others] = WITH_DIGEST.map((each) => undigested(connection, each));
    const isGone = generations.length === 0 && isGenerationGone(connection);
    return [
      ...(isOther ? [{ table: 'ledger', key: 'log_id' }] : []),
      ...(isGone ? [{ table: 'generations', key: STANDING }] : generations),
      ...others.flat(),
    ];
  });
}

function undigested(
  connection: Connection,
  { table, key }: (typeof WITH_DIGEST)[number],
): readonly DifferentRow[] {
  const rows = connection.query<SqlValue[]>(`SELECT CAST(${key} AS TEXT), * FROM ${table}`).all();
  return rows.flatMap(([name, ...row]) =>
    row.at(-1) === rowDigest(row.slice(0, -1)) ? [] : [{ table, key: String(name) }],
  );
}

/** Tables of a generation are made and dropped together with the row of it. */
function isGenerationGone(connection: Connection): boolean {
  const rows = connection.query<[number]>('SELECT generation FROM generations').all();
  const known = new Set(rows.map(([generation]) => generation));
  return laidOutIn(connection).some(({ table }) => {
    const generation = generationOf(table);
    return generation !== undefined && !known.has(generation);
  });
}

/** How far closed read models had come. */
export interface ProjectedThrough {
  readonly position: Position;
  /** The last event that they took; null: none, or it cannot be read. */
  readonly anchor: Anchor | null;
}

/** Undefined where none are live. */
export function projectedThrough(directory: string): ProjectedThrough | undefined {
  return within(readModelFile(directory), (connection) => {
    const live = new Generations(connection, STANDING).live;
    return live && { position: live.checkpoint.position, anchor: live.checkpoint.anchor };
  });
}

/** Has closed read models go on from where they are, whichever event they took last: the log need not have it any more. */
export function forgetAnchor(directory: string): void {
  within(readModelFile(directory), (connection) => {
    connection.exec('UPDATE generations SET anchor = NULL');
  });
}

/**
 * Rows that two closed databases of read models do not have alike; each has one live generation.
 *
 * @param other one that has every entry written (`NO_WINDOWS`)
 * @param unjudged rows that rest on these events are counted, and not named
 */
export function differentRows(
  directory: string,
  other: string,
  unjudged: Unjudged = { positions: [], members: new Set(), streams: new Set() },
): Differences {
  return within(readModelFile(directory), (connection) => {
    connection.command('ATTACH DATABASE ? AS other')(readModelFile(other));
    prepareUnjudged(connection, unjudged);
    const generations = (['main', 'other'] as const).map((schema) => ({
      schema,
      generation: connection
        .query<[number]>(`SELECT generation FROM ${schema}.generations WHERE live = 1`)
        .get()?.[0],
    }));
    const live = { here: generations[0]?.generation ?? 0, there: generations[1]?.generation ?? 0 };
    const different = TABLES.map(({ table, key, columns, rests }) => {
      const [here = '', there = ''] = generations.map(({ schema, generation = 0 }) => {
        const isOfGeneration = table === 'standings' || table === 'member_regions';
        const isOfAnswers = table === 'feed_answers' || table === 'feed_causes';
        const rows = `SELECT ${columns} FROM ${schema}.${isOfGeneration ? `${table}_${generation}` : table}`;
        return isOfAnswers && schema === 'other' ? `${rows} WHERE NOT (${MADE_WHEN_READ})` : rows;
      });
      const flags = table === 'standings' ? ` UNION ALL ${wrongFlags(live, columns)}` : '';
      return named(connection, {
        table,
        rows: `${butNot(here, there)} UNION ALL ${butNot(there, here)}${flags}`,
        ...{ key, rests },
      });
    });
    const upcoming = named(connection, {
      ...{ table: 'upcoming', key: 'coalesce(member, id)', rests: OF_MEMBER },
      rows: wrongForeseen(live),
    });
    const all = [...different, upcoming];
    return {
      rows: all.flatMap(({ rows }) => rows),
      unjudged: all.reduce((sum, each) => sum + each.unjudged, 0),
    };
  });
}

/**
 * Has a connection know what is not judged: tables of its own, and with them entries of the feed about such a member. Where the days
 * differ to which both have come, a midnight came to one of them alone: then the log's clock is not what it was.
 */
function prepareUnjudged(connection: Connection, { positions, members, streams }: Unjudged): void {
  connection.exec(`
    CREATE TEMP TABLE resting_positions (position INTEGER PRIMARY KEY);
    CREATE TEMP TABLE resting_members (member TEXT PRIMARY KEY);
    CREATE TEMP TABLE resting_streams (stream TEXT PRIMARY KEY);
  `);
  const put = (table: string, values: Iterable<SqlValue>): void => {
    const insert = connection.command(`INSERT INTO temp.${table} VALUES (?)`);
    for (const value of values) insert(value);
  };
  put('resting_positions', positions);
  put('resting_members', members === 'all' ? [] : members);
  put('resting_streams', streams === 'all' ? [] : streams);
  const isOfAll = (set: Unjudged['members']): string => (set === 'all' ? 'true' : 'false');
  connection.exec(`
    CREATE TEMP TABLE resting AS SELECT ${isOfAll(streams)} AS all_streams, ${isOfAll(members)} OR EXISTS (
      SELECT 1 FROM resting_positions, main.generations m, other.generations o
      WHERE m.live = 1 AND o.live = 1 AND m.as_of IS NOT o.as_of) AS all_members;
    CREATE TEMP TABLE resting_entries AS SELECT DISTINCT position FROM (
      SELECT position, member FROM main.feed_answers UNION ALL SELECT position, member FROM other.feed_answers
    ) WHERE member IN resting_members;
    CREATE TEMP TABLE resting_causes AS SELECT DISTINCT cause FROM (
      SELECT cause, member FROM main.feed_answers UNION ALL SELECT cause, member FROM other.feed_answers
    ) WHERE member IN resting_members;
  `);
}

/** True where a closed database of read models keeps what somebody has looked ahead for. */
export function hasLookedAhead(directory: string): boolean {
  return within(readModelFile(directory), (connection) => {
    const live = connection.query<[number]>('SELECT generation FROM generations WHERE live = 1').get()?.[0];
    if (live === undefined) return false;
    const either = `SELECT 1 FROM standings_${live} WHERE foreseen <> 0 UNION ALL SELECT 1 FROM upcoming_${live}`;
    return connection.query(`${either} LIMIT 1`).get() !== undefined;
  });
}

function butNot(rows: string, others: string): string {
  return `SELECT * FROM (${rows} EXCEPT ${others})`;
}

/** The rows of a table that are not alike, as far as they are listed, and how many of them are not judged. */
function named(
  connection: Connection,
  {
    table,
    key,
    rows,
    rests,
  }: { readonly table: string; readonly key: string; readonly rows: string; readonly rests: string },
): Differences {
  const found = `SELECT CAST(${key} AS TEXT) AS name, ${rests} AS rests FROM (${rows}) r, resting`;
  const select = connection.query<[string]>(
    `SELECT DISTINCT name FROM (${found}) WHERE NOT rests ORDER BY 1 LIMIT ${MOST_OF_A_TABLE}`,
  );
  const count = connection.query<[number]>(`SELECT count(DISTINCT name) FROM (${found}) WHERE rests`);
  return { rows: select.all().map(([name]) => ({ table, key: name })), unjudged: count.get()?.[0] ?? 0 };
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
