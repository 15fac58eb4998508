/** Ids of the entries that were taken last. An entry may come twice, but not long after the first time. */
export class RecentIds {
  private readonly ids = new Set<string>();

  constructor(private readonly most = 10_000) {}

  /** The entries that were not taken yet, each once. */
  unseen<Entry extends { readonly id: string }>(entries: readonly Entry[]): readonly Entry[] {
    const here = new Set<string>();
    return entries.filter(({ id }) => {
      const isNew = !this.ids.has(id) && !here.has(id);
      here.add(id);
      return isNew;
    });
  }

  /** Remembers what was taken. */
  add(entries: readonly { readonly id: string }[]): void {
    for (const { id } of entries) this.ids.add(id);
    for (const id of this.ids) {
      if (this.ids.size <= this.most) return;
      this.ids.delete(id);
    }
  }
}
