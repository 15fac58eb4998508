import type { Connection } from '#libs/event-store';
import { SealsDamagedError } from '../errors.js';
import { type Hash, HASH_BYTES } from '../hashing.js';
import { type HeadEntry, headKey } from '../heads/head-map.js';
import {
  type HeadRow,
  type HeadRows,
  type HeadStore,
  MAX_STREAMS_WITHOUT_ROW,
  type PartKind,
} from '../heads/head-rows.js';

/** A stream's head under its name. */
export interface NamedHead extends HeadEntry {
  readonly stream: string;
}

const KINDS: Readonly<Record<string, PartKind>> = { '-': 'empty', '1': 'one', '+': 'many' };
const SIGNS: Readonly<Record<PartKind, string>> = { empty: '-', one: '1', many: '+' };

/** A head as it is hashed: key, length in 8 bytes, leaf. */
const ENTRY_BYTES = HASH_BYTES + 8 + HASH_BYTES;

/** The map of stream heads as it is after the last checkpoint: the heads, and its rows of sixteen. */
export class SealedHeads implements HeadStore {
  private readonly selectRow;
  private readonly selectBelow;
  private readonly selectName;
  private readonly upsertRow;
  private readonly upsertHead;

  constructor(
    connection: Connection,
    private readonly logId: string,
  ) {
    this.selectRow = connection.query<[string, string]>(
      'SELECT kinds, lower(hex(hashes)) FROM head_rows WHERE prefix = ?',
    );
    // One text of each head: every value that is handed over takes longer than what SQLite does for it.
    this.selectBelow = connection.query<[string]>(`
      SELECT key || printf('%016x', length) || hex(leaf) FROM heads
      WHERE key >= ? AND key < ? ORDER BY key LIMIT ${MAX_STREAMS_WITHOUT_ROW + 1}
    `);
    this.selectName = connection.query<[string]>('SELECT stream FROM heads WHERE key = ?');
    this.upsertRow = connection.command('INSERT OR REPLACE INTO head_rows VALUES (?, ?, unhex(?))');
    this.upsertHead = connection.command('INSERT OR REPLACE INTO heads VALUES (?, ?, ?, unhex(?))');
  }

  keyOf(stream: string): Hash {
    return headKey(this.logId, stream);
  }

  streamAt(key: Hash): string | undefined {
    return this.selectName.get(key.toString('hex'))?.[0];
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

  below(prefix: string): readonly HeadEntry[] {
    // "g" comes after every hexadecimal digit.
    const heads = this.selectBelow.all(prefix, `${prefix}g`).map(([digits]) => Buffer.from(digits, 'hex'));
    if (heads.length > MAX_STREAMS_WITHOUT_ROW || heads.some(({ length }) => length !== ENTRY_BYTES))
      throw new SealsDamagedError(`the heads below "${prefix}" of the map`);
    return heads.map(headIn);
  }

  write(heads: readonly NamedHead[], rows: HeadRows): void {
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

function headIn(bytes: Buffer): HeadEntry {
  const length = HASH_BYTES;
  return {
    key: bytes.subarray(0, length),
    length: bytes.readUInt32BE(length) * 2 ** 32 + bytes.readUInt32BE(length + 4),
    leaf: bytes.subarray(length + 8),
  };
}
