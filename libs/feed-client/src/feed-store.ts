/**
 * Where a consumer keeps what it made of the feed, and its cursor. Both are written in one transaction of the consumer's
 * own, so that each entry counts exactly once, wherever the consumer or the ledger is killed.
 */
export interface FeedStore<Transaction> {
  /** The cursor that was saved last; null: nothing was taken yet. */
  load(): Promise<string | null> | string | null;
  /** Runs `work` in a transaction: all of it is written, or nothing where it throws; then it throws the same. */
  transact(work: (transaction: Transaction) => Promise<void>): Promise<void>;
  /** Writes the cursor within a transaction. */
  save(transaction: Transaction, cursor: string): Promise<void> | void;
}
