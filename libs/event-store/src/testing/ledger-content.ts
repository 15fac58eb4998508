import { existsSync, statSync } from 'node:fs';

import { Connection } from '../sqlite/connection.js';
import { ledgerFiles } from '../sqlite/data-directory.js';

/**
 * Everything that a data directory holds, a line a row, read past the store: the record of the creation, every event,
 * every name and every idempotency key; none where there is no ledger yet. The ledger may be open in this process.
 *
 * @throws Error when SQLite finds the database damaged
 */
export function ledgerContent(directory: string): readonly string[] {
  const { database } = ledgerFiles(directory);
  if (!existsSync(database) || statSync(database).size === 0) return [];
  const connection = Connection.open(database);
  try {
    const rows = (sql: string): readonly (readonly unknown[])[] => connection.query(sql).all();
    const [integrity] = rows('PRAGMA integrity_check');
    if (integrity?.[0] !== 'ok') throw new Error(`The database is damaged: ${String(integrity?.[0])}`);
    return tables.flatMap(([name, columns]) =>
      rows(`SELECT ${columns} FROM ${name} ORDER BY 1`).map((row) => JSON.stringify([name, ...row])),
    );
  } finally {
    connection.close();
  }
}

const tables = [
  ['ledger', '*'],
  ['streams', '*'],
  ['types', '*'],
  ['events', 'pos, stream, version, type, schema_version, recorded_ms, lower(hex(id)) AS id, data, metadata'],
  ['keys', '*'],
] as const;
