import type { Position } from '#libs/event-store';
import { SealsDamagedError } from './errors.js';
import type { Hash } from './hashing.js';
import { enterHeads } from './heads/head-rows.js';
import { EMPTY_PART, type StreamHead } from './heads/head-map.js';
import { rootAt } from './merkle/tree.js';
import { readCheckpoint } from './note/checkpoint.js';
import { readNote } from './note/note.js';
import { Seals } from './seals.js';
import type { WitnessLine } from './sqlite/checkpoints.js';
import type { SealDatabase } from './sqlite/seal-database.js';

/** A leaf of a log that was sealed elsewhere. */
export interface TakenLeaf {
  readonly stream: string;
  readonly version: number;
  readonly position: Position;
  readonly leaf: Hash;
}

/**
 * Makes the seals of a log again from its leaves and the checkpoints that were signed over them elsewhere. Tree and map are
 * computed; only what the checkpoints say of them is taken. Interrupted, the same again goes on.
 */
export class TakenSeals {
  private readonly seals: Seals;
  private leaves: Hash[] = [];
  private positions: Position[] = [];
  private heads = new Map<string, StreamHead>();
  private size = 0;
  /** Events under the last checkpoint that is there. */
  private sealed: number;

  constructor(
    private readonly database: SealDatabase,
    logId: string,
  ) {
    this.seals = new Seals(database, logId);
    this.sealed = this.seals.checkpoints.latest()?.size ?? 0;
  }

  /** The next leaf of the log. */
  leaf({ stream, version, position, leaf }: TakenLeaf): void {
    this.size += 1;
    if (this.size <= this.sealed) return;
    this.leaves.push(leaf);
    this.positions.push(position);
    this.heads.set(stream, { length: version, leaf });
  }

  /**
   * A checkpoint over all leaves so far, and its co-signatures. Its signature is for the caller to check.
   *
   * @throws SealsDamagedError where it is not over these leaves, or another one stands in its place;
   *   MalformedNoteError, MalformedKeyError
   */
  checkpoint(note: string, cosignatures: readonly WitnessLine[]): void {
    const { size, position, root, heads } = readCheckpoint(readNote(note).text);
    if (size !== this.size) throw new SealsDamagedError(`a checkpoint of ${size} after ${this.size} events`);
    if (size <= this.sealed) {
      if (this.seals.checkpoints.of(size)?.note !== note)
        throw new SealsDamagedError(`another checkpoint of ${size} events is there`);
      return;
    }
    const tree = this.seals.tree.grown(this.sealed, { leaves: this.leaves, positions: this.positions });
    const named = [...this.heads].map(([stream, head]) => ({
      ...head,
      stream,
      key: this.seals.heads.keyOf(stream),
    }));
    const entered = enterHeads(this.seals.heads, this.headsRoot(), named);
    if (!rootAt(tree.subtrees, size).equals(root) || !entered.root.equals(heads))
      throw new SealsDamagedError(`the checkpoint of ${size} events is not over these`);
    this.database.transact(() => {
      tree.write();
      this.seals.heads.write(named, entered.rows);
      this.seals.checkpoints.add({ size, position, note });
      for (const each of cosignatures) this.seals.checkpoints.addWitness(size, each);
    });
    this.sealed = size;
    this.leaves = [];
    this.positions = [];
    this.heads = new Map();
  }

  /** The root of the map of heads under the last checkpoint that is there. */
  private headsRoot(): Hash {
    const latest = this.seals.checkpoints.latest();
    return latest === undefined ? EMPTY_PART : readCheckpoint(readNote(latest.note).text).heads;
  }
}
