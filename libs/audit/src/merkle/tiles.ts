import type { Hash } from '../hashing.js';
import { nodeHash, type Subtrees } from './tree.js';

/** Hashes that are kept together: a tile holds sixteen neighbours, so that a proof reads one tile for four levels. */
export const TILE_WIDTH = 16;
const TILE_LEVELS = 4;

/**
 * The hashes of a tile, fewer than sixteen at the end of the tree: on tile level 0 leaves, on each further level the roots
 * of the full tiles below.
 */
export type Tiles = (level: number, tile: number) => readonly Hash[];

/** The name of a tile in a map. */
export function tileName(level: number, tile: number): string {
  return `${level}/${tile}`;
}

/** Adds leaves to a tree of `size` leaves and gives the tiles that change, whole, by name. */
export function grownTiles(
  tiles: Tiles,
  size: number,
  leaves: readonly Hash[],
): ReadonlyMap<string, readonly Hash[]> {
  const grown = new Map<string, readonly Hash[]>();
  let before = size;
  for (let level = 0, added = leaves; added.length > 0; level += 1) {
    const above: Hash[] = [];
    for (let taken = 0; taken < added.length;) {
      const tile = Math.floor((before + taken) / TILE_WIDTH);
      const start = (before + taken) % TILE_WIDTH;
      const more = added.slice(taken, taken + TILE_WIDTH - start);
      const hashes = start === 0 ? more : [...tiles(level, tile).slice(0, start), ...more];
      grown.set(tileName(level, tile), hashes);
      if (hashes.length === TILE_WIDTH) above.push(foldedOver(hashes));
      taken += more.length;
    }
    added = above;
    before = Math.floor(before / TILE_WIDTH);
  }
  return grown;
}

/**
 * The complete subtrees of a tree in tiles.
 *
 * @param missing makes the failure where a hash is not there
 */
export function subtreesOf(tiles: Tiles, missing: (level: number, tile: number) => Error): Subtrees {
  return (level, index) => {
    const tileLevel = Math.floor(level / TILE_LEVELS);
    const width = 2 ** (level % TILE_LEVELS);
    const tile = Math.floor((index * width) / TILE_WIDTH);
    const first = (index * width) % TILE_WIDTH;
    const hashes = tiles(tileLevel, tile).slice(first, first + width);
    if (hashes.length < width) throw missing(tileLevel, tile);
    return foldedOver(hashes);
  };
}

/** The root over 1, 2, 4, 8 or 16 neighbours. */
export function foldedOver(hashes: readonly Hash[]): Hash {
  const middle = hashes.length / 2;
  const [first] = hashes;
  if (first !== undefined && hashes.length === 1) return first;
  return nodeHash(foldedOver(hashes.slice(0, middle)), foldedOver(hashes.slice(middle)));
}
