import type { AnswerChangedEntry, FactRecordedEntry, StandingReachedEntry } from './entries.generated.js';

/** The entries of each topic, as the AsyncAPI document of the ledger has them. */
export interface FeedEntries {
  readonly answers: AnswerChangedEntry;
  readonly facts: FactRecordedEntry;
  readonly standings: StandingReachedEntry;
}

/** What the feed can be asked for. */
export type FeedTopic = keyof FeedEntries;

/** Entries that the server gave together, and where to go on. */
export interface FeedBatch<Topic extends FeedTopic> {
  readonly entries: readonly FeedEntries[Topic][];
  /** What was looked at ends here, also where nothing of it was for this reader. */
  readonly cursor: string;
  /** Nothing more was there when it was sent. */
  readonly isCaughtUp: boolean;
}
