import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileFindings } from '#libs/audit';
import type { EventStore } from '#libs/event-store';
import {
  changedRows,
  differentRows,
  type DifferentRow,
  hasLookedAhead,
  hasReadModels,
  NO_WINDOWS,
  type Pauses,
  readModelFile,
  StandingModel,
  TurnPauses,
} from '#libs/projections';
import { standingSource } from '../read-models/standing-source.js';

/** What the comparison of the read models with the log gave. */
export type ReadModelsVerdict =
  | { readonly status: 'same' }
  | { readonly status: 'different'; readonly rows: readonly DifferentRow[] }
  /** They cannot be read, or cannot be brought up to date. */
  | { readonly status: 'damaged'; readonly reason: string }
  | { readonly status: 'none' }
  /** It was told to end before it had compared them. */
  | { readonly status: 'not-compared' };

/**
 * Looks at what the read models say of themselves, then builds them from nothing and compares every row. What is in the
 * directory is not touched: a copy of it is brought up to the end of the log first, so that both stand at the same point.
 */
export async function verifyReadModels(
  store: EventStore,
  directory: string,
  signal: AbortSignal,
): Promise<ReadModelsVerdict> {
  if (!hasReadModels(directory)) return { status: 'none' };
  const scratch = mkdtempSync(join(tmpdir(), 'canbao-verify-'));
  const remove = (): void => {
    rmSync(scratch, { recursive: true, force: true });
  };
  // They are of members: also a process that is told a second time to end leaves nothing of them.
  process.once('exit', remove);
  const [copy, anew] = [join(scratch, 'copy'), join(scratch, 'anew')];
  try {
    for (const suffix of ['', '-wal']) {
      const file = `${readModelFile(directory)}${suffix}`;
      if (existsSync(file)) cpSync(file, `${readModelFile(copy)}${suffix}`);
    }
    const [damage] = fileFindings([readModelFile(copy)]);
    if (damage !== undefined) return { status: 'damaged', reason: `${damage.file}: ${damage.says}` };
    const changed = changedRows(copy, store.ledger.logId);
    if (changed === 'other-layout') return { status: 'damaged', reason: OTHER_LAYOUT };
    try {
      await caughtUp(store, copy, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      if (changed.length > 0) return { status: 'different', rows: changed };
      return { status: 'damaged', reason: error instanceof Error ? error.message : String(error) };
    }
    await caughtUp(store, anew, signal, hasLookedAhead(copy));
    const isNamed = ({ table, key }: DifferentRow): boolean =>
      changed.some((each) => each.table === table && each.key === key);
    const rows = [...changed, ...differentRows(copy, anew).filter((each) => !isNamed(each))];
    return rows.length === 0 ? { status: 'same' } : { status: 'different', rows };
  } catch (error) {
    if (signal.aborted) return { status: 'not-compared' };
    throw error;
  } finally {
    process.off('exit', remove);
    remove();
  }
}

const OTHER_LAYOUT =
  'another program laid them out, or the header of the file was changed; start the server once, which makes them again, and verify then';

/** Gives way to signals, and ends what is under way in the midst of it: nothing of it is kept. */
function endedBy(signal: AbortSignal): Pauses {
  const turns = new TurnPauses();
  return {
    at: async (point) => {
      await turns.at(point);
      signal.throwIfAborted();
    },
  };
}

async function caughtUp(
  store: EventStore,
  directory: string,
  signal: AbortSignal,
  isLookingAhead = false,
): Promise<void> {
  const model = new StandingModel({
    directory,
    store,
    source: standingSource(store),
    pauses: endedBy(signal),
    limits: NO_WINDOWS,
  });
  try {
    await model.catchUp(signal);
    if (isLookingAhead) await model.lookAhead();
  } finally {
    await model.stop();
  }
}
