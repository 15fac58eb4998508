import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant, LedgerKind, Position } from '#libs/event-store';
import type { FileDigest } from './files.js';

/** Names the layout of a back-up; a later one gets another name. */
export const BACKUP_FORMAT = 'canbao.backup/1';

const MANIFEST_FILE = 'backup.json';

/** A file of a back-up. */
export interface BackupFile extends FileDigest {
  readonly name: string;
}

/** Where the access log is in a back-up, and in a data directory. */
export const ACCESS_LOG_FOLDER = 'access-log';

/** What a back-up says of a log in it. */
export interface LogManifest {
  readonly ledger: { readonly logId: string; readonly kind: LedgerKind };
  /** Every event up to here is in it, and none after; 0: the log was empty. */
  readonly position: Position;
  readonly events: number;
  /** Events under the last checkpoint in it; 0: nothing was sealed. */
  readonly sealedSize: number;
  /** Root over all events of it, `sha256:…`. */
  readonly root: string;
  /** What its own verification found wrong when it was made. */
  readonly findings: number;
}

/** What a back-up says of itself. */
export interface BackupManifest extends LogManifest {
  readonly format: typeof BACKUP_FORMAT;
  /** Version of the program that made it. */
  readonly engine: string;
  /** When the copying began, by the clock of the machine. */
  readonly begunAt: Instant;
  /** The access log in it; null: there was none. */
  readonly accessLog: LogManifest | null;
  /** Whether the private keys that sign checkpoints are in it. */
  readonly holdsSealKeys: boolean;
  /** Paths from the back-up's directory. */
  readonly files: readonly BackupFile[];
}

/** Writes the manifest, durably. */
export function writeManifest(directory: string, manifest: BackupManifest): void {
  writeFileSync(join(directory, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`, {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  });
}

/** `none`: the directory holds no manifest, so it is no back-up, or not a whole one. */
export type UnreadableManifest = 'none' | 'malformed';

export function readManifest(directory: string): BackupManifest | UnreadableManifest {
  const path = join(directory, MANIFEST_FILE);
  if (!existsSync(path)) return 'none';
  try {
    const read = JSON.parse(readFileSync(path, 'utf8')) as BackupManifest;
    return isManifest(read) ? read : 'malformed';
  } catch (error) {
    if (error instanceof SyntaxError) return 'malformed';
    throw error;
  }
}

/** What a restore relies on; a name that leads out of the directory would write anywhere. */
function isManifest({ format, ledger, files }: Partial<BackupManifest>): boolean {
  return (
    format === BACKUP_FORMAT &&
    typeof ledger?.logId === 'string' &&
    Array.isArray(files) &&
    files.every(
      ({ name, digest }: Partial<BackupFile>) =>
        typeof name === 'string' &&
        /^(access-log\/)?[a-z][a-z0-9-]*(\.[a-z]+)?$/.test(name) &&
        typeof digest === 'string',
    )
  );
}
