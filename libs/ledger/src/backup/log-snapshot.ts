import { existsSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { keptReseals, type KeptReseal, keyFileOf, sealFile } from '#libs/audit';
import {
  type DatabaseSnapshot,
  LEDGER_FILE,
  type LedgerRecord,
  openLedgerSnapshot,
  openSnapshot,
} from '#libs/event-store';
import { copyPrivately } from './files.js';
import type { BackupStep } from './verify-copy.js';

/** Where a log and its seals are. */
export interface LogPlace {
  readonly directory: string;
  readonly seals: string;
}

/** A re-seal takes longer than to open the seals; it does not come twice. */
const MAX_TRIES = 3;

/** How a snapshot is copied. */
export interface SnapshotCopy {
  readonly withSealKeys: boolean;
  readonly signal: AbortSignal;
  readonly onStep: (step: BackupStep) => void;
}

/** A log and its seals as they stood at one moment, whoever goes on writing them. */
export class LogSnapshot {
  private constructor(
    private readonly keyFile: string,
    private readonly reseals: readonly KeptReseal[],
    private readonly sealed: DatabaseSnapshot | undefined,
    private readonly log: DatabaseSnapshot & { readonly ledger: LedgerRecord },
  ) {}

  /** @throws a StoreError where there is no log, or it cannot be read */
  static open({ directory, seals }: LogPlace): LogSnapshot {
    // What was sealed anew, then the seals, then the log: what each covers is in the next one, too.
    const { reseals, sealed } = openSeals(seals);
    try {
      return new LogSnapshot(keyFileOf(seals), reseals, sealed, openLedgerSnapshot(directory));
    } catch (error) {
      sealed?.close();
      throw error;
    }
  }

  get ledger(): LedgerRecord {
    return this.log.ledger;
  }

  /** Copies it into a directory and lets each part go as soon as it is copied; gives the names of the files. */
  async copyTo(path: string, { withSealKeys, signal, onStep }: SnapshotCopy): Promise<readonly string[]> {
    const step = ({ pages, total }: { readonly pages: number; readonly total: number }): void => {
      signal.throwIfAborted();
      onStep({ phase: 'copy', done: pages, total });
    };
    const names = [LEDGER_FILE];
    await this.log.copyTo(join(path, LEDGER_FILE), step);
    this.log.close();
    if (this.sealed !== undefined) {
      const name = basename(sealFile(path));
      await this.sealed.copyTo(join(path, name), step);
      this.sealed.close();
      names.push(name);
    }
    for (const { name, note } of this.reseals) {
      writeFileSync(join(path, name), note, { mode: 0o600, flag: 'wx', flush: true });
      names.push(name);
    }
    if (withSealKeys && existsSync(this.keyFile)) {
      const name = basename(this.keyFile);
      await copyPrivately({ from: this.keyFile, to: join(path, name) }, signal);
      names.push(name);
    }
    return names;
  }

  /** Again is a no-op. */
  close(): void {
    this.sealed?.close();
    this.log.close();
  }
}

/** Seals with the re-seals that they name: one that was made while they were opened is named by a checkpoint perhaps, so again. */
function openSeals(seals: string): {
  readonly reseals: readonly KeptReseal[];
  readonly sealed: DatabaseSnapshot | undefined;
} {
  for (let tries = 0; ; tries += 1) {
    const reseals = keptReseals(seals);
    const sealed = existsSync(sealFile(seals)) ? openSnapshot(sealFile(seals)) : undefined;
    const isSettled = keptReseals(seals).length === reseals.length;
    if (isSettled || tries === MAX_TRIES) return { reseals, sealed };
    sealed?.close();
  }
}
