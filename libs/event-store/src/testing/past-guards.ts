import { Connection } from '../sqlite/connection.js';

/** Writes to a database past the program, and past the triggers of it, which are there again afterwards. */
export function pastGuards(file: string, sql: string): void {
  const connection = Connection.open(file);
  const guards = connection
    .query<[string, string]>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    .all();
  connection.exec('PRAGMA busy_timeout = 5000');
  for (const [name] of guards) connection.exec(`DROP TRIGGER ${name}`);
  connection.exec(sql);
  for (const [, guard] of guards) connection.exec(guard);
  connection.close();
}
