import { closeSync, existsSync, openSync, readSync } from 'node:fs';

import { NewerSchemaError, NotALedgerError } from '../errors.js';
import { APPLICATION_ID, INVERTED_SCHEMA_VERSION, UNFINISHED_COPY_ID } from './schema.js';

/** A database file starts with this text; the numbers below stand at fixed places behind it. */
const magic = 'SQLite format 3\0';
const headerBytes = 100;
const userVersionAt = 60;
const applicationIdAt = 68;

/**
 * Looks at the first bytes of a database file, without SQLite, which might tidy up what it finds.
 *
 * Only whoever holds the ledger's lock may call this: closing a file drops the locks that the process holds on it.
 *
 * @throws NewerSchemaError when the file was laid out by a newer program
 * @throws NotALedgerError when it is something else altogether
 */
export function checkFileHeader(path: string): void {
  const header = readHeader(path);
  if (header.length === 0) {
    // A killed process may not have laid the file out yet. The journal only comes after that: there a ledger was emptied.
    if (existsSync(`${path}-wal`)) throw new NotALedgerError(path);
    return;
  }
  if (header.length < headerBytes || header.toString('latin1', 0, magic.length) !== magic) {
    throw new NotALedgerError(path);
  }
  checkVersion(path, header.readUInt32BE(applicationIdAt), header.readUInt32BE(userVersionAt));
}

/**
 * The same of the two numbers, wherever they were read. A copy that is being made passes: whether it is one still is
 * only sure once SQLite has undone what a killed process left half written.
 */
export function checkVersion(path: string, applicationId: number, userVersion: number): void {
  const isOurs = applicationId === APPLICATION_ID || applicationId === UNFINISHED_COPY_ID;
  if (!isOurs || userVersion < 1) throw new NotALedgerError(path);
  if (userVersion > INVERTED_SCHEMA_VERSION)
    throw new NewerSchemaError(path, userVersion, INVERTED_SCHEMA_VERSION);
}

function readHeader(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(headerBytes);
    return buffer.subarray(0, readSync(file, buffer, 0, headerBytes, 0));
  } finally {
    closeSync(file);
  }
}
