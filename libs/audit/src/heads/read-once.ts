import type { HeadEntry } from './head-map.js';
import type { HeadRow, HeadStore } from './head-rows.js';

/** A map of heads as it is now, each part of it read once: for whoever asks again and again while nobody writes. */
export class ReadOnce implements HeadStore {
  private readonly rows = new Map<string, HeadRow | undefined>();
  private readonly heads = new Map<string, readonly HeadEntry[]>();

  constructor(private readonly store: HeadStore) {}

  row(prefix: string): HeadRow | undefined {
    const known = this.rows.get(prefix);
    if (known !== undefined || this.rows.has(prefix)) return known;
    const row = this.store.row(prefix);
    this.rows.set(prefix, row);
    return row;
  }

  below(prefix: string): readonly HeadEntry[] {
    const known = this.heads.get(prefix);
    if (known !== undefined) return known;
    const heads = this.store.below(prefix);
    this.heads.set(prefix, heads);
    return heads;
  }
}
