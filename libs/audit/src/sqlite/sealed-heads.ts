import type { Connection } from '#libs/event-store';
import { SealsDamagedError } from '../errors.js';
import { type Hash, HASH_BYTES } from '../hashing.js';
import { type HeadEntry, headKey, type StreamHead } from '../heads/head-map.js';
import { type HeadRow, type HeadRowStore, type PartKind } from '../heads/head-rows.js';

/** A stream's head under its name. */
export interface NamedHead extends HeadEntry {
  readonly stream: string;
}

const KINDS: Readonly<Record<string, PartKind>> = { '-': 'empty', '1': 'one', '+': 'many' };
const SIGNS: Readonly<Record<PartKind, string>> = { empty: '-', one: '1', many: '+' };

type Row = [string, string, number, string];

/** The map of stream heads as it is after the last checkpoint: the heads, and its rows of sixteen. */
export class SealedHeads implements HeadRowStore {
  private readonly selectRow;
  private readonly selectBelow;
  private readonly selectHead;
  private readonly upsertRow;
  private readonly upsertHead;

  constructor(
    connection: Connection,
    private readonly logId: string,
  ) {
    const columns = 'key, stream, length, lower(hex(leaf))';
    this.selectRow = connection.query<[string, string]>(
      'SELECT kinds, lower(hex(hashes)) FROM head_rows WHERE prefix = ?',
    );
    this.selectBelow = connection.query<Row>(
      `SELECT ${columns} FROM heads WHERE key >= ? AND key < ? ORDER BY key LIMIT 2`,
    );
    this.selectHead = connection.query<Row>(`SELECT ${columns} FROM heads WHERE key = ?`);
    this.upsertRow = connection.command('INSERT OR REPLACE INTO head_rows VALUES (?, ?, unhex(?))');
    this.upsertHead = connection.command('INSERT OR REPLACE INTO heads VALUES (?, ?, ?, unhex(?))');
  }

  keyOf(stream: string): Hash {
    return headKey(this.logId, stream);
  }

  /** How far a stream had come at the last checkpoint; undefined where it had no event. */
  head(stream: string): StreamHead | undefined {
    const row = this.selectHead.get(this.keyOf(stream).toString('hex'));
    return row === undefined ? undefined : headOf(row);
  }

  streamAt(key: Hash): string | undefined {
    return this.selectHead.get(key.toString('hex'))?.[1];
  }

  row(prefix: string): HeadRow | undefined {
    const [kinds, hex] = this.selectRow.get(prefix) ?? [];
    if (kinds === undefined || hex === undefined) return undefined;
    const bytes = Buffer.from(hex, 'hex');
    if (!/^[-1+]{16}$/.test(kinds) || bytes.length !== 16 * HASH_BYTES)
      throw new SealsDamagedError(`the row "${prefix}" of the map of heads`);
    return Array.from({ length: 16 }, (_, index) => ({
      kind: KINDS[kinds.charAt(index)] ?? 'empty',
      hash: bytes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
    }));
  }

  only(prefix: string): HeadEntry {
    // "g" comes after every hexadecimal digit.
    const [row, another] = this.selectBelow.all(prefix, `${prefix}g`);
    if (row === undefined || another !== undefined)
      throw new SealsDamagedError(`the heads below "${prefix}" are not one`);
    return headOf(row);
  }

  write(heads: readonly NamedHead[], rows: ReadonlyMap<string, HeadRow>): void {
    for (const { key, stream, length, leaf } of heads)
      this.upsertHead(key.toString('hex'), stream, length, leaf.toString('hex'));
    for (const [prefix, row] of rows) {
      const hashes = Buffer.concat(row.map(({ hash }) => hash));
      this.upsertRow(prefix, signsOf(row), hashes.toString('hex'));
    }
  }
}

/** The kinds of a row's parts as they are stored: one sign each. */
export function signsOf(row: HeadRow): string {
  return row.map(({ kind }) => SIGNS[kind]).join('');
}

function headOf([key, stream, length, leaf]: Row): NamedHead {
  return { key: Buffer.from(key, 'hex'), stream, length, leaf: Buffer.from(leaf, 'hex') };
}
