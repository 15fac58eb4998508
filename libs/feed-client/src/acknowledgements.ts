import { ANSWER_MS, ask, away, type Reader } from './connection.js';
import { Deadline } from './deadline.js';
import type { FeedError } from './errors.js';

/** When a run ends, the last word is waited for no longer than this. */
const LAST_WORD_MS = 3_000;

/** What is to be told. */
interface Word {
  readonly cursor: string;
  readonly error?: string;
}

/**
 * Tells the ledger how far this consumer is, not oftener than every so many milliseconds; the last word is always told.
 * It is for the eyes of an operator only, so nothing waits for it, and a failure ends nothing.
 */
export class Acknowledgements {
  private newest: Word | undefined;
  private timer: NodeJS.Timeout | undefined;
  private telling: Promise<void> | undefined;
  private toldMs = -Infinity;
  private readonly run = new AbortController();

  constructor(
    private readonly reader: Reader,
    private readonly everyMs: number,
    private readonly onTrouble: (error: FeedError) => void,
  ) {}

  /** Everything up to a cursor was taken. */
  note(cursor: string): void {
    this.newest = { cursor };
    if (this.timer !== undefined || this.telling !== undefined) return;
    const leftMs = this.everyMs - (performance.now() - this.toldMs);
    this.timer = setTimeout(() => void this.tell(), Math.max(0, leftMs));
    this.timer.unref();
  }

  /** Tells the last word, with why the consumer cannot go on, and ends. */
  async end(cursor: string | null, error?: string): Promise<void> {
    clearTimeout(this.timer);
    const last = setTimeout(() => {
      this.run.abort();
    }, LAST_WORD_MS);
    await this.telling;
    if (cursor !== null && error !== undefined) this.newest = { cursor, error };
    await this.tell();
    clearTimeout(last);
  }

  private tell(): Promise<void> {
    this.timer = undefined;
    const word = this.newest;
    if (word === undefined || this.run.signal.aborted) return Promise.resolve();
    this.newest = undefined;
    this.toldMs = performance.now();
    this.telling = this.send(word)
      .catch((error: unknown) => {
        this.onTrouble(away(error));
      })
      .finally(() => {
        this.telling = undefined;
        if (this.newest !== undefined) this.note(this.newest.cursor);
      });
    return this.telling;
  }

  private async send(word: Word): Promise<void> {
    const { consumer, region, scheme } = this.reader;
    const deadline = new Deadline(this.run.signal);
    deadline.give(ANSWER_MS);
    try {
      const path = `/v1/consumers/${encodeURIComponent(consumer)}/acknowledgement`;
      const filters = {
        ...(region === undefined ? {} : { region }),
        ...(scheme === undefined ? {} : { scheme }),
      };
      const response = await ask(this.reader, { path, body: { ...word, ...filters }, deadline });
      await response.arrayBuffer();
    } finally {
      deadline.end();
    }
  }
}
