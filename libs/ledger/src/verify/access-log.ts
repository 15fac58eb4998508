import {
  AccessIndex,
  accessIndexFile,
  accessLogFile,
  boundOf,
  logIdentity,
  fileFindings,
  type Finding,
  INDEX_LAYOUT,
  type LogVerdict,
  type NamedAccessLog,
  openAsFound,
  type OutsideCheckpoint,
  verifyLog,
} from '#libs/audit';
import { existsSync } from 'node:fs';
import { LEDGER_LAYOUT, namedAs, openSqliteStore, StoreError, StoreLockedError } from '#libs/event-store';
import { goneThrough } from './gone-through.js';

/** An access log of which a checkpoint is known and that is not here, with the entries that it had at least. */
export interface GoneAccessLog {
  readonly logId: string;
  readonly size: number;
}

/** What the verification of an access log gave. */
export type AccessLogVerdict =
  | {
      readonly status: 'verified';
      readonly logId: string;
      readonly log: LogVerdict;
      /** Entries that its index does not find, or finds wrongly; 0: it has more than the log. None where the file of the index is damaged. */
      readonly index: readonly number[];
      /** Others that are known. */
      readonly gone: readonly GoneAccessLog[];
    }
  /** It cannot be opened. */
  | { readonly status: 'damaged'; readonly reason: string }
  /** There is none. Where none is gone, nothing has been read here yet. */
  | { readonly status: 'none'; readonly gone: readonly GoneAccessLog[] }
  /** Nobody asked for it. */
  | { readonly status: 'not-verified' };

/** A checkpoint of an access log that was kept elsewhere, or is named by one of the ledger that was. */
export interface OutsideAccessLog extends OutsideCheckpoint {
  readonly logId: string;
}

/** What an access log is held against. */
export interface AccessLogVerification {
  /** Of whatever access log. */
  readonly outside: readonly OutsideAccessLog[];
  /** What the ledger's checkpoints name. */
  readonly named: readonly NamedAccessLog[];
  readonly signal: AbortSignal;
}

/**
 * Verifies who read whom as the ledger itself is verified, and the index that finds it. Nothing is written.
 *
 * @throws StoreLockedError where a server has it open
 */
export async function verifyAccessLog(
  directory: string,
  { outside, named, signal }: AccessLogVerification,
): Promise<AccessLogVerdict> {
  const known = [...named, ...outside];
  if (!existsSync(accessLogFile(directory))) return { status: 'none', gone: goneBut(null, known) };
  try {
    const store = await openSqliteStore({ directory, clock: Date.now });
    const { seals, findings: ofSeals } = openAsFound(directory);
    const ofIndex = fileFindings(accessIndexFile(directory), INDEX_LAYOUT);
    const damaged = [...fileFindings(accessLogFile(directory), LEDGER_LAYOUT), ...ofSeals, ...ofIndex];
    const index = ofIndex.length > 0 ? undefined : AccessIndex.openToCompare(directory);
    try {
      const identity = await logIdentity({ log: store, seals, outside });
      if (identity === undefined) return { status: 'damaged', reason: TWO_LOGS };
      const { logId } = identity;
      const ownOutside = outside.filter((each) => each.logId === logId);
      const bound = boundOf(logId, named);
      const verdict = await verifyLog({
        ...{ log: namedAs(store, logId), seals, outside: ownOutside, bound, signal },
      });
      const unverifiable: Finding[] = [];
      const blamed = new Set(
        verdict.findings.flatMap((each) => ('position' in each ? (each.position ?? []) : [])),
      );
      const faults = await goneThrough(
        'access-log-index',
        async () => (await index?.faults(store, blamed)) ?? [],
        { otherwise: [], findings: unverifiable, signal },
      );
      // An event that is gone leaves its stream and its type behind.
      const ofFiles = damaged.filter(({ isIdle }) => isIdle !== true || blamed.size === 0);
      const findings = [...ofFiles, ...identity.findings, ...verdict.findings, ...unverifiable];
      const log = { ...verdict, findings };
      return { status: 'verified', logId, log, index: faults, gone: goneBut(logId, known) };
    } finally {
      index?.close();
      seals?.close();
      await store.close();
    }
  } catch (error) {
    if (error instanceof StoreLockedError || !(error instanceof StoreError)) throw error;
    const layout = fileFindings(accessLogFile(directory), LEDGER_LAYOUT).find(
      ({ hasOtherColumns }) => hasOtherColumns,
    );
    return { status: 'damaged', reason: layout ? `${layout.file}: ${layout.says}` : error.message };
  }
}

/** Verifies the access log in use and those before it, each against what is known of it. */
export async function verifyAccessLogs({
  accessLog,
  formerAccessLogs,
  outside,
  named,
  signal,
}: AccessLogVerification & {
  /** Directory of the one in use; null: none is looked at. */
  readonly accessLog: string | null;
  readonly formerAccessLogs: readonly string[];
}): Promise<{ readonly reads: AccessLogVerdict; readonly formers: readonly AccessLogVerdict[] }> {
  const formers: AccessLogVerdict[] = [];
  for (const directory of formerAccessLogs) {
    const former = await verifyAccessLog(directory, { outside, named, signal });
    // Which others are gone is said once, of the one in use.
    formers.push('gone' in former ? { ...former, gone: [] } : former);
  }
  if (accessLog === null) return { reads: { status: 'not-verified' }, formers };
  const known = formers.flatMap((each) => (each.status === 'verified' ? [each.logId] : []));
  const reads = await verifyAccessLog(accessLog, {
    outside: outside.filter(({ logId }) => !known.includes(logId)),
    named: named.filter(({ logId }) => !known.includes(logId)),
    signal,
  });
  return { reads, formers };
}

/** Whether nothing is wrong with an access log, as far as it was looked at. */
export function isWholeAccessLog(reads: AccessLogVerdict): boolean {
  if (reads.status === 'not-verified') return true;
  if (reads.status === 'damaged' || reads.gone.length > 0) return false;
  return reads.status === 'none' || (reads.log.findings.length === 0 && reads.index.length === 0);
}

const TWO_LOGS =
  'its ledger.db and seals.sqlite name two logs, and its events are sealed as neither: two logs were put together, or their ids and more were changed';

/** The logs named, but for the one that is here. */
function goneBut(here: string | null, named: readonly GoneAccessLog[]): readonly GoneAccessLog[] {
  const sizes = new Map<string, number>();
  for (const { logId, size } of named)
    if (logId !== here) sizes.set(logId, Math.max(size, sizes.get(logId) ?? 0));
  return [...sizes].map(([logId, size]) => ({ logId, size }));
}
