import { readFileSync, writeFileSync } from 'node:fs';
import { Connection } from '../sqlite/connection.js';

/**
 * Runs SQL on a database whose table takes any value meanwhile, as somebody does who edits the file: the text of the layout in it
 * is the same after it as before.
 */
export function pastTypes(path: string, table: string, sql: string): void {
  const [[text] = []] = within(path, (connection) =>
    connection.query<[string]>('SELECT sql FROM sqlite_schema WHERE name = ?').all(table),
  );
  if (text === undefined) throw new Error(`There is no table ${table}.`);
  const loose = text
    .replace(/STRICT,?/, blank)
    .replaceAll('NOT NULL', blank)
    .replaceAll(/CHECK \((?:[^()]|\([^()]*\))*\)/g, blank);
  replaceInFile(path, text, loose);
  within(path, (connection) => {
    connection.exec(sql);
  });
  replaceInFile(path, loose, text);
}

function blank(word: string): string {
  return ' '.repeat(word.length);
}

function within<Result>(path: string, use: (connection: Connection) => Result): Result {
  const connection = Connection.open(path);
  try {
    connection.exec('PRAGMA busy_timeout = 5000');
    const result = use(connection);
    connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    return result;
  } finally {
    connection.close();
  }
}

function replaceInFile(path: string, seen: string, wanted: string): void {
  const bytes = readFileSync(path);
  const at = bytes.indexOf(seen);
  if (at === -1) throw new Error('The layout is not in the file as one piece.');
  bytes.write(wanted, at);
  writeFileSync(path, bytes);
}
