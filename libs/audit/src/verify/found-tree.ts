import type { Hash } from '../hashing.js';
import { foldedOver, subtreesOf, TILE_WIDTH, type Tiles } from '../merkle/tiles.js';
import { rootAt, type Subtrees } from '../merkle/tree.js';
import { HashTable } from './hash-table.js';

/** The tree over the leaves that a verification found, in memory: 34 bytes a leaf. */
export class FoundTree {
  private readonly subtrees: Subtrees;

  constructor(private readonly levels: HashTable[] = [new HashTable()]) {
    this.subtrees = subtreesOf(this.tiles, () => new Error('The tree of a verification has a hole.'));
  }

  readonly tiles: Tiles = (level, tile) =>
    this.levels[level]?.slice(tile * TILE_WIDTH, (tile + 1) * TILE_WIDTH) ?? [];

  /** Hashes of one level of tiles side by side, from `start` to `end`, exclusive. */
  bytesOf(level: number, { start, end }: { readonly start: number; readonly end: number }): Buffer {
    return this.levels[level]?.bytesOf(start, end) ?? Buffer.alloc(0);
  }

  get size(): number {
    return this.levels[0]?.size ?? 0;
  }

  /** Number of levels of tiles. */
  get height(): number {
    return this.levels.length;
  }

  /** Another tree with the same leaves. */
  copy(): FoundTree {
    return new FoundTree(this.levels.map((level) => level.copy()));
  }

  /** @param above what is known to stand above the tile that this leaf fills, where that does not follow from its leaves */
  add(leaf: Hash, above?: Hash): void {
    let hash = leaf;
    for (let level = 0; ; level += 1) {
      const table = (this.levels[level] ??= new HashTable());
      table.add(hash);
      if (table.size % TILE_WIDTH !== 0) return;
      const isAboveKnown = level === 0 && above !== undefined;
      hash = isAboveKnown ? above : foldedOver(table.slice(table.size - TILE_WIDTH, table.size));
    }
  }

  /** @param size at most that of the tree */
  rootAt(size: number): Hash {
    return rootAt(this.subtrees, size);
  }
}
