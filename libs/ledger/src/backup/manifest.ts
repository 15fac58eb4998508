import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256, written } from '#libs/audit';
import { BACKUP_MANIFEST_FILE, type Instant, type LedgerKind, type Position } from '#libs/event-store';
import type { FileDigest } from './files.js';

/** Names the layout of a back-up; a later one gets another name. */
export const BACKUP_FORMAT = 'canbao.backup/1';

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
  writeFileSync(join(directory, BACKUP_MANIFEST_FILE), manifestText(manifest), {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  });
}

/** Its text, with a digest over the rest of it: every changed character is noticed. It is signed by nobody. */
function manifestText(manifest: BackupManifest): string {
  const digest = written(sha256(jsonText(manifest)));
  return jsonText({ ...manifest, digest });
}

function jsonText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** `none`: the directory holds no manifest, so it is no back-up, or not a whole one. */
export type UnreadableManifest = 'none' | 'malformed';

export function readManifest(directory: string): BackupManifest | UnreadableManifest {
  const path = join(directory, BACKUP_MANIFEST_FILE);
  if (!existsSync(path)) return 'none';
  const text = readFileSync(path, 'utf8');
  try {
    const read: unknown = JSON.parse(text);
    if (!isObject(read)) return 'malformed';
    const { digest: _, ...rest } = read;
    return isManifest(rest) && manifestText(rest) === text ? rest : 'malformed';
  } catch (error) {
    if (error instanceof SyntaxError) return 'malformed';
    throw error;
  }
}

/** What of a manifest a copied log says of itself, too. */
export type LogFacts = Omit<LogManifest, 'findings'>;

/** Whether a manifest speaks of this log: somebody who changes it can make its digest anew. */
export function speaksOf(manifest: LogManifest, facts: LogFacts): boolean {
  return (
    manifest.ledger.logId === facts.ledger.logId &&
    manifest.ledger.kind === facts.ledger.kind &&
    manifest.position === facts.position &&
    manifest.events === facts.events &&
    manifest.sealedSize === facts.sealedSize &&
    manifest.root === facts.root
  );
}

/** What a restore relies on; a name that leads out of the directory would write anywhere. */
function isManifest(value: object): value is BackupManifest {
  const { format, files, accessLog } = value as Partial<Record<keyof BackupManifest, unknown>>;
  return (
    format === BACKUP_FORMAT &&
    isLogManifest(value) &&
    (accessLog === null || isLogManifest(accessLog)) &&
    Array.isArray(files) &&
    files.every(isBackupFile) &&
    new Set(files.map(({ name }) => name)).size === files.length
  );
}

function isLogManifest(value: unknown): value is LogManifest {
  if (!isObject(value) || !isObject(value['ledger'])) return false;
  const { position, events, sealedSize, root, ledger } = value;
  return (
    typeof ledger['logId'] === 'string' &&
    typeof root === 'string' &&
    [position, events, sealedSize].every((each) => Number.isSafeInteger(each))
  );
}

function isBackupFile(value: unknown): value is BackupFile {
  return (
    isObject(value) &&
    typeof value['name'] === 'string' &&
    /^(access-log\/)?[a-z][a-z0-9-]*(\.[a-z]+)?$/.test(value['name']) &&
    typeof value['digest'] === 'string'
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
