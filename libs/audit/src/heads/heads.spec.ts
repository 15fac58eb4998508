import * as fc from 'fast-check';
import { sha256 } from '../hashing.js';
import {
  EMPTY_PART,
  entryHash,
  type HeadEntry,
  headKey,
  rootFromHeadProof,
  rootOfHeads,
} from './head-map.js';
import { enterHeads, type HeadRow, type HeadRowStore, proveHead } from './head-rows.js';

/** Rows and entries in memory, as the database keeps them. */
class Rows implements HeadRowStore {
  readonly rows = new Map<string, HeadRow>();
  readonly entries = new Map<string, HeadEntry>();

  row(prefix: string): HeadRow | undefined {
    return this.rows.get(prefix);
  }

  only(prefix: string): HeadEntry {
    const found = [...this.entries.values()].filter(({ key }) => key.toString('hex').startsWith(prefix));
    const [entry] = found;
    if (entry === undefined || found.length > 1) throw new Error(`${found.length} entries below "${prefix}"`);
    return entry;
  }

  /** What is known of the heads of before is said where `isFormerSaid`, which must change nothing. */
  enter(entries: readonly HeadEntry[], isFormerSaid = false): Buffer {
    const entered = entries.map((entry) => ({
      ...entry,
      former: isFormerSaid ? this.entries.get(entry.key.toString('hex')) : undefined,
    }));
    const { rows, root } = enterHeads(this, entered);
    for (const [prefix, row] of rows) this.rows.set(prefix, row);
    for (const entry of entries) this.entries.set(entry.key.toString('hex'), entry);
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
  fc.uniqueArray(entries, { selector: ({ key }) => key.toString('hex'), maxLength: 12 }),
  { maxLength: 6 },
);

test('the map entered bit by bit has the root of the map made from nothing', () => {
  fc.assert(
    fc.property(batches, fc.boolean(), (given, isFormerSaid) => {
      const rows = new Rows();
      for (const batch of given)
        expect(rows.enter(batch, isFormerSaid)).toEqual(
          rootOfHeads([
            ...new Map(
              [...rows.entries.values(), ...batch].map((entry) => [entry.key.toString('hex'), entry]),
            ).values(),
          ]),
        );
    }),
  );
});

test('which stream stands alone is looked up only where the hash does not show that it is the one to enter', () => {
  const [key, other] = [headKey('log', 'a'), headKey('log', 'b')];
  const rows = new Rows();
  const looked = jest.spyOn(rows, 'only');
  rows.enter([{ key, length: 1, leaf: sha256('1') }]);
  rows.enter([{ key, length: 2, leaf: sha256('2') }], true);
  expect(looked).not.toHaveBeenCalled();
  const entry = { key, length: 3, leaf: sha256('3') };
  // A head that the map never had says nothing about who stands there.
  enterHeads(rows, [{ ...entry, former: { length: 2, leaf: sha256('another') } }]);
  expect(looked).toHaveBeenCalledTimes(1);
  const { root } = enterHeads(rows, [{ key: other, length: 1, leaf: sha256('1') }]);
  expect(root).toEqual(rootOfHeads([...rows.entries.values(), { key: other, length: 1, leaf: sha256('1') }]));
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
        expect(rootFromHeadProof(entry.key, proof)).toEqual(root);
        const shorter = { ...proof, found: { ...entry, length: entry.length - 1 } };
        expect(rootFromHeadProof(entry.key, shorter)).not.toEqual(root);
        expect(rootFromHeadProof(entry.key, { ...proof, found: null })).not.toEqual(root);
      }
      for (const key of others) {
        const proof = proveHead(rows, key);
        expect(rootFromHeadProof(key, proof)).toEqual(root);
        expect(proof.found?.key.equals(key) ?? false).toBe(rows.entries.has(key.toString('hex')));
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
