import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore } from '#libs/event-store';
import {
  changedRows,
  differentRows,
  type DifferentRow,
  hasLookedAhead,
  hasReadModels,
  NO_WINDOWS,
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
  | { readonly status: 'none' };

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
  const [copy, anew] = [join(scratch, 'copy'), join(scratch, 'anew')];
  try {
    for (const suffix of ['', '-wal']) {
      const file = `${readModelFile(directory)}${suffix}`;
      if (existsSync(file)) cpSync(file, `${readModelFile(copy)}${suffix}`);
    }
    const changed = changedRows(copy, store.ledger.logId);
    if (changed === 'other-layout') return { status: 'damaged', reason: OTHER_LAYOUT };
    try {
      await caughtUp(store, copy, signal);
    } catch (error) {
      if (changed.length > 0) return { status: 'different', rows: changed };
      return { status: 'damaged', reason: error instanceof Error ? error.message : String(error) };
    }
    await caughtUp(store, anew, signal, hasLookedAhead(copy));
    const isNamed = ({ table, key }: DifferentRow): boolean =>
      changed.some((each) => each.table === table && each.key === key);
    const rows = [...changed, ...differentRows(copy, anew).filter((each) => !isNamed(each))];
    return rows.length === 0 ? { status: 'same' } : { status: 'different', rows };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const OTHER_LAYOUT =
  'another program laid them out, or the header of the file was changed; start the server once, which makes them again, and verify then';

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
    pauses: new TurnPauses(),
    limits: NO_WINDOWS,
  });
  try {
    await model.catchUp(signal);
    if (isLookingAhead) await model.lookAhead();
  } finally {
    await model.stop();
  }
}
