import * as fc from 'fast-check';
import { type Hash, sha256 } from '../hashing.js';
import { consistencyPath, inclusionPath, isConsistent, rootFromInclusion } from './proofs.js';
import { EMPTY_ROOT, GrowingRoot, nodeHash, rootAt, type Subtrees } from './tree.js';

/** Leaves and roots of the certificate-transparency test suite, which implementations of RFC 6962 share. */
const VECTOR_LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const VECTOR_ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

function leafHash(hex: string): Hash {
  return sha256(Buffer.concat([Buffer.of(0), Buffer.from(hex, 'hex')]));
}

function subtreesOf(leaves: readonly Hash[]): Subtrees {
  const at: Subtrees = (level, index) => {
    const leaf = leaves[index];
    if (level === 0 && leaf !== undefined) return leaf;
    if (level === 0) throw new Error('A leaf was asked for that is not there.');
    return nodeHash(at(level - 1, 2 * index), at(level - 1, 2 * index + 1));
  };
  return at;
}

const hex = (path: readonly Hash[]): readonly string[] => path.map((each) => each.toString('hex'));

describe('the test vectors of certificate transparency', () => {
  const leaves = VECTOR_LEAVES.map(leafHash);
  const subtrees = subtreesOf(leaves);

  test('the empty tree', () => {
    const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    expect(EMPTY_ROOT.toString('hex')).toBe(empty);
    expect(new GrowingRoot().root().toString('hex')).toBe(empty);
  });

  test.each(VECTOR_ROOTS.map((root, index) => [index + 1, root] as const))(
    'the root over %d leaves',
    (size, root) => {
      expect(rootAt(subtrees, size).toString('hex')).toBe(root);
      const growing = new GrowingRoot();
      for (const leaf of leaves.slice(0, size)) growing.add(leaf);
      expect(growing.root().toString('hex')).toBe(root);
    },
  );

  test.each<[number, readonly string[]]>([
    [
      0,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      5,
      [
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
  ])('the path of leaf %d in the tree of 8', (index, path) => {
    expect(hex(inclusionPath(subtrees, index, 8))).toEqual(path);
  });

  test.each<[number, number, readonly string[]]>([
    [1, 1, []],
    [
      1,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      6,
      8,
      [
        '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [
      2,
      5,
      [
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
  ])('the consistency of %d and %d leaves', (from, to, path) => {
    expect(hex(consistencyPath(subtrees, from, to))).toEqual(path);
  });
});

describe('in trees of every shape', () => {
  const leaves = Array.from({ length: 70 }, (_, index) => leafHash(index.toString(16).padStart(4, '0')));
  const subtrees = subtreesOf(leaves);
  const sizes = fc.integer({ min: 1, max: leaves.length });

  test('a path leads to the root from its own leaf and place, and from no other', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (size, atIndex, atOther) => {
        const index = atIndex % size;
        const other = atOther % size;
        const [root, path] = [rootAt(subtrees, size), inclusionPath(subtrees, index, size)];
        const leaf = leaves[index] ?? EMPTY_ROOT;
        expect(rootFromInclusion(leaf, { index, size, path })).toEqual(root);
        if (other === index) return;
        expect(rootFromInclusion(leaf, { index: other, size, path })).not.toEqual(root);
        expect(rootFromInclusion(leaves[other] ?? EMPTY_ROOT, { index, size, path })).not.toEqual(root);
      }),
    );
  });

  test('a longer or shorter path, or one with a changed hash, leads nowhere', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (size, atIndex, atPlace) => {
        const index = atIndex % size;
        const path = inclusionPath(subtrees, index, size);
        const root = rootAt(subtrees, size);
        const leaf = leaves[index] ?? EMPTY_ROOT;
        expect(rootFromInclusion(leaf, { index, size, path: [...path, root] })).toBeUndefined();
        if (path.length === 0) return;
        expect(rootFromInclusion(leaf, { index, size, path: path.slice(0, -1) })).not.toEqual(root);
        const changed = path.map((hash, place) => (place === atPlace % path.length ? sha256(hash) : hash));
        expect(rootFromInclusion(leaf, { index, size, path: changed })).not.toEqual(root);
      }),
    );
  });

  test('a tree is proved to be a prefix of every longer one; a tree with one other leaf never', () => {
    fc.assert(
      fc.property(sizes, sizes, fc.nat(), (a, b, atChanged) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const path = consistencyPath(subtrees, from, to);
        const second = { size: to, root: rootAt(subtrees, to) };
        expect(isConsistent({ size: from, root: rootAt(subtrees, from) }, second, path)).toBe(true);
        const place = atChanged % from;
        const others = leaves.map((leaf, index) => (index === place ? sha256(leaf) : leaf));
        const rewritten = subtreesOf(others);
        const first = { size: from, root: rootAt(rewritten, from) };
        expect(isConsistent(first, second, path)).toBe(false);
        expect(isConsistent(first, second, consistencyPath(rewritten, from, to))).toBe(false);
      }),
    );
  });

  test('a shorter tree does not continue a longer one, and the empty one is a prefix of all', () => {
    const head = (size: number): { size: number; root: Hash } => ({ size, root: rootAt(subtrees, size) });
    expect(isConsistent(head(5), head(4), [])).toBe(false);
    expect(isConsistent(head(0), head(4), consistencyPath(subtrees, 0, 4))).toBe(true);
    expect(isConsistent(head(0), head(4), [EMPTY_ROOT])).toBe(false);
    expect(isConsistent(head(4), head(8), [])).toBe(false);
  });
});

test('sizes beyond 32 bits are counted right', () => {
  const size = 2 ** 40 + 3;
  // Equal leaves: one hash for each level.
  const levels = [leafHash('')];
  const same: Subtrees = (level) => {
    const hash = levels[level] ?? nodeHash(same(level - 1, 0), same(level - 1, 1));
    levels[level] = hash;
    return hash;
  };
  const path = inclusionPath(same, size - 1, size);
  expect(rootFromInclusion(same(0, 0), { index: size - 1, size, path })).toEqual(rootAt(same, size));
  const first = { size: 2 ** 40 + 1, root: rootAt(same, 2 ** 40 + 1) };
  expect(
    isConsistent(first, { size, root: rootAt(same, size) }, consistencyPath(same, first.size, size)),
  ).toBe(true);
});
