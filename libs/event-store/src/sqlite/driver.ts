import { DatabaseSync } from '@photostructure/sqlite';

/** What SQLite gives and takes in this library. */
export type SqlValue = string | number | null;

/** A prepared statement of the driver: the calls that this library makes. */
export interface Statement {
  get(...parameters: readonly SqlValue[]): unknown;
  all(...parameters: readonly SqlValue[]): unknown;
  run(...parameters: readonly SqlValue[]): unknown;
}

/** An open database of the driver: likewise. */
export interface Database {
  readonly isTransaction: boolean;
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

/**
 * The one way to the driver. Tests put failures between the store and SQLite here (`testing/database-faults.ts`), under
 * any program that uses the store; nothing else may replace it.
 */
export const driver = {
  /** Opens or creates the database at the path, or a new one in memory (`:memory:`). Waits for no lock. */
  open: (path: string): Database =>
    new DatabaseSync(path, { returnArrays: true, timeout: 0, defensive: true }),
};
