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
}

/** What a database file is to consist of. */
export interface Layout {
  /** By what the file says of itself; null: another program laid it out, which is for others to say. */
  readonly objects: (found: Connection) => readonly LaidOut[] | null;
  /** What `user_version` may be; undefined: whoever opens the file looks at it. */
  readonly versions?: readonly number[];
}

/** Everything that a database consists of, but for what SQLite makes by itself. */
export function laidOutIn(connection: Connection): readonly LaidOut[] {
  return connection
    .query<[string, string, string, string | null]>(
      "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name",
    )
    .all()
    .map(([type, name, table, sql]) => ({ type, name, table, sql: [sql ?? ''] }));
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
    if (there === undefined) return [faultOf(each, 'is gone')];
    const isSame = each.sql.some((sql) => inOneLine(sql) === inOneLine(there.sql[0] ?? ''));
    return isSame && each.table === there.table ? [] : [faultOf(each, 'is not as the program lays it out')];
  });
  return [...faults, ...[...left.values()].map((each) => faultOf(each, "is none of the program's"))];
}

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
