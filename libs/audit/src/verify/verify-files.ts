import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { fileFaults, type Layout } from '#libs/event-store';
import { MalformedKeyError, NotSealsError } from '../errors.js';
import { keyFileOf, readKeyFile } from '../keys/key-file.js';
import { keptReseals } from '../reseal/reseal-files.js';
import { Checkpoints } from '../sqlite/checkpoints.js';
import { type FoundSeals, openFound, SEAL_FILE, SEAL_LAYOUT, sealFile } from '../sqlite/seal-database.js';
import type { Finding } from './findings.js';
import { showReadable } from './readable-rows.js';

/** A finding about the file of a database. */
export type FileFinding = Extract<Finding, { readonly kind: 'file-damaged' }>;

/** What is wrong with the file of a database; one that is not there has nothing wrong. */
export function fileFindings(path: string, layout: Layout): readonly FileFinding[] {
  if (!existsSync(path)) return [];
  return fileFaults(path, layout).map((fault) => ({ kind: 'file-damaged', file: basename(path), ...fault }));
}

/** A file of which is known only that it is damaged. */
export function damagedFile(path: string, says: string): FileFinding {
  return { kind: 'file-damaged', file: basename(path), says, ...NO_PLACE };
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
 * are used as far as its tables can be read: `showReadable` says what is shown of values that cannot be. One that is gone while keys
 * or re-seals are left is a finding, too. Nothing is thrown.
 *
 * @param logId the log that they must be of; undefined: whatever they say
 */
export function openAsFound(directory: string, logId?: string): SealsAsFound {
  const findings = [...fileFindings(sealFile(directory), SEAL_LAYOUT), ...keyFindings(directory)];
  if (findings.some(({ hasOtherColumns }) => hasOtherColumns)) return { seals: undefined, findings };
  let seals: FoundSeals | undefined;
  try {
    seals = openFound(directory, logId);
    if (seals === undefined) return { seals, findings: [...findings, ...goneFindings(directory)] };
    const disordered = findings.filter(({ says }) => /\border\b/.test(says)).map(({ table }) => table);
    if (!disordered.includes(null)) {
      const unreadable = showReadable(
        seals.connection,
        new Set(disordered.filter((table) => table !== null)),
      );
      const all = [...findings, ...unreadableFindings(unreadable, findings)];
      // Without a checkpoint nothing says how much was sealed.
      const isUsable =
        !unreadable.includes('checkpoints') || new Checkpoints(seals.connection).latest() !== undefined;
      if (!isUsable) seals.close();
      return { seals: isUsable ? seals : undefined, findings: all };
    }
  } catch (error) {
    seals?.close();
    if (findings.some(({ file }) => file === SEAL_FILE)) return { seals: undefined, findings };
    const says = error instanceof NotSealsError ? NOT_SEALS : (error as Error).message;
    return { seals: undefined, findings: [...findings, damagedFile(SEAL_FILE, says)] };
  }
  seals.close();
  return { seals: undefined, findings };
}

/** Keys that are not there may lie elsewhere; those that are there are whole: each names itself by its public half. */
function keyFindings(directory: string): readonly FileFinding[] {
  const path = keyFileOf(directory);
  if (!existsSync(path)) return [];
  try {
    readKeyFile(path);
    return [];
  } catch (error) {
    // Who else may read it is no matter of what it holds.
    return error instanceof MalformedKeyError ? [damagedFile(path, error.message)] : [];
  }
}

/** A key is made with the first seal, after the file of the seals; a re-seal is over a seal. A ledger that was never served has neither. */
function goneFindings(directory: string): readonly FileFinding[] {
  const left = [
    ...(existsSync(keyFileOf(directory)) ? [basename(keyFileOf(directory))] : []),
    ...keptReseals(directory).map(({ name }) => name),
  ];
  if (left.length === 0) return [];
  const says = `it is gone, or empty, though there was one: ${left.join(', ')}`;
  return [damagedFile(SEAL_FILE, says)];
}

const NO_PLACE = { index: null, table: null, row: null, stream: null };

/** SQLite itself finds nothing wrong with a value that only a program cannot hold. */
function unreadableFindings(
  tables: readonly string[],
  findings: readonly FileFinding[],
): readonly FileFinding[] {
  return tables
    .filter((table) => !findings.some((each) => each.table === table))
    .map((table) => ({
      ...{ kind: 'file-damaged', file: SEAL_FILE, ...NO_PLACE, table },
      says: 'a value that no program can hold: a number beyond 2^53 - 1, or a text or bytes longer than any',
    }));
}
