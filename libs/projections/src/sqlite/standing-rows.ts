import type { CivilDate } from '#libs/enrollment';
import type { Connection } from '#libs/event-store';
import type { DerivedMember, MemberRow } from '../ports.js';

type Row = [string, string | null, CivilDate | null, number, number, string | null];

/** Whether it is known what a row becomes on its next day; such a move is then one of columns, without a derivation. */
const FORESEEN = { notLookedAt: 0, known: 1, cannotBe: 2 } as const;

const COLUMNS = 'member, region, next_change_on, version, position, standing';

/** Whose numbers are asked for: those who were ever in one of the regions. */
export interface MembersQuestion {
  /** Exclusive. */
  readonly after: string;
  readonly prefix: string;
  readonly regions: 'all' | readonly string[];
  readonly limit: number;
}

/** What a row becomes on the day of its next change, and what the feed then tells. */
export interface Upcoming {
  readonly row: MemberRow;
  /** The fields that change, as JSON text of each side; null: nothing is told. */
  readonly told: { readonly before: string; readonly after: string } | null;
}

/**
 * The tables of one generation of the standings: a row a member, the regions that each was ever in, and what rows become
 * on their next day, as far as somebody has looked ahead. What was foreseen goes with its row: whatever writes the row
 * takes it away.
 */
export class StandingRows {
  private readonly upsert;
  private readonly selectOne;
  private readonly selectDue;
  private readonly selectUnforeseen;
  private readonly selectForeseenEnd;
  private readonly tellForeseen;
  private readonly moveColumns;
  private readonly removeMoved;
  private readonly insertUpcoming;
  private readonly removeUpcoming;
  private readonly mark;
  private readonly selectNextDay;
  private readonly selectMembers;
  private readonly selectInRegions;
  private readonly selectRegions;
  private readonly selectAny;
  private readonly selectLastRow;
  private readonly insertRegion;
  private readonly hold;

  constructor(
    connection: Connection,
    readonly generation: number,
  ) {
    const standings = standingsOf(generation);
    const regions = regionsOf(generation);
    const upcoming = upcomingOf(generation);
    this.upsert = connection.command(
      `INSERT INTO ${standings} (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (member) DO UPDATE SET
       region = excluded.region, next_change_on = excluded.next_change_on, version = excluded.version,
       position = excluded.position, standing = excluded.standing, foreseen = ${FORESEEN.notLookedAt}`,
    );
    this.hold = connection.command(
      `UPDATE ${standings} SET next_change_on = NULL, foreseen = ${FORESEEN.notLookedAt} WHERE member = ?`,
    );
    this.selectOne = connection.query<Row>(`SELECT ${COLUMNS} FROM ${standings} WHERE member = ?`);
    this.selectDue = connection.query<Row>(
      `SELECT ${COLUMNS} FROM ${standings} WHERE foreseen IN (${FORESEEN.notLookedAt}, ${FORESEEN.cannotBe})
       AND next_change_on <= ? ORDER BY next_change_on LIMIT ?`,
    );
    this.selectUnforeseen = connection.query<Row>(
      `SELECT ${COLUMNS} FROM ${standings} WHERE foreseen = ${FORESEEN.notLookedAt} AND next_change_on <= ?
       ORDER BY next_change_on LIMIT ?`,
    );
    const foreseen = `foreseen = ${FORESEEN.known} AND next_change_on = ?1`;
    this.selectForeseenEnd = connection.query<[number | null]>(
      `SELECT max(id) FROM (SELECT rowid AS id FROM ${standings} WHERE ${foreseen} ORDER BY rowid LIMIT ?2)`,
    );
    this.tellForeseen = connection.command(
      `INSERT OR REPLACE INTO feed_standings (day, member, before, after, region)
       SELECT ?1, s.member, u.before, u.after, u.region FROM ${standings} s JOIN ${upcoming} u ON u.id = s.rowid
       WHERE ${foreseen} AND s.rowid <= ?2 AND u.before IS NOT NULL`,
    );
    this.moveColumns = connection.query<[number]>(
      `UPDATE ${standings} SET region = u.region, next_change_on = u.then_change_on, standing = u.standing,
       foreseen = ${FORESEEN.notLookedAt} FROM ${upcoming} u
       WHERE u.id = ${standings}.rowid AND ${foreseen} AND ${standings}.rowid <= ?2 RETURNING ${standings}.rowid`,
    );
    this.removeMoved = connection.command(
      `DELETE FROM ${upcoming} WHERE id IN (SELECT value FROM json_each(?))`,
    );
    this.removeUpcoming = connection.command(
      `DELETE FROM ${upcoming} WHERE id = (SELECT rowid FROM ${standings} WHERE member = ? AND foreseen = ${FORESEEN.known})`,
    );
    this.insertUpcoming = connection.command(
      `INSERT OR REPLACE INTO ${upcoming} VALUES
       ((SELECT rowid FROM ${standings} WHERE member = ?), ?, ?, ?, ?, ?)`,
    );
    this.mark = connection.command(`UPDATE ${standings} SET foreseen = ? WHERE member = ?`);
    this.selectNextDay = connection.query<[CivilDate | null]>(
      `SELECT min(day) FROM (${Object.values(FORESEEN)
        .map((each) => `SELECT min(next_change_on) AS day FROM ${standings} WHERE foreseen = ${each}`)
        .join(' UNION ALL ')})`,
    );
    this.selectMembers = connection.query<[string]>(
      `SELECT member FROM ${standings} WHERE member > ? AND member >= ? ORDER BY member LIMIT ?`,
    );
    this.selectInRegions = connection.query<[string]>(
      `SELECT DISTINCT member FROM ${regions} WHERE region IN (SELECT value FROM json_each(?)) AND member > ?
       AND member >= ? ORDER BY member LIMIT ?`,
    );
    this.selectRegions = connection.query<[string]>(
      `SELECT region FROM ${regions} WHERE member = ? ORDER BY region`,
    );
    this.selectAny = connection.query<Row>(
      `SELECT ${COLUMNS} FROM ${standings} WHERE rowid >= ? ORDER BY rowid LIMIT 1`,
    );
    this.selectLastRow = connection.query<[number | null]>(`SELECT max(rowid) FROM ${standings}`);
    this.insertRegion = connection.command(`INSERT OR IGNORE INTO ${regions} VALUES (?, ?)`);
  }

  /** Makes the tables of a generation. */
  static create(connection: Connection, generation: number): StandingRows {
    const standings = standingsOf(generation);
    const regions = regionsOf(generation);
    connection.exec(`
      CREATE TABLE ${standings} (
        member TEXT PRIMARY KEY,
        region TEXT,
        next_change_on TEXT,
        version INTEGER NOT NULL,
        position INTEGER NOT NULL,
        standing TEXT,
        foreseen INTEGER NOT NULL DEFAULT ${FORESEEN.notLookedAt}
      ) STRICT;
      CREATE INDEX ${standings}_due ON ${standings} (foreseen, next_change_on) WHERE next_change_on IS NOT NULL;
      CREATE TABLE ${upcomingOf(generation)} (
        id INTEGER PRIMARY KEY,
        region TEXT,
        then_change_on TEXT,
        standing TEXT,
        before TEXT,
        after TEXT
      ) STRICT;
      CREATE TABLE ${regions} (
        member TEXT NOT NULL,
        region TEXT NOT NULL,
        PRIMARY KEY (member, region)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX ${regions}_by_region ON ${regions} (region, member);
    `);
    return new StandingRows(connection, generation);
  }

  /** Drops the tables of a generation. */
  static drop(connection: Connection, generation: number): void {
    // Generations of older versions have no table of what is upcoming.
    connection.exec(`
      DROP TABLE ${standingsOf(generation)};
      DROP TABLE ${regionsOf(generation)};
      DROP TABLE IF EXISTS ${upcomingOf(generation)};
    `);
  }

  write({ row, regions }: DerivedMember): void {
    const { member, region, nextChangeOn, version, position, standing } = row;
    this.removeUpcoming(member);
    this.upsert(member, region, nextChangeOn, version, position, standing);
    for (const each of regions) this.insertRegion(member, each);
  }

  /** The calendar passes a row by until it is written again. */
  holdBack(member: string): void {
    this.removeUpcoming(member);
    this.hold(member);
  }

  find(member: string): MemberRow | undefined {
    const row = this.selectOne.get(member);
    return row && rowOf(row);
  }

  /** Rows whose next day comes by some day and that nobody has looked ahead for, the earliest first. */
  unforeseen(through: CivilDate, limit: number): readonly MemberRow[] {
    return this.selectUnforeseen.all(through, limit).map(rowOf);
  }

  /** Keeps what a row becomes on its next day; undefined: that cannot be told, and the day itself will show it. */
  foresee(member: string, upcoming: Upcoming | undefined): void {
    if (upcoming === undefined) {
      this.mark(FORESEEN.cannotBe, member);
      return;
    }
    const { row, told } = upcoming;
    const { region, nextChangeOn, standing } = row;
    this.insertUpcoming(member, region, nextChangeOn, standing, told?.before ?? null, told?.after ?? null);
    this.mark(FORESEEN.known, member);
  }

  /** The end of a piece of the rows that were foreseen for a day, for `move`; null: none is left. */
  foreseenEnd(day: CivilDate, limit: number): number | null {
    return this.selectForeseenEnd.get(day, limit)?.[0] ?? null;
  }

  /** Moves the rows that were foreseen for a day, up to the end of a piece; `isTold`: and puts them into the feed. */
  move(day: CivilDate, end: number, isTold: boolean): void {
    if (isTold) this.tellForeseen(day, end);
    this.removeMoved(JSON.stringify(this.moveColumns.all(day, end).flat()));
  }

  /** Rows whose day has come and whose move was not foreseen, the earliest first. */
  due(day: CivilDate, limit: number): readonly MemberRow[] {
    return this.selectDue.all(day, limit).map(rowOf);
  }

  /** The first day on which some standing changes by itself; null: none does. */
  nextDay(): CivilDate | null {
    return this.selectNextDay.get()?.[0] ?? null;
  }

  /** Member numbers after one of them that begin with a prefix, ascending: those who were ever in one of the regions. */
  members({ after, prefix, regions, limit }: MembersQuestion): readonly string[] {
    const rows =
      regions === 'all'
        ? this.selectMembers.all(after, prefix, limit)
        : this.selectInRegions.all(JSON.stringify(regions), after, prefix, limit);
    const found = rows.map(([member]) => member);
    const end = found.findIndex((member) => !member.startsWith(prefix));
    return end === -1 ? found : found.slice(0, end);
  }

  /** Every region that a member was ever in, sorted. */
  regionsOf(member: string): readonly string[] {
    return this.selectRegions.all(member).map(([region]) => region);
  }

  /** A row by chance; `chance` from 0 to below 1. Undefined where there is no row. */
  any(chance: number): MemberRow | undefined {
    const last = this.selectLastRow.get()?.[0] ?? 0;
    const row = this.selectAny.get(1 + Math.floor(chance * last));
    return row && rowOf(row);
  }
}

/** The generation that a table or an index is of; undefined: of none. */
export function generationOf(table: string): number | undefined {
  const [, generation] = /^(?:standings|upcoming|member_regions)_(\d+)$/.exec(table) ?? [];
  return generation === undefined ? undefined : Number(generation);
}

function standingsOf(generation: number): string {
  return `standings_${generation}`;
}

function upcomingOf(generation: number): string {
  return `upcoming_${generation}`;
}

function regionsOf(generation: number): string {
  return `member_regions_${generation}`;
}

function rowOf([member, region, nextChangeOn, version, position, standing]: Row): MemberRow {
  return { member, region, nextChangeOn, version, position, standing };
}
