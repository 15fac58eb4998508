import { sha256 } from '../hashing.js';
import { jointPath, rootFromJointPath } from './joint-proof.js';
import { nodeHash, rootAt, type Subtrees } from './tree.js';

const hashes = Array.from({ length: 40 }, (_, index) => sha256(String(index)));
const subtrees: Subtrees = (level, index) => {
  if (level > 0) return nodeHash(subtrees(level - 1, 2 * index), subtrees(level - 1, 2 * index + 1));
  const hash = hashes[index];
  if (hash === undefined) throw new Error(`There is no leaf ${index}.`);
  return hash;
};
const leavesAt = (indexes: readonly number[]): { index: number; leaf: Buffer }[] =>
  indexes.map((index) => ({ index, leaf: hashes[index] ?? Buffer.alloc(32) }));

describe('a joint proof', () => {
  it('leads to the root of every tree, for any choice of leaves', () => {
    for (let size = 1; size <= 40; size += 1) {
      for (const step of [1, 2, 3, 7, 40]) {
        const indexes = hashes.flatMap((_, index) => (index < size && index % step === 0 ? [index] : []));
        const path = jointPath(subtrees, indexes, size);
        expect(rootFromJointPath(leavesAt(indexes), size, path)).toEqual(rootAt(subtrees, size));
      }
    }
  });

  it('of one leaf has the hashes of its audit path', () => {
    expect(jointPath(subtrees, [11], 40)).toHaveLength(6);
    expect(jointPath(subtrees, [], 40)).toEqual([rootAt(subtrees, 40)]);
  });

  it('proves nothing with a hash too few or too many, a leaf beyond the tree or out of order', () => {
    const path = jointPath(subtrees, [3, 9], 12);
    expect(rootFromJointPath(leavesAt([3, 9]), 12, path.slice(1))).toBeUndefined();
    expect(rootFromJointPath(leavesAt([3, 9]), 12, [...path, sha256('')])).toBeUndefined();
    expect(rootFromJointPath(leavesAt([9, 3]), 12, path)).toBeUndefined();
    expect(rootFromJointPath(leavesAt([3, 12]), 12, path)).toBeUndefined();
    expect(rootFromJointPath(leavesAt([3, 8]), 12, path)).not.toEqual(rootAt(subtrees, 12));
  });
});
