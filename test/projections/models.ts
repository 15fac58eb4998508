import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore } from '#libs/event-store';
import { standingSource } from '#libs/ledger';
import { StandingModel, type StandingModelOptions } from '#libs/projections';
import { NoPauses } from '#libs/projections/testing';

/** Folders for read models; `remove` when the tests are over. */
export class Folders {
  private readonly root = mkdtempSync(join(tmpdir(), 'canbao-standing-'));
  private made = 0;

  next(): string {
    this.made += 1;
    return join(this.root, String(this.made));
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}

/** Opens the standings of a store as the product does; parts may be replaced. */
export function modelOf(
  store: EventStore,
  directory: string,
  parts: Partial<StandingModelOptions> = {},
): StandingModel {
  return new StandingModel({
    directory,
    store,
    source: standingSource(store),
    pauses: new NoPauses(),
    ...parts,
  });
}

/** Opens the standings, lets them catch up, looks ahead and closes them. */
export async function lookedAhead(store: EventStore, directory: string): Promise<void> {
  const model = modelOf(store, directory);
  try {
    await model.catchUp();
    await model.lookAhead();
  } finally {
    await model.stop();
  }
}

/** Opens the standings, lets them catch up and closes them. */
export async function caughtUp(
  store: EventStore,
  directory: string,
  parts: Partial<StandingModelOptions> = {},
): Promise<void> {
  const model = modelOf(store, directory, parts);
  try {
    await model.catchUp();
  } finally {
    await model.stop();
  }
}
