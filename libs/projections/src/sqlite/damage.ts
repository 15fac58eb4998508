import { closeSync, existsSync, openSync, readSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { APPLICATION_ID } from './layout.js';

/** What SQLite keeps beside a database. */
const BESIDE = ['-wal', '-shm'] as const;

/** Where SQLite's file header says what it is, and where it has the application id. */
const MAGIC = Buffer.from('SQLite format 3\0');
const APPLICATION_ID_AT = 68;

/** True where the header of a file says that it holds read models. */
export function saysReadModels(path: string): boolean {
  if (!existsSync(path)) return false;
  const header = Buffer.alloc(APPLICATION_ID_AT + 4);
  const file = openSync(path, 'r');
  try {
    readSync(file, header, 0, header.length, 0);
  } finally {
    closeSync(file);
  }
  return (
    header.subarray(0, MAGIC.length).equals(MAGIC) &&
    header.readUInt32BE(APPLICATION_ID_AT) === APPLICATION_ID
  );
}

/**
 * Moves damaged read models out of the way, for whoever wants to know what happened to the disk, in place of those that were moved
 * before. A connection that still has them open does no harm: SQLite leaves a journal alone whose database was moved.
 */
export function moveAside(path: string): void {
  const aside = join(dirname(path), 'read-models.damaged.sqlite');
  for (const end of ['', ...BESIDE]) rmSync(`${aside}${end}`, { force: true });
  // The database first: without its journal it would be an older one, or none, and nothing would say so.
  for (const end of ['', ...BESIDE])
    if (existsSync(`${path}${end}`)) renameSync(`${path}${end}`, `${aside}${end}`);
}

/** Removes what is left of read models whose own file is gone: it belongs to no other. */
export function removeLeftOver(path: string): void {
  if (existsSync(path)) return;
  for (const end of BESIDE) rmSync(`${path}${end}`, { force: true });
}
