import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { type Connection, fileFaults } from '#libs/event-store';
import { NotSealsError } from '../errors.js';
import { type FoundSeals, openFound, SEAL_FILE, sealFile } from '../sqlite/seal-database.js';
import type { Finding } from './findings.js';

/** A finding about the file of a database. */
export type FileFinding = Extract<Finding, { readonly kind: 'file-damaged' }>;

/** What is wrong with the files of some databases; one that is not there has nothing wrong. */
export function fileFindings(paths: readonly string[]): readonly FileFinding[] {
  return paths
    .filter((path) => existsSync(path))
    .flatMap((path) =>
      fileFaults(path).map((fault) => ({ kind: 'file-damaged', file: basename(path), ...fault }) as const),
    );
}

/** Of a file that is whole: its header or its record says something else. */
const NOT_SEALS = 'it holds no seals of a ledger, or those of a newer program';

/** The seals of a directory, whatever state their file is in. */
export interface SealsAsFound {
  /** Undefined where there are none, or none that can be read. */
  readonly seals: FoundSeals | undefined;
  readonly findings: readonly FileFinding[];
}

/**
 * Opens the seals in a directory to verify them. A file that is damaged, or is no file of seals any more, is a finding, and its seals
 * are used as far as all of them can be read. Nothing is thrown.
 *
 * @param logId the log that they must be of; undefined: whatever they say
 */
export function openAsFound(directory: string, logId?: string): SealsAsFound {
  const findings = fileFindings([sealFile(directory)]);
  let seals: FoundSeals | undefined;
  try {
    seals = openFound(directory, logId);
    if (seals === undefined || isReadable(seals.connection, findings)) return { seals, findings };
  } catch (error) {
    seals?.close();
    if (findings.length > 0) return { seals: undefined, findings };
    const says = error instanceof NotSealsError ? NOT_SEALS : (error as Error).message;
    const none = { index: null, table: null, row: null, stream: null };
    return { seals: undefined, findings: [{ kind: 'file-damaged', file: SEAL_FILE, says, ...none }] };
  }
  seals.close();
  return { seals: undefined, findings };
}

/**
 * Rows out of order could be gone through without end, and a value of another type is none that a reader expects.
 *
 * @throws the driver's own errors where a table is gone, or a number is beyond what a program can hold
 */
function isReadable(connection: Connection, findings: readonly FileFinding[]): boolean {
  if (findings.some(({ says }) => /\border\b| value in /.test(says))) return false;
  const everything = `SELECT
    (SELECT sum(length(hashes)) FROM tiles), (SELECT max(abs(level)) FROM tiles), (SELECT max(abs(tile)) FROM tiles),
    (SELECT sum(length(positions)) FROM positions), (SELECT max(abs(first)) FROM positions), (SELECT max(abs(tile)) FROM positions),
    (SELECT sum(length(key || stream || leaf)) FROM heads), (SELECT max(abs(length)) FROM heads),
    (SELECT sum(length(prefix || kinds || hashes)) FROM head_rows),
    (SELECT sum(length(note)) FROM checkpoints), (SELECT max(abs(size)) FROM checkpoints), (SELECT max(abs(position)) FROM checkpoints),
    (SELECT sum(length(witness || line)) FROM cosignatures), (SELECT max(abs(size)) FROM cosignatures)`;
  return connection.query(everything).get() !== undefined;
}
