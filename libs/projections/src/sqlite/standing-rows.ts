import type { CivilDate } from '#libs/enrollment';
import type { Connection } from '#libs/event-store';
import type { DerivedMember, MemberRow } from '../ports.js';

type Row = [string, string | null, CivilDate | null, number, number, string | null];

const COLUMNS = 'member, region, next_change_on, version, position, standing';

/** The tables of one generation of the standings: a row a member, and the regions that each was ever in. */
export class StandingRows {
  private readonly upsert;
  private readonly selectOne;
  private readonly selectDue;
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
    this.upsert = connection.command(
      `INSERT INTO ${standings} (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (member) DO UPDATE SET
       region = excluded.region, next_change_on = excluded.next_change_on, version = excluded.version,
       position = excluded.position, standing = excluded.standing`,
    );
    this.hold = connection.command(`UPDATE ${standings} SET next_change_on = NULL WHERE member = ?`);
    this.selectOne = connection.query<Row>(`SELECT ${COLUMNS} FROM ${standings} WHERE member = ?`);
    this.selectDue = connection.query<Row>(
      `SELECT ${COLUMNS} FROM ${standings} WHERE next_change_on <= ? ORDER BY next_change_on LIMIT ?`,
    );
    this.selectNextDay = connection.query<[CivilDate | null]>(`SELECT min(next_change_on) FROM ${standings}`);
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
        standing TEXT
      ) STRICT;
      CREATE INDEX ${standings}_due ON ${standings} (next_change_on) WHERE next_change_on IS NOT NULL;
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
    connection.exec(`DROP TABLE ${standingsOf(generation)}; DROP TABLE ${regionsOf(generation)}`);
  }

  write({ row, regions }: DerivedMember): void {
    const { member, region, nextChangeOn, version, position, standing } = row;
    this.upsert(member, region, nextChangeOn, version, position, standing);
    for (const each of regions) this.insertRegion(member, each);
  }

  /** The calendar passes a row by until it is written again. */
  holdBack(member: string): void {
    this.hold(member);
  }

  find(member: string): MemberRow | undefined {
    const row = this.selectOne.get(member);
    return row && rowOf(row);
  }

  /** Rows whose day has come, the earliest first. */
  due(day: CivilDate, limit: number): readonly MemberRow[] {
    return this.selectDue.all(day, limit).map(rowOf);
  }

  /** The first day on which some standing changes by itself; null: none does. */
  nextDay(): CivilDate | null {
    return this.selectNextDay.get()?.[0] ?? null;
  }

  /** Member numbers after one of them that begin with a prefix, ascending: those who were ever in one of the regions. */
  members(question: {
    readonly after: string;
    readonly prefix: string;
    readonly regions: 'all' | readonly string[];
    readonly limit: number;
  }): readonly string[] {
    const { after, prefix, regions, limit } = question;
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

function standingsOf(generation: number): string {
  return `standings_${generation}`;
}

function regionsOf(generation: number): string {
  return `member_regions_${generation}`;
}

function rowOf([member, region, nextChangeOn, version, position, standing]: Row): MemberRow {
  return { member, region, nextChangeOn, version, position, standing };
}
