import { backup, DatabaseSync } from '@photostructure/sqlite';

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

/** How far a copy of a database is, in its pages. */
export interface CopyingStep {
  readonly pages: number;
  readonly total: number;
}

/** 4 MiB at the usual page size: enough not to be slowed down by the steps, little enough to be stopped at once. */
const PAGES_PER_STEP = 1_024;

/**
 * The one way to the driver. Tests put failures between the store and SQLite here (`testing/database-faults.ts`), under
 * any program that uses the store; nothing else may replace it.
 */
export const driver = {
  /** Opens or creates the database at the path, or a new one in memory (`:memory:`). Waits for no lock. */
  open: (path: string): Database =>
    new DatabaseSync(path, { returnArrays: true, timeout: 0, defensive: true }),

  /**
   * Copies an open database into a file, page by page, in steps between which other work gets its turn. Where the
   * connection holds a read transaction, the copy is what that sees, whoever writes meanwhile. What `onStep` throws ends it.
   */
  copy: async (database: Database, path: string, onStep: (step: CopyingStep) => void): Promise<void> => {
    await backup(database as InstanceType<typeof DatabaseSync>, path, {
      rate: PAGES_PER_STEP,
      progress: ({ totalPages, remainingPages }) => {
        onStep({ pages: totalPages - remainingPages, total: totalPages });
      },
    });
  },
};
