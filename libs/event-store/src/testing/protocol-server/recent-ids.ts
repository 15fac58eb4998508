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
  /** The ids in a ring; `#next` is where the oldest stands. */
  readonly #ring: (string | undefined)[];
  #next = 0;

  constructor(limit: number) {
    this.#ring = new Array<string | undefined>(limit).fill(undefined);
  }

  remember(id: string, place: IdPlace): void {
    if (this.#ring.length === 0) return;
    const oldest = this.#ring[this.#next];
    if (oldest !== undefined) this.#places.delete(oldest);
    this.#ring[this.#next] = id;
    this.#next = (this.#next + 1) % this.#ring.length;
    this.#places.set(id, place);
  }

  find(id: string): IdPlace | undefined {
    return this.#places.get(id);
  }

  /** What a restart of the server does. */
  forget(): void {
    this.#places.clear();
    this.#ring.fill(undefined);
  }
}
