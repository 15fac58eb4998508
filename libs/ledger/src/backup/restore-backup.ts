import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  AuditError,
  boundOf,
  keyFileOf,
  type LogVerdict,
  type NamedAccessLog,
  openBeside,
  type OutsideCheckpoint,
  readCheckpoint,
  readKeyFile,
  readNote,
  Seals,
} from '#libs/audit';
import { createDirectory, syncDirectory } from '#libs/event-store';
import { DirectoryInMaking, type PlaceRefusal } from './directory-in-making.js';
import { copyPrivately, isDiskFull } from './files.js';
import {
  ACCESS_LOG_FOLDER,
  type BackupManifest,
  type LogManifest,
  readManifest,
  speaksOf,
  type UnreadableManifest,
} from './manifest.js';
import { type BackupStep, verifyCopy } from './verify-copy.js';

/** Which back-up is put where. */
export interface Restore {
  /** The directory of the back-up; it is only read. */
  readonly backup: string;
  /** The data directory to be: nothing may be there, or an empty directory. */
  readonly directory: string;
  /** File of the sealing keys, which was kept apart; null: those of the back-up, where it holds any. */
  readonly sealKeys: string | null;
  /** Checkpoints that were kept elsewhere, of this ledger; asked for once it is known which ledger that is. */
  readonly outside: (logId: string) => readonly OutsideCheckpoint[];
  /** Puts it in place also where the verification finds something altered. */
  readonly anyway: boolean;
  readonly signal: AbortSignal;
  readonly onStep: (step: BackupStep) => void;
}

/** What was put back. */
export interface Restored {
  readonly manifest: BackupManifest;
  readonly verdict: LogVerdict;
  /** Of the access log; null: there is none in it. */
  readonly accessLog: LogVerdict | null;
  /** Events that a checkpoint from outside covers and the back-up does not have; null where none was given. */
  readonly missing: number | null;
  /** Whether the next server can go on sealing. */
  readonly holdsSealKeys: boolean;
}

/** How a restore ended. Unless it is `restored`, nothing was put into the place. */
export type RestoreOutcome =
  | ({ readonly status: 'restored' } & Restored)
  /** The verification found something altered. */
  | ({ readonly status: 'altered' } & Restored)
  /** A file is not as it was when the back-up was made, or is gone. */
  | { readonly status: 'file-changed'; readonly name: string }
  | { readonly status: 'unreadable'; readonly because: UnreadableManifest }
  | { readonly status: PlaceRefusal | 'interrupted' | 'disk-full' | 'no-seal-keys' | 'other-seal-keys' };

/**
 * Puts a back-up into a new data directory: checks every file against the manifest, then every event against the seals and
 * against checkpoints from outside. No ledger is ever overwritten.
 *
 * @throws a StoreError; an AuditError where seals or keys cannot be read; the file system's own errors
 */
export async function restoreBackup(restore: Restore): Promise<RestoreOutcome> {
  const manifest = readManifest(restore.backup);
  if (typeof manifest === 'string') return { status: 'unreadable', because: manifest };
  if (restore.sealKeys !== null && !existsSync(restore.sealKeys)) return { status: 'no-seal-keys' };
  const outside = restore.outside(manifest.ledger.logId);
  const making = DirectoryInMaking.begin(restore.directory);
  if (typeof making === 'string') return { status: making };
  try {
    const outcome = await filled(making.path, { restore, manifest, outside });
    if (outcome.status === 'restored' && making.finish() === 'done') return outcome;
    making.drop();
    return outcome.status === 'restored' ? { status: 'taken' } : outcome;
  } catch (error) {
    making.drop();
    if (restore.signal.aborted) return { status: 'interrupted' };
    if (isDiskFull(error)) return { status: 'disk-full' };
    throw error;
  }
}

interface Filling {
  readonly restore: Restore;
  readonly manifest: BackupManifest;
  readonly outside: readonly OutsideCheckpoint[];
}

async function filled(path: string, { restore, manifest, outside }: Filling): Promise<RestoreOutcome> {
  const { backup, sealKeys, anyway, signal, onStep } = restore;
  const keyFile = basename(keyFileOf(path));
  const below = join(path, ACCESS_LOG_FOLDER);
  if (manifest.accessLog !== null) createDirectory(below);
  for (const [done, { name, digest }] of manifest.files.entries()) {
    onStep({ phase: 'copy', done, total: manifest.files.length });
    if (name === keyFile && sealKeys !== null) continue;
    const from = join(backup, name);
    if (!existsSync(from)) return { status: 'file-changed', name };
    const copied = await copyPrivately({ from, to: join(path, name) }, signal);
    if (copied.digest !== digest) return { status: 'file-changed', name };
  }
  if (sealKeys !== null) await copyPrivately({ from: sealKeys, to: keyFileOf(path) }, signal);
  const { logId } = manifest.ledger;
  if (existsSync(keyFileOf(path)) && !isKeyOfSeals(path, logId)) return { status: 'other-seal-keys' };
  const accessLog = manifest.accessLog?.ledger.logId ?? null;
  const { verdict, facts, named } = await verifyCopy(path, { logId, outside, accessLog, signal, onStep });
  const readsCopy =
    manifest.accessLog === null ? null : await verifiedReads(below, manifest.accessLog, { restore, named });
  const reads = readsCopy?.verdict ?? null;
  if (verdict.isInterrupted || reads?.isInterrupted === true) return { status: 'interrupted' };
  const isOfThese =
    speaksOf(manifest, facts) &&
    (manifest.accessLog === null || readsCopy === null || speaksOf(manifest.accessLog, readsCopy.facts));
  if (!isOfThese) return { status: 'unreadable', because: 'malformed' };
  const lost = verdict.findings.flatMap((each) => (each.kind === 'events-lost' ? [each.lost] : []));
  const restored: Restored = {
    manifest,
    verdict,
    accessLog: reads,
    // One whose key was revoked tells nothing of what is missing.
    missing: outside.length === verdict.revokedNotes.length ? null : Math.max(0, ...lost),
    holdsSealKeys: existsSync(keyFileOf(path)),
  };
  const isAltered = verdict.findings.length > lost.length || (reads?.findings.length ?? 0) > 0;
  return { status: isAltered && !anyway ? 'altered' : 'restored', ...restored };
}

async function verifiedReads(
  path: string,
  { ledger: { logId } }: LogManifest,
  {
    restore: { signal, onStep },
    named,
  }: { readonly restore: Restore; readonly named: readonly NamedAccessLog[] },
): ReturnType<typeof verifyCopy> {
  syncDirectory(path);
  return verifyCopy(path, {
    ...{ logId, outside: [], accessLog: null, signal, onStep },
    bound: boundOf(logId, named),
  });
}

/** Whether the keys can sign the checkpoint after the last one. */
function isKeyOfSeals(directory: string, logId: string): boolean {
  const ring = readKeyFile(keyFileOf(directory));
  const seals = openBeside(directory, logId);
  if (seals === undefined) return true;
  try {
    const newest = new Seals(seals, logId).checkpoints.latest();
    return newest === undefined || ring.of(readCheckpoint(readNote(newest.note).text).verifier) !== undefined;
  } catch (error) {
    // A checkpoint that cannot be read says nothing about keys; the verification says what is wrong with it.
    if (error instanceof AuditError) return true;
    throw error;
  } finally {
    seals.close();
  }
}
