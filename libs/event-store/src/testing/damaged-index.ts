import { readFileSync, writeFileSync } from 'node:fs';
import { Connection } from '../sqlite/connection.js';

/** Where the number of cells, the page on the right and the first pointer to a cell stand in the head of a page. */
const CELLS_AT = 3;
const RIGHT_AT = 8;
const LEAF_POINTERS_AT = 8;
const LEAF_OF_INDEX = 10;

/**
 * Changes one byte in the file of a closed database, as no program that uses SQLite does: the last entry of an index becomes that
 * of a greater value, so that what is looked for by the right one is not found. The table stays as it is.
 */
export function loseLastEntry(path: string, index: string): void {
  const { root, pageSize } = within(path, (connection) => ({
    root: connection.query<[number]>('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(index)?.[0],
    pageSize: connection.pragma('page_size'),
  }));
  if (root === undefined) throw new Error(`There is no index ${index}.`);
  const file = readFileSync(path);
  let page = (root - 1) * pageSize;
  while (file[page] !== LEAF_OF_INDEX) page = (file.readUInt32BE(page + RIGHT_AT) - 1) * pageSize;
  const last = file.readUInt16BE(page + CELLS_AT) - 1;
  increment(file, page + file.readUInt16BE(page + LEAF_POINTERS_AT + 2 * last));
  writeFileSync(path, file);
}

/** A cell begins with its length, then come the length of its head, the kind of each value, and the values. */
function increment(file: Buffer, cell: number): void {
  const head = cell + 1;
  const kind = file.readUInt8(head + 1);
  const width = kind > 12 ? (kind - 12) >> 1 : kind;
  // A kind of its own stands for the number 1, which has no bytes then.
  if (kind === 9) throw new Error('The last entry of the index begins with 1; take one of a later row.');
  const value = head + file.readUInt8(head);
  const at = value + width - 1;
  file.writeUInt8(file.readUInt8(at) + 1, at);
}

function within<Result>(path: string, use: (connection: Connection) => Result): Result {
  const connection = Connection.open(path);
  try {
    // What is in the journal would be read in place of the file.
    connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    return use(connection);
  } finally {
    connection.close();
  }
}
