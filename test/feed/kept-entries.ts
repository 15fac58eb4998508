import type { FeedStore } from '#libs/feed-client';

/** What a transaction has written so far. */
export interface KeptTransaction {
  readonly ids: string[];
  cursor: string | null;
}

/** A consumer's store in memory: the ids that were taken, in order, and the cursor, written together or not at all. */
export class KeptEntries implements FeedStore<KeptTransaction> {
  ids: readonly string[] = [];

  constructor(public cursor: string | null = null) {}

  load(): string | null {
    return this.cursor;
  }

  async transact(work: (transaction: KeptTransaction) => Promise<void>): Promise<void> {
    const transaction = { ids: [...this.ids], cursor: this.cursor };
    await work(transaction);
    this.ids = transaction.ids;
    this.cursor = transaction.cursor;
  }

  save(transaction: KeptTransaction, cursor: string): void {
    transaction.cursor = cursor;
  }
}

/** Keeps the ids of entries. */
export function keep(entries: readonly { readonly id: string }[], { ids }: KeptTransaction): void {
  ids.push(...entries.map(({ id }) => id));
}
