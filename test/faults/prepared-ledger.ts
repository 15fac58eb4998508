import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { PolicyPack } from '#libs/enrollment';
import { type EventStore, openSqliteStore } from '#libs/event-store';
import { type Ledger, openLedger } from '#libs/ledger';
import { author, command, sampleRegions, shippedPacks } from '#libs/ledger/testing';
import { HISTORIES } from './recording-facts.js';

/** What every ledger of these tests is made of. */
export const CREATION = {
  logId: '0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b17',
  kind: 'ledger',
  clockOffsetMs: 0,
  appVersion: '0.0.0',
} as const;

/** Names the file in which a process finds the shipped packs as JSON, where it has no time to read YAML. */
export const PACKS_FILE = 'CANBAO_TEST_PACKS';

/** The shipped packs. */
export function packs(): readonly PolicyPack[] {
  const file = process.env[PACKS_FILE];
  return file === undefined ? shippedPacks() : (JSON.parse(readFileSync(file, 'utf8')) as PolicyPack[]);
}

/** The clock stands still, so that a run that was disturbed and repeated can be compared with one that was not. */
export const clock = (): number => Date.parse('2027-11-20T10:00:00+08:00');

/** An open ledger with its store. */
export interface OpenLedger {
  readonly store: EventStore;
  readonly ledger: Ledger;
}

/** Opens the ledger of a data directory, and creates it where it may. */
export async function openAt(directory: string, { mayCreate = false } = {}): Promise<OpenLedger> {
  const store = await openSqliteStore({ directory, clock, ...(mayCreate ? { create: CREATION } : {}) });
  try {
    return { store, ledger: await openLedger({ store, packs: packs(), engine: '0.0.0' }) };
  } catch (error) {
    await store.close().catch(() => undefined);
    throw error;
  }
}

/** In memory where the machine has such a place: these tests are about which calls are made, not about what a disk keeps. */
const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** The folders of one test file: a prepared ledger, and a copy of it, or an empty place, for every trial. */
export class Folders {
  private readonly root = mkdtempSync(join(scratch, 'canbao-faults-'));
  private readonly prepared = join(this.root, 'prepared');
  private handedOut = 0;

  /** Where the next trial may go: nothing is there, or a ledger with packs, regions, members and a key. */
  async next(from: 'nothing' | 'ledger'): Promise<string> {
    if (from === 'ledger' && !existsSync(this.prepared)) await prepare(this.prepared);
    this.handedOut += 1;
    const directory = join(this.root, String(this.handedOut));
    if (from === 'ledger') cpSync(this.prepared, directory, { recursive: true });
    return directory;
  }

  /** A place for a file of its own. */
  file(name: string): string {
    return join(this.root, name);
  }

  /** A trial is over. */
  drop(directory: string): void {
    rmSync(directory, { recursive: true, force: true });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

async function prepare(directory: string): Promise<void> {
  const { ledger } = await openAt(directory, { mayCreate: true });
  await ledger.policy.importRegions(sampleRegions(), author);
  for (const [member, facts] of Object.entries(HISTORIES)) {
    for (const [index, fact] of facts.entries()) {
      const source = { system: 'prepared', document: `${member}/${String(index + 1)}` };
      await ledger.facts.record(command(member, fact, { source }));
    }
  }
  await ledger.access.createKey({ role: 'admin', regions: 'all', label: 'prepared' }, author);
  await ledger.close();
}
