import { existsSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { keptReseals, type KeptReseal, keyFileOf, type LogVerdict, sealFile, written } from '#libs/audit';
import {
  type DatabaseSnapshot,
  type Instant,
  LEDGER_FILE,
  type LedgerRecord,
  openLedgerSnapshot,
  openSnapshot,
} from '#libs/event-store';
import { DirectoryInMaking, type PlaceRefusal } from './directory-in-making.js';
import { copyPrivately, digestOf, isDiskFull } from './files.js';
import { BACKUP_FORMAT, type BackupFile, type BackupManifest, writeManifest } from './manifest.js';
import { type BackupStep, verifyCopy } from './verify-copy.js';

/** What is backed up, and where to. */
export interface Backup {
  /** The data directory, which its owner may go on writing. */
  readonly directory: string;
  /** The directory of the seals. */
  readonly seals: string;
  /** Nothing may be there, or an empty directory. */
  readonly destination: string;
  /** Whoever reads a back-up with these keys can sign in the ledger's name. */
  readonly withSealKeys: boolean;
  readonly engine: string;
  readonly now: Instant;
  readonly signal: AbortSignal;
  readonly onStep: (step: BackupStep) => void;
}

/** How a back-up ended. Unless it was made, nothing was put into its place. */
export type BackupOutcome =
  | { readonly status: 'made'; readonly manifest: BackupManifest; readonly verdict: LogVerdict }
  | { readonly status: PlaceRefusal | 'interrupted' | 'no-seal-keys' | 'disk-full' };

/**
 * Copies a ledger and its seals while the ledger is in use, and verifies the copy. Every event that was acknowledged
 * before the ledger's snapshot was taken is in it: an acknowledged event is committed, and a snapshot shows all commits.
 *
 * @throws a StoreError; AuditError where the copied seals cannot be read; the file system's own errors
 */
export async function makeBackup(backup: Backup): Promise<BackupOutcome> {
  const { directory, seals, destination, withSealKeys, signal } = backup;
  if (withSealKeys && !existsSync(keyFileOf(seals))) return { status: 'no-seal-keys' };
  // What was sealed anew, then the seals: what each covers is then in the next snapshot, too.
  const reseals = keptReseals(seals);
  const sealed = existsSync(sealFile(seals)) ? openSnapshot(sealFile(seals)) : undefined;
  let ledger: (DatabaseSnapshot & { readonly ledger: LedgerRecord }) | undefined;
  try {
    ledger = openLedgerSnapshot(directory);
    const making = DirectoryInMaking.begin(destination);
    if (typeof making === 'string') return { status: making };
    try {
      const files = await copied(making.path, { backup, reseals, sealed, ledger });
      const outcome = await verified(making.path, { backup, files, ledger: ledger.ledger });
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
    sealed?.close();
    ledger?.close();
  }
}

interface Snapshots {
  readonly backup: Backup;
  readonly reseals: readonly KeptReseal[];
  readonly sealed: DatabaseSnapshot | undefined;
  readonly ledger: DatabaseSnapshot;
}

/** The names of the files that the back-up holds. The ledger's snapshot is let go as soon as it is copied. */
async function copied(
  path: string,
  { backup, reseals, sealed, ledger }: Snapshots,
): Promise<readonly string[]> {
  const { seals, withSealKeys, signal, onStep } = backup;
  const step = ({ pages, total }: { readonly pages: number; readonly total: number }): void => {
    signal.throwIfAborted();
    onStep({ phase: 'copy', done: pages, total });
  };
  const names = [LEDGER_FILE];
  await ledger.copyTo(join(path, LEDGER_FILE), step);
  ledger.close();
  if (sealed !== undefined) {
    const name = basename(sealFile(seals));
    await sealed.copyTo(join(path, name), step);
    sealed.close();
    names.push(name);
  }
  for (const { name, note } of reseals) {
    writeFileSync(join(path, name), note, { mode: 0o600, flag: 'wx', flush: true });
    names.push(name);
  }
  if (withSealKeys) {
    const name = basename(keyFileOf(seals));
    await copyPrivately({ from: keyFileOf(seals), to: join(path, name) }, signal);
    names.push(name);
  }
  return names;
}

interface Copied {
  readonly backup: Backup;
  readonly files: readonly string[];
  readonly ledger: LedgerRecord;
}

/** Reads the copy whole: a back-up that nobody can read is none. */
async function verified(path: string, { backup, files, ledger }: Copied): Promise<BackupOutcome> {
  const { engine, now, withSealKeys, signal, onStep } = backup;
  const { logId, kind } = ledger;
  const { verdict, position } = await verifyCopy(path, { logId, outside: [], signal, onStep });
  if (verdict.isInterrupted) return { status: 'interrupted' };
  const digests: BackupFile[] = [];
  for (const name of files) digests.push({ name, ...(await digestOf(join(path, name), signal)) });
  const manifest: BackupManifest = {
    format: BACKUP_FORMAT,
    engine,
    begunAt: now,
    ledger: { logId, kind },
    position,
    events: verdict.events,
    sealedSize: verdict.sealedSize,
    root: written(verdict.head.root),
    holdsSealKeys: withSealKeys,
    findings: verdict.findings.length,
    files: digests,
  };
  writeManifest(path, manifest);
  return { status: 'made', manifest, verdict };
}
