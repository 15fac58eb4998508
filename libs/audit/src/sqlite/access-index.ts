import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  Connection,
  createPrivateFile,
  type EventStore,
  laidOutBy,
  type Layout,
  quietly,
  toStoreError,
} from '#libs/event-store';
import { accessOf, type RecordedAccess } from '../access-log/access-entry.js';
import { IN_MEMORY } from './seal-database.js';

/** Which entries are looked for; what is left out does not narrow. */
export interface AccessQuery {
  readonly member?: string | undefined;
  /** As the entries name it: `key:k…`. */
  readonly holder?: string | undefined;
  /** Civil day at +08:00. */
  readonly day?: string | undefined;
  readonly purpose?: string | undefined;
  /** Only entries after this number; 0: from the first. */
  readonly after: number;
  readonly limit: number;
}

/** The layout below; a file of another one is made anew. */
const LAYOUT = 1;

const tables = `
  CREATE TABLE reads (number INTEGER PRIMARY KEY, day TEXT NOT NULL, holder TEXT NOT NULL, purpose TEXT) STRICT;
  CREATE INDEX reads_by_day ON reads (day, number);
  CREATE INDEX reads_by_holder ON reads (holder, number);
  CREATE INDEX reads_by_purpose ON reads (purpose, number);
  CREATE TABLE members_read (
    member TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (member, number)
  ) STRICT, WITHOUT ROWID;
  PRAGMA user_version = ${LAYOUT};
`;

/** What the file of an index consists of. */
export const INDEX_LAYOUT: Layout = {
  objects: () =>
    laidOutBy((fresh) => {
      fresh.exec(tables);
    }),
  versions: [LAYOUT],
};

/** What of an access log the index reads. */
export type IndexedLog = Pick<EventStore, 'readPages'>;

/** Where the index of an access log is. */
export function accessIndexFile(directory: string): string {
  return directory === IN_MEMORY ? IN_MEMORY : join(directory, 'index.sqlite');
}

/**
 * Finds entries of an access log by member, holder, day and purpose. It is derived: without the file, or with one of
 * another layout, it is made anew from the log. It is written when somebody asks, so that a read that is logged does
 * not wait for it.
 */
export class AccessIndex {
  private readonly selectLast;
  private readonly insertRead;
  private readonly insertMember;
  private underway: Promise<void> | undefined;

  private constructor(private readonly connection: Connection) {
    this.selectLast = connection.query<[number | null]>('SELECT max(number) FROM reads');
    this.insertRead = connection.command('INSERT INTO reads VALUES (?, ?, ?, ?)');
    this.insertMember = connection.command('INSERT INTO members_read VALUES (?, ?)');
  }

  /** @throws a StoreError */
  static open(directory: string): AccessIndex {
    return asking(() => AccessIndex.opened(directory));
  }

  private static opened(directory: string): AccessIndex {
    const path = accessIndexFile(directory);
    if (path !== IN_MEMORY) createPrivateFile(path);
    const connection = Connection.open(path);
    try {
      if (connection.pragma('user_version') !== LAYOUT) layOut(connection);
      connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY');
      return new AccessIndex(connection);
    } catch (error) {
      quietly(() => {
        connection.close();
      });
      throw error;
    }
  }

  /** Opens an index that is there, to compare it; undefined where there is none that would be used. */
  static openToCompare(directory: string): AccessIndex | undefined {
    const path = accessIndexFile(directory);
    if (!existsSync(path)) return undefined;
    const connection = Connection.open(path);
    if (connection.pragma('user_version') === LAYOUT) return new AccessIndex(connection);
    connection.close();
    return undefined;
  }

  /**
   * Takes in what was logged since; whoever asks meanwhile waits for the same.
   *
   * @throws a StoreError
   */
  async catchUp(log: IndexedLog): Promise<void> {
    this.underway ??= this.follow(log).finally(() => {
      this.underway = undefined;
    });
    await this.underway;
  }

  /**
   * The numbers of the entries looked for, in order.
   *
   * @throws a StoreError
   */
  find({ member, holder, day, purpose, after, limit }: AccessQuery): readonly number[] {
    const filters = Object.entries({ member, holder, day, purpose }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    // `CROSS` keeps the order: along the member's entries, which are the fewest.
    const from = member === undefined ? 'reads' : 'members_read CROSS JOIN reads USING (number)';
    const where = ['number > ?', ...filters.map(([column]) => `${column} = ?`)].join(' AND ');
    const select = `SELECT number FROM ${from} WHERE ${where} ORDER BY number LIMIT ?`;
    const values = filters.map(([, value]) => value);
    return asking(() => this.connection.query<[number]>(select).all(after, ...values, limit)).map(
      ([number]) => number,
    );
  }

  /**
   * Holds the index against the log that it was made from, as far as it has come: numbers of entries that it would not
   * find, or would find wrongly. 0 stands for rows of which the log has nothing.
   *
   * @param blamed entries that are not what was logged: what the index has of them says nothing about the index
   */
  async faults(log: IndexedLog, blamed: ReadonlySet<number> = new Set()): Promise<readonly number[]> {
    const read = this.connection.query<[string, string, string | null]>(
      'SELECT day, holder, purpose FROM reads WHERE number = ?',
    );
    const named = this.connection.query('SELECT 1 FROM members_read WHERE member = ? AND number = ?');
    const through = this.selectLast.get()?.[0] ?? 0;
    const faults: number[] = [];
    const counted = { reads: 0, members_read: 0 };
    for await (const page of log.readPages({ after: 0, through })) {
      for (const { number, day, holder, purpose, members } of page.flatMap(
        (event) => accessOf(event) ?? [],
      )) {
        if (blamed.has(number)) continue;
        const row = read.get(number);
        const isRight =
          row?.[0] === day &&
          row[1] === holder &&
          row[2] === purpose &&
          members.every((member) => named.get(member, number) !== undefined);
        if (!isRight) faults.push(number);
        counted.reads += 1;
        counted.members_read += members.length;
      }
    }
    const isMore = Object.entries(counted).some(([table, count]) => this.rowsOf(table, blamed) > count);
    return isMore ? [0, ...faults] : faults;
  }

  /** How many rows a table has of entries that are not blamed. */
  private rowsOf(table: string, blamed: ReadonlySet<number>): number {
    if (blamed.size === 0)
      return this.connection.query<[number]>(`SELECT count(*) FROM ${table}`).get()?.[0] ?? 0;
    const counts = this.connection.query<[number, number]>(
      `SELECT number, count(*) FROM ${table} GROUP BY number`,
    );
    return counts.all().reduce((sum, [number, count]) => (blamed.has(number) ? sum : sum + count), 0);
  }

  close(): void {
    quietly(() => {
      this.connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    });
    quietly(() => {
      this.connection.close();
    });
  }

  private async follow(log: IndexedLog): Promise<void> {
    const after = asking(() => this.selectLast.get()?.[0] ?? 0);
    for await (const page of log.readPages({ after })) {
      asking(() => {
        this.connection.transact(() => {
          for (const access of page.flatMap((event) => accessOf(event) ?? [])) this.enter(access);
        });
      });
    }
  }

  private enter({ number, day, holder, purpose, members }: RecordedAccess): void {
    this.insertRead(number, day, holder, purpose);
    for (const member of members) this.insertMember(member, number);
  }
}

function layOut(connection: Connection): void {
  connection.exec(
    `BEGIN IMMEDIATE; DROP TABLE IF EXISTS reads; DROP TABLE IF EXISTS members_read; ${tables} COMMIT`,
  );
}

/** The answer of the database, its failure turned into an error of a store. */
function asking<Answer>(question: () => Answer): Answer {
  try {
    return question();
  } catch (error) {
    throw toStoreError(error);
  }
}
