import { setTimeout as pause } from 'node:timers/promises';
import type { Journal, JournalLength } from './journal.js';

/** When a journal is taken in. */
export interface JournalPace {
  /** How often its length is looked at. */
  readonly everyMs: number;
  /** From this length on: a page that was written several times by then is written to the database once. */
  readonly fromFrames: number;
  /** How long it rests after a failure; the owner takes the journal in by itself meanwhile, once it is long enough. */
  readonly backOffMs: number;
}

/**
 * A journal of 4 MiB: what is taken in at once is synced at once, and the syncs of commits wait for the same disk. Longer
 * ones made single commits wait longer; shorter ones write the same pages more often.
 */
export const USUAL_JOURNAL_PACE: JournalPace = { everyMs: 250, fromFrames: 1_024, backOffMs: 5_000 };

/**
 * So often one after the other, while something is left: each leaves only what was committed during it. More would only sync the
 * disk in the way of the commits; what is left then waits for the next look.
 */
const MAX_TAKES = 8;

/**
 * Keeps the journal of a ledger short, beside whoever writes it: for a thread of its own. Where nothing was written, nothing is
 * done.
 */
export class JournalLoop {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private journal: Journal | undefined;
  private isTroubled = false;

  constructor(
    private readonly open: () => Journal,
    private readonly options: {
      readonly pace?: JournalPace;
      /** Told after each time that something was taken in: what is left. */
      readonly onTaken?: (left: JournalLength) => void;
      /** Told of the first failure, and of none more until something was taken in again. */
      readonly onTrouble?: (error: unknown) => void;
    } = {},
  ) {}

  /** Begins to take in, and goes on until `stop`. */
  start(): void {
    this.running ??= this.follow();
  }

  /** Ends the loop and lets go of the files. Again is a no-op. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async follow(): Promise<void> {
    const pace = this.options.pace ?? USUAL_JOURNAL_PACE;
    while (!this.stopping.signal.aborted) {
      try {
        this.journal ??= this.open();
        this.takeIn(this.journal, pace);
        await this.rest(pace.everyMs);
      } catch (error) {
        this.letGo();
        if (!this.isTroubled) this.options.onTrouble?.(error);
        this.isTroubled = true;
        await this.rest(pace.backOffMs);
      }
    }
    this.letGo();
  }

  private takeIn(journal: Journal, { fromFrames }: JournalPace): void {
    let before = journal.length();
    for (let takes = 0; takes < MAX_TAKES; takes += 1) {
      if (before.frames < fromFrames || before.waiting === 0) return;
      const left = journal.takeIn();
      this.isTroubled = false;
      // An open read, such as that of a back-up, still needs the rest.
      if (takenIn(left) === takenIn(before)) return;
      this.options.onTaken?.(left);
      before = left;
    }
  }

  private letGo(): void {
    this.journal?.close();
    this.journal = undefined;
  }

  private async rest(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.stopping.signal, ref: false }).catch(() => undefined);
  }
}

function takenIn({ frames, waiting }: JournalLength): number {
  return frames - waiting;
}
