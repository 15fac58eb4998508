import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore } from '#libs/event-store';
import {
  differentRows,
  type DifferentRow,
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
 * Builds the read models from nothing and compares every row. What is in the directory is not touched: a copy of it is
 * brought up to the end of the log first, so that both stand at the same point.
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
    try {
      await caughtUp(store, copy, signal);
    } catch (error) {
      return { status: 'damaged', reason: error instanceof Error ? error.message : String(error) };
    }
    await caughtUp(store, anew, signal);
    const rows = differentRows(copy, anew);
    return rows.length === 0 ? { status: 'same' } : { status: 'different', rows };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function caughtUp(store: EventStore, directory: string, signal: AbortSignal): Promise<void> {
  const model = new StandingModel({
    directory,
    store,
    source: standingSource(store),
    pauses: new TurnPauses(),
    limits: NO_WINDOWS,
  });
  try {
    await model.catchUp(signal);
  } finally {
    await model.stop();
  }
}
