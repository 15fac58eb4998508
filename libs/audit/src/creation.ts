import { canonicalJson } from '#libs/canonical';
import type { LedgerKind, LedgerRecord } from '#libs/event-store';
import { type Hasher, sha256, written } from './hashing.js';

/** The stream in which sources declare how far they have come. Checkpoints count its events, so that none can be told. */
export const DECLARATIONS_STREAM = 'watermarks';

/** What a log was made as: fixed when it is made, and in no event of it. The layout of its store is no part of it. */
export type Creation = Omit<LedgerRecord, 'schemaVersion'>;

/** What checkpoints say of the making of a log. */
export interface SealedCreation {
  readonly kind: LedgerKind;
  /** `sha256:…` over its whole record: kind, id, clock offset, program and instant. */
  readonly digest: string;
}

/** The record of a log's making as its checkpoints name it. */
export function sealedCreation(creation: Creation): SealedCreation {
  return { kind: creation.kind, digest: written(creationHash(creation)) };
}

/** The hash of that record, by SHA-256 or by the function of a re-seal. */
export function creationHash(
  { appVersion, clockOffsetMs, createdAt, kind, logId }: Creation,
  hash: Hasher = sha256,
): Buffer {
  const record = canonicalJson({ appVersion, clockOffsetMs, createdAt, kind, logId });
  return hash(`canbao.creation/1\n${record}`);
}

export function isSameCreation(a: SealedCreation, b: SealedCreation): boolean {
  return a.kind === b.kind && a.digest === b.digest;
}
