import * as fc from 'fast-check';
import { sha256 } from '../hashing.js';
import {
  EMPTY_PART,
  entryHash,
  type HeadEntry,
  headKey,
  inOrderOfKeys,
  rootFromHeadProof,
  rootOfHeads,
} from './head-map.js';
import {
  enterHeads,
  findHead,
  type HeadRow,
  type HeadStore,
  MAX_STREAMS_WITHOUT_ROW,
  proveHead,
  rowAt,
  rowsOf,
} from './head-rows.js';
import { ReadOnce } from './read-once.js';

/** Rows and entries in memory, as the database keeps them. */
class Rows implements HeadStore {
  readonly rows = new Map<string, HeadRow>();
  readonly entries = new Map<string, HeadEntry>();
  private root = EMPTY_PART;

  row(prefix: string): HeadRow | undefined {
    return this.rows.get(prefix);
  }

  below(prefix: string): readonly HeadEntry[] {
    const found = [...this.entries].filter(([key]) => key.startsWith(prefix)).map(([, entry]) => entry);
    if (found.length > MAX_STREAMS_WITHOUT_ROW) throw new Error(`${found.length} entries below "${prefix}"`);
    return inOrderOfKeys(found);
  }

  /** In the order of their keys. */
  all(): readonly HeadEntry[] {
    return inOrderOfKeys([...this.entries.values()]);
  }

  enter(entries: readonly HeadEntry[]): Buffer {
    const { rows, root } = enterHeads(this, this.root, entries);
    for (const [prefix, row] of rows) this.rows.set(prefix, row);
    for (const entry of entries) this.entries.set(entry.key.toString('hex'), entry);
    this.root = root;
    return root;
  }
}

/** Keys that share long beginnings, too: of sixteen digits only two vary. */
const keys = fc.oneof(
  fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes)),
  fc.tuple(fc.nat(31), fc.nat(255)).map(([place, byte]) => {
    const key = Buffer.alloc(32);
    key[place] = byte;
    return key;
  }),
);
const entries = fc.record({
  key: keys,
  length: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  leaf: fc.string().map((text) => sha256(text)),
});
const batches = fc.array(
  fc.uniqueArray(entries, { selector: ({ key }) => key.toString('hex'), maxLength: 24 }),
  { maxLength: 6 },
);

test('the map entered bit by bit has the root and the rows of the map made from nothing', () => {
  fc.assert(
    fc.property(batches, (given) => {
      const rows = new Rows();
      for (const batch of given) {
        const root = rows.enter(batch);
        expect(root).toEqual(rootOfHeads(rows.all()));
        expect(rowsOf(rows.all())).toEqual({ rows: rows.rows, root });
      }
    }),
  );
});

test('there is a row where more streams are below than are read at once, and nowhere else', () => {
  const heads = (count: number): readonly HeadEntry[] =>
    Array.from({ length: count }, (_, index) => ({
      key: Buffer.concat([Buffer.of(0x70, index), Buffer.alloc(30)]),
      length: 1,
      leaf: sha256(String(index)),
    }));
  expect([...rowsOf(heads(MAX_STREAMS_WITHOUT_ROW)).rows.keys()]).toEqual([]);
  const { rows } = rowsOf(heads(MAX_STREAMS_WITHOUT_ROW + 1));
  expect([...rows.keys()].sort()).toEqual(['', '7', '70']);
  expect(rowAt(heads(2), '70')?.map(({ kind }) => kind)).toEqual([
    'many',
    ...Array<string>(15).fill('empty'),
  ]);
  expect(
    rowAt(heads(2), '700')
      ?.map(({ kind }) => kind)
      .slice(0, 3),
  ).toEqual(['one', 'one', 'empty']);
  for (const prefix of ['71', 'zz', '7'.repeat(64)]) expect(rowAt(heads(2), prefix)).toBeUndefined();
});

test('a changed head or row is not entered into: what is read must lead to the root', () => {
  const rows = new Rows();
  const entries = Array.from({ length: 60 }, (_, index) => ({
    key: headKey('log', String(index)),
    length: 1,
    leaf: sha256(String(index)),
  }));
  rows.enter(entries);
  const [entry] = entries;
  if (entry === undefined) throw new Error('There is no head.');
  const place = entry.key.toString('hex');
  const beside = rows.all().find(({ key }) => key !== entry.key && key[0] === entry.key[0]) ?? entry;
  const damaged = expect.objectContaining({ code: 'seals-damaged' });
  for (const changed of [
    { ...beside, length: 2 },
    { ...beside, leaf: sha256('another') },
  ]) {
    rows.entries.set(beside.key.toString('hex'), changed);
    expect(() => rows.enter([{ ...entry, length: 2 }])).toThrow(damaged);
  }
  rows.entries.delete(beside.key.toString('hex'));
  expect(() => rows.enter([{ ...entry, length: 2 }])).toThrow(damaged);
  rows.entries.set(beside.key.toString('hex'), beside);
  const row = rows.rows.get('') ?? [];
  const own = Number.parseInt(place.charAt(0), 16);
  const other = { kind: 'many', hash: sha256('another') } as const;
  const said = row.map((part, digit) => (digit === own ? ({ ...part, kind: 'empty' } as const) : part));
  for (const changed of [row.map((part, digit) => (digit === own ? part : other)), said]) {
    rows.rows.set('', changed);
    expect(() => rows.enter([{ ...entry, length: 2 }])).toThrow(damaged);
  }
  rows.rows.set('', row);
  expect(rows.enter([{ ...entry, length: 2 }])).toEqual(rootOfHeads(rows.all()));
});

test('a map that is read once says the same, also of what it has not', () => {
  const rows = new Rows();
  rows.enter([{ key: headKey('log', 'a'), length: 1, leaf: sha256('a') }]);
  const once = new ReadOnce(rows);
  const reads = [jest.spyOn(rows, 'row'), jest.spyOn(rows, 'below')];
  for (const key of [headKey('log', 'a'), headKey('log', 'b'), headKey('log', 'a')])
    expect(findHead(once, key)).toEqual(rows.entries.get(key.toString('hex')));
  for (const read of reads) expect(read).toHaveBeenCalledTimes(1);
});

test('every head is proved with its length, and every other key to be absent', () => {
  fc.assert(
    fc.property(batches, fc.array(keys, { maxLength: 8 }), (given, others) => {
      const rows = new Rows();
      for (const batch of given) rows.enter(batch);
      const root = rootOfHeads([...rows.entries.values()]);
      for (const entry of rows.entries.values()) {
        const proof = proveHead(rows, entry.key);
        expect(proof.found).toEqual(entry);
        expect(findHead(rows, entry.key)).toEqual(entry);
        expect(rootFromHeadProof(entry.key, proof)).toEqual(root);
        const shorter = { ...proof, found: { ...entry, length: entry.length - 1 } };
        expect(rootFromHeadProof(entry.key, shorter)).not.toEqual(root);
        expect(rootFromHeadProof(entry.key, { ...proof, found: null })).not.toEqual(root);
      }
      for (const key of others) {
        const proof = proveHead(rows, key);
        expect(rootFromHeadProof(key, proof)).toEqual(root);
        expect(proof.found?.key.equals(key) ?? false).toBe(rows.entries.has(key.toString('hex')));
        expect(findHead(rows, key)).toEqual(rows.entries.get(key.toString('hex')));
      }
    }),
  );
});

test('a proof about one key says nothing about another one elsewhere', () => {
  const rows = new Rows();
  const at = (first: number): HeadEntry => ({
    key: Buffer.concat([Buffer.of(first), Buffer.alloc(31)]),
    length: 1,
    leaf: sha256('leaf'),
  });
  rows.enter([at(0x00), at(0x80), at(0x81)]);
  const proof = proveHead(rows, at(0x80).key);
  expect(rootFromHeadProof(at(0x00).key, proof)).toBeUndefined();
});

test('the encodings of the map, which docs/audit-format.md states', () => {
  expect(EMPTY_PART).toEqual(sha256(Buffer.of(4)));
  const key = headKey('0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b17', 'member-P-0001');
  expect(key).toEqual(sha256('canbao.stream/1\n0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b17\nmember-P-0001'));
  const leaf = sha256('leaf');
  const length = Buffer.from('0000000000000102', 'hex');
  expect(entryHash({ key, length: 258, leaf })).toEqual(
    sha256(Buffer.concat([Buffer.of(2), key, length, leaf])),
  );
  expect(rootOfHeads([])).toEqual(EMPTY_PART);
});
