import { LRUCache } from 'lru-cache';

/** Streams whose ends are kept: a few megabytes. The one unused for longest is forgotten first. */
const MAX_STREAMS = 20_000;

/** How far a stream has come. */
export interface StreamEnd {
  /** Nothing comes after it; that of the last event, where the number of the stream is known. 0: there is no such stream. */
  readonly version: number;
  /** Its number; undefined where it was only read to its end. */
  readonly streamId?: number | undefined;
}

/**
 * How far streams have come, for the one connection that writes the ledger: nobody else appends, so that what it has seen
 * or written itself holds until it is told to forget.
 */
export class StreamEnds {
  private readonly ends = new LRUCache<string, StreamEnd>({ max: MAX_STREAMS });

  /** Undefined: not known, which says nothing about the stream. */
  of(stream: string): StreamEnd | undefined {
    return this.ends.get(stream);
  }

  /** Takes note of a stream that has nothing after a version. */
  read(stream: string, version: number): void {
    if (this.ends.get(stream)?.version !== version) this.written(stream, { version });
  }

  /** Takes note of a stream that was written, in a transaction that may still be undone. */
  written(stream: string, end: StreamEnd): void {
    this.ends.set(stream, end);
  }

  /** Forgets everything, after a transaction that was undone. */
  forget(): void {
    this.ends.clear();
  }
}
