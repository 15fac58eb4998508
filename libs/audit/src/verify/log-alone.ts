import type { Position, RecordedEvent } from '#libs/event-store';
import { DECLARATIONS_STREAM } from '../creation.js';
import { UnsealableEventError } from '../errors.js';
import type { Hash } from '../hashing.js';
import type { StreamHead } from '../heads/head-map.js';
import { leafOf } from '../leaf.js';
import type { FoundTree } from './found-tree.js';

/** What the events of a log give by themselves, one after the other, whatever was stored of them. */
export class LogAlone {
  /** False once an event has no leaf: then nothing follows from those after it. */
  isWhole = true;

  /** @param found what the events so far give; it is gone on with */
  constructor(
    private readonly logId: string,
    readonly found: {
      readonly tree: FoundTree;
      readonly heads: Map<string, StreamHead>;
      readonly positions: (Position | undefined)[];
      /** Numbers of the leaves that are declarations of sources. */
      readonly declarations: number[];
    },
  ) {}

  /** @param known a leaf of this event, and the leaf before it in its stream that it was made with */
  take(
    event: RecordedEvent,
    known: { readonly leaf: Hash | undefined; readonly previous: Hash | null },
  ): void {
    if (!this.isWhole) return;
    const { tree, heads, positions, declarations } = this.found;
    const previous = heads.get(event.stream)?.leaf ?? null;
    const isKnown = previous === null ? known.previous === null : known.previous?.equals(previous) === true;
    const leaf = isKnown ? known.leaf : leafOrNothing(event, { logId: this.logId, previous });
    if (leaf === undefined) {
      this.isWhole = false;
      return;
    }
    if (event.stream === DECLARATIONS_STREAM) declarations.push(positions.length);
    positions.push(event.position);
    heads.set(event.stream, { length: event.version, leaf });
    tree.add(leaf);
  }
}

/** The leaf of an event; undefined where the event has no canonical form. */
export function leafOrNothing(...of: Parameters<typeof leafOf>): Hash | undefined {
  try {
    return leafOf(...of);
  } catch (error) {
    if (error instanceof UnsealableEventError) return undefined;
    throw error;
  }
}
