import { Connection } from './connection.js';
import { quietly } from './failure.js';
import type { FileFault } from './file-fault.js';
import { type Layout, layoutFaults, referenceFaults } from './layout-faults.js';

/** More faults of one file are not asked for: where there are so many, it is to be replaced, not mended. */
const MOST_FAULTS = 100;

/**
 * Has SQLite go through a database: pages, order of rows, what the layout demands of values, and every index against its
 * table. Tables are read by position here and through indexes in answers, so that an index that leaves a row out hides it.
 * What it consists of is held against the layout of the program as well.
 *
 * Nothing is thrown: a file that cannot be read at all is a fault.
 */
export function fileFaults(path: string, layout: Layout): readonly FileFault[] {
  let connection: Connection | undefined;
  try {
    connection = Connection.open(path);
    const opened = connection;
    opened.exec('PRAGMA busy_timeout = 5000; PRAGMA cache_size = -65536');
    const said = opened.query<[string]>(`PRAGMA integrity_check(${String(MOST_FAULTS)})`).all();
    const faults = said
      .flatMap(([text]) => text.split('\n'))
      .filter((line) => line !== 'ok' && !line.startsWith('*** in database'))
      .map((line) => faultOf(opened, line));
    const all = [...faults, ...layoutFaults(opened, layout)];
    const isReadRightly = all.every(({ isReadAsBefore }) => isReadAsBefore === true);
    return isReadRightly ? [...all, ...referenceFaults(opened, layout)] : all;
  } catch (error) {
    return [fault(error instanceof Error ? error.message : String(error))];
  } finally {
    quietly(() => {
      connection?.close();
    });
  }
}

/** How SQLite says that an index and its table differ; `row` counts the rows of the table from 1. */
const OF_INDEX: readonly RegExp[] = [
  /^row (?<row>\d+) missing from index (?<index>.+)$/,
  /^row (?<row>\d+) values differ from index (?<index>.+)$/,
  /^rowid not at end-of-record for row (?<row>\d+) of index (?<index>.+)$/,
  /^wrong # of entries in index (?<index>.+)$/,
  /^non-unique entry in index (?<index>.+)$/,
];

/** How it names a tree of pages, which is a table or an index. */
const OF_TREE = /^Tree (?<root>\d+)\b/;

/** How it names a table of which a row is out of order, or has a value that the layout refuses. */
const OF_TABLE: readonly RegExp[] = [
  /^CHECK constraint failed in (?<table>.+)$/,
  /^row not in PRIMARY KEY order for (?<table>.+)$/,
  /^(?:NULL|NUMERIC|TEXT|non-[A-Z]+) value in (?<table>.+)\.[^.]+$/,
];

function faultOf(connection: Connection, says: string): FileFault {
  try {
    const { index, row } = firstMatch(OF_INDEX, says);
    if (index !== undefined) return ofIndex(connection, { says, index, counted: Number(row ?? 0) });
    const { root } = firstMatch([OF_TREE], says);
    if (root !== undefined) return ofTree(connection, { says, root: Number(root) });
    return { ...fault(says), table: firstMatch(OF_TABLE, says)['table'] ?? null };
  } catch {
    // The file may be too damaged to tell more.
    return fault(says);
  }
}

function fault(says: string): FileFault {
  return { says, index: null, table: null, row: null, stream: null };
}

function firstMatch(patterns: readonly RegExp[], says: string): Readonly<Record<string, string | undefined>> {
  for (const pattern of patterns) {
    const groups = pattern.exec(says)?.groups;
    if (groups !== undefined) return groups;
  }
  return {};
}

function ofTree(
  connection: Connection,
  { says, root }: { readonly says: string; readonly root: number },
): FileFault {
  const [type, name, table] =
    connection
      .query<[string, string, string]>('SELECT type, name, tbl_name FROM sqlite_schema WHERE rootpage = ?')
      .get(root) ?? [];
  return { ...fault(says), index: type === 'index' ? (name ?? null) : null, table: table ?? null };
}

function ofIndex(
  connection: Connection,
  { says, index, counted }: { readonly says: string; readonly index: string; readonly counted: number },
): FileFault {
  const [table = null] =
    connection.query<[string]>('SELECT tbl_name FROM sqlite_schema WHERE name = ?').get(index) ?? [];
  const row = table === null || counted === 0 ? null : rowAt(connection, table, counted);
  return { says, index, table, row, stream: row === null ? null : streamOf(connection, table, row) };
}

/** The number of a row by its place in the table, which is read in its own order, past every index. */
function rowAt(connection: Connection, table: string, counted: number): number | null {
  const name = `"${table.replaceAll('"', '""')}"`;
  return (
    connection
      .query<[number]>(`SELECT rowid FROM ${name} NOT INDEXED ORDER BY rowid LIMIT 1 OFFSET ?`)
      .get(counted - 1)?.[0] ?? null
  );
}

function streamOf(connection: Connection, table: string | null, row: number): string | null {
  const select =
    table === 'events'
      ? 'SELECT s.name FROM events e NOT INDEXED CROSS JOIN streams s NOT INDEXED ON s.rowid = e.stream WHERE e.pos = ?'
      : 'SELECT name FROM streams NOT INDEXED WHERE id = ?';
  if (table !== 'events' && table !== 'streams') return null;
  return connection.query<[string]>(select).get(row)?.[0] ?? null;
}
