import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { accessLogFile, boundOf, keyFileOf, type LogVerdict, type NamedAccessLog } from '#libs/audit';
import { createDirectory, type Instant, type LedgerRecord, syncDirectory } from '#libs/event-store';
import { DirectoryInMaking, type PlaceRefusal } from './directory-in-making.js';
import { digestOf, isDiskFull } from './files.js';
import { LogSnapshot } from './log-snapshot.js';
import {
  ACCESS_LOG_FOLDER,
  BACKUP_FORMAT,
  type BackupFile,
  type BackupManifest,
  type LogManifest,
  writeManifest,
} from './manifest.js';
import { type BackupStep, type CopyVerification, verifyCopy } from './verify-copy.js';

/** What is backed up, and where to. */
export interface Backup {
  /** The data directory, which its owner may go on writing. */
  readonly directory: string;
  /** The directory of the seals. */
  readonly seals: string;
  /** The directory of the access log; where there is none yet, none is copied. */
  readonly accessLog: string;
  /** Nothing may be there, or an empty directory. */
  readonly destination: string;
  /** Whoever reads a back-up with these keys can sign in the ledger's name. */
  readonly withSealKeys: boolean;
  readonly engine: string;
  readonly now: Instant;
  readonly signal: AbortSignal;
  readonly onStep: (step: BackupStep) => void;
}

/** What was found of the copy. */
export interface BackupVerdicts {
  readonly verdict: LogVerdict;
  /** Of the access log; null: there is none. */
  readonly accessLog: LogVerdict | null;
}

/** How a back-up ended. Unless it was made, nothing was put into its place. */
export type BackupOutcome =
  | ({ readonly status: 'made'; readonly manifest: BackupManifest } & BackupVerdicts)
  | { readonly status: PlaceRefusal | 'interrupted' | 'no-seal-keys' | 'disk-full' };

/**
 * Copies a ledger, its seals and its access log while they are in use, and verifies the copy. Every event that was
 * acknowledged before the ledger's snapshot was taken is in it: an acknowledged event is committed, and a snapshot shows
 * all commits.
 *
 * @throws a StoreError; AuditError where the copied seals cannot be read; the file system's own errors
 */
export async function makeBackup(backup: Backup): Promise<BackupOutcome> {
  const { directory, seals, accessLog, destination, withSealKeys, signal } = backup;
  if (withSealKeys && !existsSync(keyFileOf(seals))) return { status: 'no-seal-keys' };
  const ledger = LogSnapshot.open({ directory, seals });
  let reads: LogSnapshot | undefined;
  try {
    reads = existsSync(accessLogFile(accessLog))
      ? LogSnapshot.open({ directory: accessLog, seals: accessLog })
      : undefined;
    const making = DirectoryInMaking.begin(destination);
    if (typeof making === 'string') return { status: making };
    try {
      const outcome = await filled(making.path, { backup, ledger, reads });
      if (outcome.status === 'made' && making.finish() === 'taken') {
        making.drop();
        return { status: 'taken' };
      }
      if (outcome.status !== 'made') making.drop();
      return outcome;
    } catch (error) {
      making.drop();
      if (signal.aborted) return { status: 'interrupted' };
      if (isDiskFull(error)) return { status: 'disk-full' };
      throw error;
    }
  } finally {
    ledger.close();
    reads?.close();
  }
}

interface Snapshots {
  readonly backup: Backup;
  readonly ledger: LogSnapshot;
  readonly reads: LogSnapshot | undefined;
}

async function filled(path: string, { backup, ledger, reads }: Snapshots): Promise<BackupOutcome> {
  const names = [...(await ledger.copyTo(path, backup))];
  const below = join(path, ACCESS_LOG_FOLDER);
  if (reads !== undefined) {
    createDirectory(below);
    for (const name of await reads.copyTo(below, backup)) names.push(`${ACCESS_LOG_FOLDER}/${name}`);
    syncDirectory(below);
  }
  // A back-up that nobody can read is none.
  const readsId = reads?.ledger.logId ?? null;
  const copy = await verified(path, ledger.ledger, backup, { accessLog: readsId });
  const readsCopy =
    reads === undefined
      ? undefined
      : await verified(below, reads.ledger, backup, {
          accessLog: null,
          bound: boundOf(reads.ledger.logId, copy.named),
        });
  if (copy.verdict.isInterrupted || readsCopy?.verdict.isInterrupted === true)
    return { status: 'interrupted' };
  const files: BackupFile[] = [];
  for (const name of names) files.push({ name, ...(await digestOf(join(path, name), backup.signal)) });
  const manifest: BackupManifest = {
    format: BACKUP_FORMAT,
    engine: backup.engine,
    begunAt: backup.now,
    ...copy.manifest,
    accessLog: readsCopy?.manifest ?? null,
    holdsSealKeys: backup.withSealKeys,
    files,
  };
  writeManifest(path, manifest);
  return { status: 'made', manifest, verdict: copy.verdict, accessLog: readsCopy?.verdict ?? null };
}

/** Reads the copy of a log whole. */
async function verified(
  path: string,
  { logId }: LedgerRecord,
  { signal, onStep }: Backup,
  beside: Pick<CopyVerification, 'accessLog' | 'bound'>,
): Promise<{
  readonly verdict: LogVerdict;
  readonly manifest: LogManifest;
  readonly named: readonly NamedAccessLog[];
}> {
  const { verdict, facts, named } = await verifyCopy(path, {
    ...{ logId, outside: [], signal, onStep },
    ...beside,
  });
  return { verdict, named, manifest: { ...facts, findings: verdict.findings.length } };
}
