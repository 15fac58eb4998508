import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection, type EventStore } from '#libs/event-store';
import { standingSource } from '#libs/ledger';
import { readModelFile, StandingModel, type StandingModelOptions } from '#libs/projections';
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

const PAGE_BYTES = 4_096;

/** Overwrites the first page of a table of read models that nobody has open; gives back what undoes it. */
export function damage(directory: string, table: string): () => void {
  const path = readModelFile(directory);
  const connection = Connection.open(path);
  connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const [page = 0] =
    connection.query<[number]>('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table) ?? [];
  connection.close();
  const file = openSync(path, 'r+');
  const before = Buffer.alloc(PAGE_BYTES);
  readSync(file, before, 0, PAGE_BYTES, (page - 1) * PAGE_BYTES);
  const write = (bytes: Buffer): void => {
    writeSync(file, bytes, 0, PAGE_BYTES, (page - 1) * PAGE_BYTES);
  };
  write(Buffer.alloc(PAGE_BYTES, 'Z'));
  return () => {
    write(before);
    closeSync(file);
  };
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

/** Waits until the model is as it should be; fails with what it was. */
export async function until(
  model: StandingModel,
  isSo: (status: StandingModel['status']) => boolean,
): Promise<void> {
  for (let waited = 0; !isSo(model.status); waited += 10) {
    if (waited > 10_000) throw new Error(JSON.stringify(model.status));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
