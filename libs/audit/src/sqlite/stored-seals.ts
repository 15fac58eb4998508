import type { Connection, Position } from '#libs/event-store';

/** A tile as it is stored, whatever it holds. */
export interface StoredTile {
  readonly level: number;
  readonly tile: number;
  /** Its hashes side by side. */
  readonly bytes: Buffer;
}

/** A row of positions as it is stored. */
export interface StoredPositions {
  readonly tile: number;
  readonly first: Position;
  /** A JSON array where nobody changed it. */
  readonly text: string;
}

/** A head as it is stored. */
export interface StoredHead {
  readonly key: string;
  readonly stream: string;
  readonly length: number;
  /** 64 hexadecimal digits where nobody changed it. */
  readonly leaf: string;
}

/** A row of the map of heads as it is stored. */
export interface StoredHeadRow {
  readonly prefix: string;
  readonly kinds: string;
  readonly hashes: string;
}

const PAGE = 500;

/** Reads every row of the seals as it stands, for a verification: nothing is taken for right. */
export class StoredSeals {
  constructor(private readonly connection: Connection) {}

  *tiles(): Generator<StoredTile> {
    const select = this.connection.query<[number, number, string]>(
      'SELECT level, tile, lower(hex(hashes)) FROM tiles WHERE (level, tile) > (?, ?) ORDER BY level, tile LIMIT ?',
    );
    yield* paged(
      (last) => select.all(last?.level ?? Number.MIN_SAFE_INTEGER, last?.tile ?? 0, PAGE),
      ([level, tile, hex]): StoredTile => ({ level, tile, bytes: Buffer.from(hex, 'hex') }),
    );
  }

  *positions(): Generator<StoredPositions> {
    const select = this.connection.query<[number, number, string]>(
      'SELECT tile, first, positions FROM positions WHERE tile > ? ORDER BY tile LIMIT ?',
    );
    yield* paged(
      (last) => select.all(last?.tile ?? Number.MIN_SAFE_INTEGER, PAGE),
      ([tile, first, text]): StoredPositions => ({ tile, first, text }),
    );
  }

  *heads(): Generator<StoredHead> {
    const select = this.connection.query<[string, string, number, string]>(
      'SELECT key, stream, length, lower(hex(leaf)) FROM heads WHERE key > ? ORDER BY key LIMIT ?',
    );
    const first = this.connection.query<[string, string, number, string]>(
      'SELECT key, stream, length, lower(hex(leaf)) FROM heads ORDER BY key LIMIT ?',
    );
    yield* paged(
      (last) => (last === undefined ? first.all(PAGE) : select.all(last.key, PAGE)),
      ([key, stream, length, leaf]): StoredHead => ({ key, stream, length, leaf }),
    );
  }

  *headRows(): Generator<StoredHeadRow> {
    const select = this.connection.query<[string, string, string]>(
      'SELECT prefix, kinds, lower(hex(hashes)) FROM head_rows WHERE prefix > ? ORDER BY prefix LIMIT ?',
    );
    const first = this.connection.query<[string, string, string]>(
      'SELECT prefix, kinds, lower(hex(hashes)) FROM head_rows ORDER BY prefix LIMIT ?',
    );
    yield* paged(
      (last) => (last === undefined ? first.all(PAGE) : select.all(last.prefix, PAGE)),
      ([prefix, kinds, hashes]): StoredHeadRow => ({ prefix, kinds, hashes }),
    );
  }
}

function* paged<Row, Item>(
  page: (last: Item | undefined) => readonly Row[],
  read: (row: Row) => Item,
): Generator<Item> {
  let last: Item | undefined;
  for (;;) {
    const rows = page(last);
    for (const row of rows) {
      last = read(row);
      yield last;
    }
    if (rows.length < PAGE) return;
  }
}
