import type { FeedTopic } from './entries.js';
import type { FeedError } from './errors.js';
import type { FeedStore } from './feed-store.js';

/** Which feed to read, as whom, and where to keep what was read. */
export interface FeedClientOptions<Topic extends FeedTopic, Transaction> {
  /** Address of the ledger, without `/v1`: `https://ledger.example`. */
  readonly url: string;
  /** The access key; null: a sample ledger, which asks for none. */
  readonly key: string | null;
  /** The name under which the operator sees this consumer: 1 to 60 letters, digits or `. _ -`. */
  readonly consumer: string;
  readonly topic: Topic;
  /** Only entries of this region. Default: of every region of the key. */
  readonly region?: string;
  /** Only answers of this scheme. Default: every one. */
  readonly scheme?: string;
  readonly store: FeedStore<Transaction>;
  /** Where a consumer begins that has no cursor yet. Default: `beginning`. */
  readonly from?: 'beginning' | 'now';
  /** `poll`: requests that wait for an entry. `stream`: server-sent events. Default: `poll`. */
  readonly transport?: 'poll' | 'stream';
  /** Most entries of one transaction, 1 to 500. Default: 500. */
  readonly batchSize?: number;
  /** The first wait after a failure and the longest one, in milliseconds. Default: 250 and 30,000. */
  readonly backOff?: { readonly firstMs: number; readonly longestMs: number };
  /** How often the ledger is told how far this consumer is. Default: every 60,000 ms, and at once when it ends. */
  readonly acknowledgeEveryMs?: number;
  /** Whether the ledger is told at all; `false` for a reader that keeps nothing. Default: true. */
  readonly acknowledges?: boolean;
  /** More headers: `Accept-Language`, `Access-Purpose`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Told of each failure that passes by itself, with the milliseconds until the next attempt. */
  readonly onTrouble?: (error: FeedError, retryInMs: number) => void;
}

/** How one run ends. */
export interface RunOptions {
  /** Ends it in good order: the transaction under way is finished. */
  readonly signal?: AbortSignal;
  /** `caught-up`: ends once nothing more is there. Default: goes on until the signal. */
  readonly until?: 'caught-up';
}
