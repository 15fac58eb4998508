import { MalformedNoteError } from '../errors.js';
import { readHash, written } from '../hashing.js';
import type { TreeHead } from '../merkle/proofs.js';

/** The newest checkpoint of the access log, as a checkpoint of the ledger names it. */
export interface AccessLogHead extends TreeHead {
  readonly logId: string;
}

/** The newest re-seal by a hash function, as a checkpoint of the ledger names it. */
export interface NamedReseal {
  readonly algorithm: string;
  /** Events under it. */
  readonly size: number;
  /** `sha256:…` over the whole note. */
  readonly digest: string;
}

export function accessLogLine({ logId, size, root }: AccessLogHead): string {
  return `access-log ${logId} ${size} ${written(root)}`;
}

export function resealLine({ algorithm, size, digest }: NamedReseal): string {
  return `reseal ${algorithm} ${size} ${digest}`;
}

/** @throws MalformedNoteError */
export function readAccessLogLine(line: string | undefined): AccessLogHead | null {
  if (line === undefined) return null;
  const [, logId, size, hash = ''] = /^access-log ([0-9a-f-]{36}) ([1-9]\d{0,15}) (\S+)$/.exec(line) ?? [];
  const root = readHash(hash);
  if (logId === undefined || root === undefined || !Number.isSafeInteger(Number(size)))
    throw new MalformedNoteError('a line "access-log id size sha256:…"');
  return { logId, size: Number(size), root };
}

/** @throws MalformedNoteError */
export function readResealLine(line: string): NamedReseal {
  const [, algorithm, size, digest] =
    /^reseal ([a-z0-9-]+) ([1-9]\d{0,15}) (sha256:[0-9a-f]{64})$/.exec(line) ?? [];
  if (algorithm === undefined || digest === undefined || !Number.isSafeInteger(Number(size)))
    throw new MalformedNoteError('a line "reseal function size sha256:…"');
  return { algorithm, size: Number(size), digest };
}
