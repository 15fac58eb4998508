/** Where an event with that id was stored. */
export interface IdPlace {
  readonly stream: string;
  readonly revision: number;
}

/**
 * The server's bounded memory of event ids. Only appends that name no exact revision are recognised by it, so such an
 * append is repeated safely for a while and then stored twice.
 */
export class RecentIds {
  readonly #places = new Map<string, IdPlace>();

  constructor(private readonly limit: number) {}

  remember(id: string, place: IdPlace): void {
    if (this.limit === 0) return;
    this.#places.delete(id);
    this.#places.set(id, place);
    const [oldest] = this.#places.keys();
    if (this.#places.size > this.limit && oldest !== undefined) this.#places.delete(oldest);
  }

  find(id: string): IdPlace | undefined {
    return this.#places.get(id);
  }

  /** What a restart of the server does. */
  forget(): void {
    this.#places.clear();
  }
}
