import { join } from 'node:path';
import { Connection } from '#libs/event-store';

/** What a read-model database holds that is a function of the log, a line a row, in order. */
export interface ReadModelContent {
  readonly position: number;
  readonly asOf: string | null;
  /** Member, region, next change, version, position, standing. */
  readonly rows: readonly string[];
  /** Member and region. */
  readonly regions: readonly string[];
  /** Day, member, before, after. */
  readonly feed: readonly string[];
  /** Position, number, cause, member, region before and after, change. */
  readonly answers: readonly string[];
  /** Member, position, event, reason. */
  readonly parked: readonly string[];
  /** Names of all tables of rows. */
  readonly tables: readonly string[];
}

/** Reads the database past the read models; they may be open in this process. */
export function readModelContent(directory: string): ReadModelContent {
  const connection = Connection.open(join(directory, 'read-models.sqlite'));
  try {
    const lines = (sql: string): readonly string[] =>
      connection
        .query(sql)
        .all()
        .map((row) => JSON.stringify(row));
    const live = connection
      .query<[number, number, string | null]>(
        'SELECT generation, position, as_of FROM generations WHERE live = 1',
      )
      .get();
    if (live === undefined) throw new Error('No generation is live.');
    const [generation, position, asOf] = live;
    return {
      position,
      asOf,
      rows: lines(
        `SELECT member, region, next_change_on, version, position, standing FROM standings_${generation} ORDER BY member`,
      ),
      regions: lines(`SELECT member, region FROM member_regions_${generation} ORDER BY member, region`),
      feed: lines('SELECT day, member, before, after FROM feed_standings ORDER BY day, member'),
      answers: lines('SELECT * FROM feed_answers ORDER BY position, number'),
      parked: lines(
        `SELECT member, position, event_id, reason FROM parked WHERE generation = ${generation} ORDER BY 1, 2`,
      ),
      tables: lines("SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'standings_*'"),
    };
  } finally {
    connection.close();
  }
}
