import { setTimeout as pause } from 'node:timers/promises';
import { Acknowledgements } from './acknowledgements.js';
import type { FeedBatch, FeedEntries, FeedTopic } from './entries.js';
import { type FeedError, ServerAwayError } from './errors.js';
import type { FeedClientOptions, RunOptions } from './options.js';
import { poll, type Reading } from './poll.js';
import { RecentIds } from './recent-ids.js';
import { stream } from './stream.js';

const BATCH_SIZE = 500;
const BACK_OFF = { firstMs: 250, longestMs: 30_000 };
const ACKNOWLEDGE_EVERY_MS = 60_000;

/** Takes entries within the consumer's transaction; each comes once, those of one member in order. */
export type TakeEntries<Topic extends FeedTopic, Transaction> = (
  entries: readonly FeedEntries[Topic][],
  transaction: Transaction,
) => Promise<void> | void;

/** What a consumer may know of its own run. */
type Options<Topic extends FeedTopic, Transaction> = FeedClientOptions<Topic, Transaction>;

/**
 * Reads the feed of a ledger for as long as a consumer lives. The cursor stands in the consumer's own store and is
 * written in the transaction of what was taken, so that a kill of either side loses nothing and repeats nothing. A ledger
 * that is away is asked again, by one attempt at a time, after waits that double.
 */
export class FeedClient<Topic extends FeedTopic, Transaction> {
  private readonly recent = new RecentIds();
  private isRunning = false;
  private cursor: string | null = null;

  constructor(private readonly options: Options<Topic, Transaction>) {}

  /**
   * Takes entries until the signal, or until nothing more is there.
   *
   * @throws KeyRefusedError, CursorOfAnotherLedgerError, RequestRefusedError; whatever `take` or the store throws
   */
  async run(take: TakeEntries<Topic, Transaction>, { signal, until }: RunOptions = {}): Promise<void> {
    if (this.isRunning)
      throw new Error('A feed client runs once at a time: two would take the same entries.');
    this.isRunning = true;
    const { acknowledgeEveryMs = ACKNOWLEDGE_EVERY_MS } = this.options;
    const acknowledgements = new Acknowledgements(this.options, acknowledgeEveryMs, (error) => {
      this.tellTrouble(error, 0);
    });
    let failure: Error | undefined;
    try {
      const ended = signal ?? new AbortController().signal;
      await this.follow(take, acknowledgements, { signal: ended, isToEnd: until === 'caught-up' });
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
      throw error;
    } finally {
      await acknowledgements.end(this.options.acknowledges === false ? null : this.cursor, failure?.name);
      this.isRunning = false;
    }
  }

  private async follow(
    take: TakeEntries<Topic, Transaction>,
    acknowledgements: Acknowledgements,
    { signal, isToEnd }: { readonly signal: AbortSignal; readonly isToEnd: boolean },
  ): Promise<void> {
    const { store, from = 'beginning', batchSize = BATCH_SIZE } = this.options;
    const hasEnded = (): boolean => signal.aborted;
    for (let failures = 0; !hasEnded(); failures += 1) {
      this.cursor = await store.load();
      const after = this.cursor ?? from;
      const batches = this.batchesAfter({ after, limit: batchSize, isWaiting: !isToEnd, signal });
      try {
        while (!hasEnded()) {
          const next = await nextOf(batches);
          if (hasEnded()) break;
          if (next instanceof ServerAwayError) {
            await this.backOff(next, failures, signal);
            break;
          }
          failures = 0;
          await this.take(next, take);
          if (this.isWorthTelling(next)) acknowledgements.note(next.cursor);
          if (isToEnd && next.isCaughtUp) return;
        }
      } finally {
        // How a connection ends that nobody needs any more does not matter.
        await batches.return(undefined).catch(() => undefined);
      }
    }
  }

  private batchesAfter(reading: Reading): AsyncGenerator<FeedBatch<Topic>> {
    return (this.options.transport === 'stream' ? stream<Topic> : poll<Topic>)(this.options, reading);
  }

  private async take(batch: FeedBatch<Topic>, take: TakeEntries<Topic, Transaction>): Promise<void> {
    const { store } = this.options;
    const { cursor } = batch;
    if (cursor === this.cursor) return;
    const entries = this.recent.unseen(batch.entries);
    await store.transact(async (transaction) => {
      if (entries.length > 0) await take(entries, transaction);
      await store.save(transaction, cursor);
    });
    this.recent.add(entries);
    this.cursor = cursor;
  }

  /** The place in `facts` moves with everything that is recorded, acknowledgements too: those must not call for others. */
  private isWorthTelling({ entries }: FeedBatch<Topic>): boolean {
    const { topic, acknowledges = true } = this.options;
    return acknowledges && (entries.length > 0 || topic !== 'facts');
  }

  /** Waits before the next attempt: twice as long after each failure, never shorter than the server asks, never in step with others. */
  private async backOff(error: ServerAwayError, failures: number, signal: AbortSignal): Promise<void> {
    const { firstMs, longestMs } = this.options.backOff ?? BACK_OFF;
    const longMs = Math.min(longestMs, firstMs * 2 ** Math.min(failures, 30));
    const retryInMs = Math.max(error.retryAfterMs ?? 0, longMs * (0.5 + Math.random() / 2));
    this.tellTrouble(error, retryInMs);
    await pause(retryInMs, undefined, { signal }).catch(() => undefined);
  }

  private tellTrouble(error: FeedError, retryInMs: number): void {
    this.options.onTrouble?.(error, retryInMs);
  }
}

/** The next batch, or why there is none now; what does not pass by itself is thrown. */
async function nextOf<Topic extends FeedTopic>(
  batches: AsyncGenerator<FeedBatch<Topic>>,
): Promise<FeedBatch<Topic> | ServerAwayError> {
  try {
    const next = await batches.next();
    return next.done === true ? new ServerAwayError('the server has ended the stream') : next.value;
  } catch (error) {
    if (error instanceof ServerAwayError) return error;
    throw error;
  }
}
