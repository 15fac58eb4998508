import {
  AccessIndex,
  accessLogFile,
  type LogVerdict,
  openBeside,
  type OutsideCheckpoint,
  verifyLog,
} from '#libs/audit';
import { existsSync } from 'node:fs';
import { openSqliteStore, StoreError, StoreLockedError } from '#libs/event-store';

/** What the verification of an access log gave. */
export type AccessLogVerdict =
  | {
      readonly status: 'verified';
      readonly log: LogVerdict;
      /** Entries that its index does not find, or finds wrongly; 0: it has more than the log. */
      readonly index: readonly number[];
    }
  /** It cannot be opened. */
  | { readonly status: 'damaged'; readonly reason: string }
  /** There is none: nothing has been read here yet, or it was taken away. */
  | { readonly status: 'none' };

/**
 * Verifies who read whom as the ledger itself is verified, and the index that finds it. Nothing is written.
 *
 * @throws StoreLockedError where a server has it open
 */
export async function verifyAccessLog(
  directory: string,
  { outside, signal }: { readonly outside: readonly OutsideCheckpoint[]; readonly signal: AbortSignal },
): Promise<AccessLogVerdict> {
  if (!existsSync(accessLogFile(directory))) return { status: 'none' };
  try {
    const store = await openSqliteStore({ directory, clock: Date.now });
    const seals = openBeside(directory, store.ledger.logId);
    const index = AccessIndex.openToCompare(directory);
    try {
      const log = await verifyLog({ log: store, seals, outside, signal });
      return { status: 'verified', log, index: (await index?.faults(store)) ?? [] };
    } finally {
      index?.close();
      seals?.close();
      await store.close();
    }
  } catch (error) {
    if (error instanceof StoreLockedError || !(error instanceof StoreError)) throw error;
    return { status: 'damaged', reason: error.message };
  }
}
