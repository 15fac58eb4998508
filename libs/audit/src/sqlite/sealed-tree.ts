import type { Connection, Position } from '#libs/event-store';
import { SealsDamagedError } from '../errors.js';
import { type Hash, HASH_BYTES } from '../hashing.js';
import { grownTiles, subtreesOf, TILE_WIDTH, tileName, type Tiles } from '../merkle/tiles.js';
import type { Subtrees } from '../merkle/tree.js';

/** Leaves to be added, with the positions of their events. */
export interface NewLeaves {
  readonly leaves: readonly Hash[];
  readonly positions: readonly Position[];
}

/** A tree with more leaves than are written: what to write, and its subtrees. */
export interface GrownTree {
  readonly subtrees: Subtrees;
  readonly write: () => void;
}

/** The tree of the sealed events in tiles, and which event is which leaf. */
export class SealedTree {
  private readonly selectTile;
  private readonly selectTileCount;
  private readonly selectExtent;
  private readonly selectPositions;
  private readonly selectLastPositions;
  private readonly selectTileOf;
  private readonly upsertTile;
  private readonly upsertPositions;

  constructor(connection: Connection) {
    this.selectTile = connection.query<[string]>(
      'SELECT lower(hex(hashes)) FROM tiles WHERE level = ? AND tile = ?',
    );
    this.selectTileCount = connection.query<[number]>('SELECT count(*) FROM tiles WHERE level = 0');
    this.selectExtent = connection.query<[number | null]>(
      `SELECT max(tile * ${TILE_WIDTH} + length(hashes) / ${HASH_BYTES}) FROM tiles WHERE level = 0`,
    );
    this.selectPositions = connection.query<[string]>('SELECT positions FROM positions WHERE tile = ?');
    this.selectLastPositions = connection.query<[number, string]>(
      'SELECT tile, positions FROM positions ORDER BY tile DESC LIMIT 1',
    );
    this.selectTileOf = connection.query<[number, string]>(
      'SELECT tile, positions FROM positions WHERE first <= ? ORDER BY first DESC LIMIT 1',
    );
    this.upsertTile = connection.command('INSERT OR REPLACE INTO tiles VALUES (?, ?, unhex(?))');
    this.upsertPositions = connection.command('INSERT OR REPLACE INTO positions VALUES (?, ?, ?)');
  }

  /** As many leaves as the rows of the lowest tiles have room for, whatever these say of their place. */
  get room(): number {
    return (this.selectTileCount.get()?.[0] ?? 0) * TILE_WIDTH;
  }

  /** Number of leaves, as the rows of the lowest tiles say. */
  get extent(): number {
    return this.selectExtent.get()?.[0] ?? 0;
  }

  /**
   * The size that the last seal left, where the lowest tiles and the positions say the same, as one transaction wrote both;
   * undefined where they do not, since a row of one was changed.
   */
  get agreedSize(): number | undefined {
    const [tile = 0, positions] = this.selectLastPositions.get() ?? [];
    const size = tile * TILE_WIDTH + numbersOf(positions).length;
    return size === this.extent ? size : undefined;
  }

  readonly tiles: Tiles = (level, tile) => hashesOf(this.selectTile.get(level, tile)?.[0] ?? '');

  readonly subtrees: Subtrees = subtreesOf(this.tiles, missingTile);

  /** The hash of the leaf with a number, from 0. */
  leaf(index: number): Hash {
    return this.subtrees(0, index);
  }

  /** Positions of the events of sixteen neighbouring leaves. */
  positionsOf(tile: number): readonly Position[] {
    return numbersOf(this.selectPositions.get(tile)?.[0]);
  }

  /** The number of an event's leaf, from 0; undefined where none at exactly this position is sealed. */
  indexOf(position: Position): number | undefined {
    const [tile, positions] = this.selectTileOf.get(position) ?? [];
    const place = numbersOf(positions).indexOf(position);
    return tile === undefined || place < 0 ? undefined : tile * TILE_WIDTH + place;
  }

  /** The tree with more leaves after its first `size`. Nothing is written yet. */
  grown(size: number, { leaves, positions }: NewLeaves): GrownTree {
    const grown = grownTiles(this.tiles, size, leaves);
    const tiles: Tiles = (level, tile) => grown.get(tileName(level, tile)) ?? this.tiles(level, tile);
    return {
      subtrees: subtreesOf(tiles, missingTile),
      write: () => {
        for (const [name, hashes] of grown) {
          const [level = 0, tile = 0] = name.split('/').map(Number);
          this.upsertTile(level, tile, Buffer.concat(hashes).toString('hex'));
        }
        this.writePositions(size, positions);
      },
    };
  }

  private writePositions(size: number, positions: readonly Position[]): void {
    for (let taken = 0; taken < positions.length;) {
      const tile = Math.floor((size + taken) / TILE_WIDTH);
      const start = (size + taken) % TILE_WIDTH;
      const more = positions.slice(taken, taken + TILE_WIDTH - start);
      const all = start === 0 ? more : [...this.positionsOf(tile).slice(0, start), ...more];
      this.upsertPositions(tile, all[0] ?? 0, JSON.stringify(all));
      taken += more.length;
    }
  }
}

function missingTile(level: number, tile: number): Error {
  return new SealsDamagedError(`tile ${tileName(level, tile)} is missing or too short`);
}

function hashesOf(hex: string): readonly Hash[] {
  const bytes = Buffer.from(hex, 'hex');
  return Array.from({ length: Math.floor(bytes.length / HASH_BYTES) }, (_, index) =>
    bytes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
  );
}

/** The positions of a row; none where the text is not as it is written here: somebody else wrote it. */
export function numbersOf(text: string | undefined): readonly number[] {
  if (text === undefined || !/^\[[1-9]\d{0,15}(,[1-9]\d{0,15})*\]$/.test(text)) return [];
  return JSON.parse(text) as readonly number[];
}
