import { type CopyingStep, type Database, driver, type SqlValue, type Statement } from './driver.js';
import { quietly } from './failure.js';

/** A prepared statement, typed by its row. */
export interface Query<Row extends readonly SqlValue[]> {
  /** The first row, if there is one. */
  get(...parameters: readonly SqlValue[]): Row | undefined;
  /** All rows at once: several times faster than one by one, so queries that could give many have a limit. */
  all(...parameters: readonly SqlValue[]): readonly Row[];
}

/** One connection; rows are arrays. Everything on it is synchronous, so nothing comes between the steps of a transaction. */
export class Connection {
  private constructor(private readonly database: Database) {}

  /** Opens or creates the database at the path, or a new one in memory (`:memory:`). Waits for no lock. */
  static open(path: string): Connection {
    return new Connection(driver.open(path));
  }

  exec(sql: string): void {
    this.database.exec(sql);
  }

  query<Row extends readonly SqlValue[]>(sql: string): Query<Row> {
    const statement = this.prepare(sql);
    return {
      get: (...parameters) => statement.get(...parameters) as Row | undefined,
      all: (...parameters) => statement.all(...parameters) as readonly Row[],
    };
  }

  command(sql: string): (...parameters: readonly SqlValue[]) => void {
    const statement = this.prepare(sql);
    return (...parameters) => {
      statement.run(...parameters);
    };
  }

  /** The value of a pragma that gives one number. */
  pragma(name: string): number {
    const row = this.query<[number]>(`PRAGMA ${name}`).get();
    if (row === undefined) throw new Error(`PRAGMA ${name} gave no row; it is misspelt.`);
    return row[0];
  }

  /** Does all of the writes or, when one fails, none of them; the failure that is told is the first. */
  transact(write: () => void): void {
    this.exec('BEGIN IMMEDIATE');
    try {
      write();
      this.exec('COMMIT');
    } catch (error) {
      quietly(() => {
        this.rollback();
      });
      throw error;
    }
  }

  /** Copies the database as this connection sees it; the file there is overwritten. As `driver.copy`. */
  copyTo(path: string, onStep: (step: CopyingStep) => void): Promise<void> {
    return driver.copy(this.database, path, onStep);
  }

  /** Reads as the database was at the first of the reads, whatever others write meanwhile. */
  readAtOnce<Read>(read: () => Read): Read {
    this.exec('BEGIN');
    try {
      return read();
    } finally {
      this.rollback();
    }
  }

  /** Undoes the open transaction, if there is one: SQLite itself ends it on some failures. */
  rollback(): void {
    if (this.database.isTransaction) this.database.exec('ROLLBACK');
  }

  /**
   * The driver leaves prepared statements to the garbage collector, and SQLite keeps the files open until they are
   * gone: whatever must happen at closing (a checkpoint, the release of a lock) has to be done before.
   */
  close(): void {
    try {
      this.rollback();
    } finally {
      this.database.close();
    }
  }

  private prepare(sql: string): Statement {
    return this.database.prepare(sql);
  }
}
