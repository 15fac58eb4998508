import { Connection } from './connection.js';
import { quietly } from './failure.js';
import type { FileFault } from './file-fault.js';

/** A table, index, trigger or view as a program lays it out. */
export interface LaidOut {
  readonly type: string;
  readonly name: string;
  readonly table: string;
  /** As SQLite keeps it; older programs may have written another text that means the same to this one. */
  readonly sql: readonly string[];
  /** Of a table: its columns, in their order. */
  readonly columns: readonly string[];
}

/** What a database file is to consist of. */
export interface Layout {
  /** By what the file says of itself; null: another program laid it out, which is for others to say. */
  readonly objects: (found: Connection) => readonly LaidOut[] | null;
  /** What `user_version` may be; undefined: whoever opens the file looks at it. */
  readonly versions?: readonly number[];
  /** Columns that number a row of another table, each of whose rows is numbered by one at least. */
  readonly references?: readonly Reference[];
}

/** `table.column` numbers a row of `named`, by its `id`. */
export interface Reference {
  readonly table: string;
  /** The column that numbers the rows of the table itself. */
  readonly row: string;
  readonly column: string;
  readonly named: string;
}

/** Everything that a database consists of, but for what SQLite makes by itself. */
export function laidOutIn(connection: Connection): readonly LaidOut[] {
  return connection
    .query<[string, string, string, string | null]>(
      "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name",
    )
    .all()
    .map(([type, name, table, sql]) => ({
      ...{ type, name, table, sql: [sql ?? ''] },
      columns: type === 'table' ? columnsOf(connection, name) : [],
    }));
}

function columnsOf(connection: Connection, table: string): readonly string[] {
  return connection
    .query<[string]>('SELECT name FROM pragma_table_info(?)')
    .all(table)
    .map(([name]) => name);
}

/** The same of a database in memory that is laid out for this. */
export function laidOutBy(layOut: (fresh: Connection) => void): readonly LaidOut[] {
  const fresh = Connection.open(':memory:');
  try {
    layOut(fresh);
    return laidOutIn(fresh);
  } finally {
    quietly(() => {
      fresh.close();
    });
  }
}

/**
 * Where a database consists of something else than its program laid out: a guard that was taken away, a check that was loosened, an
 * index or a trigger that somebody added. One that was never laid out has nothing wrong.
 */
export function layoutFaults(connection: Connection, layout: Layout): readonly FileFault[] {
  const found = laidOutIn(connection);
  if (found.length === 0) return [];
  return [...versionFaults(connection, layout), ...objectFaults(found, layout.objects(connection))];
}

/** More rows of one table that number none, or are numbered by none, are not listed. */
const MOST_ROWS = 20;

/**
 * Rows that number no other, which are passed over by whoever reads both, and rows that are numbered by none: they were put there. They
 * are found through indexes, so that the file is to be one that is read rightly.
 */
export function referenceFaults(connection: Connection, { references = [] }: Layout): readonly FileFault[] {
  return references.flatMap(({ table, row, column, named }) => {
    const astray = connection
      .query<[number, number]>(
        `SELECT ${row}, ${column} FROM ${table} WHERE ${column} NOT IN (SELECT id FROM ${named}) ORDER BY ${row} LIMIT ${MOST_ROWS}`,
      )
      .all()
      .map(([number, id]) => ({
        ...{ ...NOWHERE, table, row: number },
        says: `row ${number} of ${table} is of ${column} ${id}, which is not in ${named}`,
      }));
    const idle = connection
      .query<[number]>(
        `SELECT id FROM ${named} WHERE NOT EXISTS (SELECT 1 FROM ${table} WHERE ${column} = ${named}.id) ORDER BY id LIMIT ${MOST_ROWS}`,
      )
      .all()
      .map(([id]) => ({
        ...{ ...NOWHERE, table: named, row: id, isReadAsBefore: true as const, isIdle: true as const },
        says: `row ${id} of ${named} is of no row of ${table}`,
      }));
    return [...astray, ...idle];
  });
}

function versionFaults(connection: Connection, { versions }: Layout): readonly FileFault[] {
  const version = connection.pragma('user_version');
  if (versions === undefined || versions.includes(version)) return [];
  return [{ ...NOWHERE, says: `user_version is ${version}, expected ${versions.join(' or ')}` }];
}

function objectFaults(found: readonly LaidOut[], expected: readonly LaidOut[] | null): readonly FileFault[] {
  if (expected === null) return [];
  const left = new Map(found.map((each) => [nameOf(each), each]));
  const faults = expected.flatMap((each) => {
    const there = left.get(nameOf(each));
    left.delete(nameOf(each));
    if (there === undefined)
      return [
        { ...faultOf(each, 'is gone'), ...(each.type === 'table' ? { hasOtherColumns: true as const } : {}) },
      ];
    if (there.columns.join() !== each.columns.join())
      return [{ ...faultOf(each, OTHERWISE), hasOtherColumns: true as const }];
    const isSame = each.sql.some((sql) => inOneLine(sql) === inOneLine(there.sql[0] ?? ''));
    return isSame && each.table === there.table ? [] : [faultOf(each, OTHERWISE)];
  });
  return [...faults, ...[...left.values()].map((each) => faultOf(each, "is none of the program's"))];
}

const OTHERWISE = 'is not as the program lays it out';

function nameOf({ type, name }: LaidOut): string {
  return `${type} ${name}`;
}

/** Where lines end and begin says nothing. */
function inOneLine(sql: string): string {
  return sql.replaceAll(/\s+/g, ' ');
}

const NOWHERE = { index: null, table: null, row: null, stream: null };

function faultOf(each: LaidOut, says: string): FileFault {
  const fault = { ...NOWHERE, says: `${nameOf(each)} ${says}`, table: each.table };
  // A trigger does something to what is written, and nothing else reads a view.
  return ['trigger', 'view'].includes(each.type) ? { ...fault, isReadAsBefore: true } : fault;
}
