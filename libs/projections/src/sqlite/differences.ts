import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Connection, quietly } from '#libs/event-store';

/** A row of the read models that is not what the log gives. */
export interface DifferentRow {
  readonly table: string;
  /** What names the row: the values of its key, parted by blanks. */
  readonly key: string;
}

/** More of one table are not named. */
const MOST_OF_A_TABLE = 100;

/** Columns that are a function of the log, the key first; what is only looked ahead is left out. */
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

/** The file of the read models in a directory. */
export function readModelFile(directory: string): string {
  return join(directory, 'read-models.sqlite');
}

/** Entries whose position has none in the first of two databases, since they are made there when they are read. */
const MADE_WHEN_READ = `EXISTS (SELECT 1 FROM main.feed_spans WHERE after < position AND position <= through)
  AND position NOT IN (SELECT position FROM main.feed_left_out)`;

/**
 * Rows that two closed databases of read models do not have alike; each has one live generation.
 *
 * @param other one that has every entry written (`NO_WINDOWS`)
 */
export function differentRows(directory: string, other: string): readonly DifferentRow[] {
  const connection = Connection.open(readModelFile(directory));
  try {
    connection.command('ATTACH DATABASE ? AS other')(readModelFile(other));
    const generations = (['main', 'other'] as const).map((schema) => ({
      schema,
      generation: connection
        .query<[number]>(`SELECT generation FROM ${schema}.generations WHERE live = 1`)
        .get()?.[0],
    }));
    return TABLES.flatMap(({ table, key, columns }) => {
      const [here, there] = generations.map(({ schema, generation = 0 }) => {
        const isOfGeneration = table === 'standings' || table === 'member_regions';
        const isOfAnswers = table === 'feed_answers' || table === 'feed_causes';
        const rows = `SELECT ${columns} FROM ${schema}.${isOfGeneration ? `${table}_${generation}` : table}`;
        return isOfAnswers && schema === 'other' ? `${rows} WHERE NOT (${MADE_WHEN_READ})` : rows;
      });
      const rows = connection.query<[string]>(
        `SELECT DISTINCT CAST(${key} AS TEXT) FROM (SELECT * FROM (${here} EXCEPT ${there})
         UNION ALL SELECT * FROM (${there} EXCEPT ${here})) ORDER BY 1 LIMIT ${MOST_OF_A_TABLE}`,
      );
      return rows.all().map(([name]) => ({ table, key: name }));
    });
  } finally {
    quietly(() => {
      connection.close();
    });
  }
}
