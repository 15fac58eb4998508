import type { Position, RecordedEvent } from '#libs/event-store';
import { LogNotAsSealedError } from './errors.js';
import type { Hash } from './hashing.js';
import type { StreamHead } from './heads/head-map.js';
import { findHead, type HeadStore } from './heads/head-rows.js';
import { ReadOnce } from './heads/read-once.js';
import { leafOf } from './leaf.js';
import type { NamedHead, SealedHeads } from './sqlite/sealed-heads.js';

/** What a seal takes in of the log: leaves in order, and how far each stream that grew has come. */
export class Sealing {
  readonly leaves: Hash[] = [];
  readonly positions: Position[] = [];
  /** The map of heads under the last checkpoint, as far as it was read for the streams that grew. */
  readonly before: HeadStore;
  private readonly heads = new Map<string, NamedHead>();
  private lastEvent: Pick<RecordedEvent, 'position' | 'recordedAt'> | undefined;

  constructor(
    private readonly sealed: SealedHeads,
    private readonly logId: string,
  ) {
    this.before = new ReadOnce(sealed);
  }

  /** Undefined while nothing was taken. */
  get last(): Pick<RecordedEvent, 'position' | 'recordedAt'> | undefined {
    return this.lastEvent;
  }

  /** Heads of the streams that grew. */
  get grown(): readonly NamedHead[] {
    return [...this.heads.values()];
  }

  /** How far a stream has come with what was taken; undefined where there is no such stream. */
  headOf(stream: string): StreamHead | undefined {
    return this.heads.get(stream) ?? findHead(this.before, this.sealed.keyOf(stream));
  }

  /**
   * The next event in order of position. Nothing of it is kept but its leaf, so that a long backlog needs little memory.
   *
   * @throws LogNotAsSealedError, UnsealableEventError
   */
  take(event: RecordedEvent): void {
    const { stream, version, position, recordedAt } = event;
    const known = this.heads.get(stream);
    const key = known?.key ?? this.sealed.keyOf(stream);
    const head = known ?? findHead(this.before, key);
    if (version !== (head?.length ?? 0) + 1) throw new LogNotAsSealedError(position);
    const leaf = leafOf(event, { logId: this.logId, previous: head?.leaf ?? null });
    this.heads.set(stream, { stream, key, length: version, leaf });
    this.leaves.push(leaf);
    this.positions.push(position);
    this.lastEvent = { position, recordedAt };
  }
}
