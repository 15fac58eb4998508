import { type Hash, HASH_BYTES } from '../hashing.js';

const FIRST_CAPACITY = 1_024;

/** Hashes side by side in one piece of memory: 32 bytes each, and no object until one is asked for. */
export class HashTable {
  private bytes = Buffer.allocUnsafe(FIRST_CAPACITY * HASH_BYTES);
  private count = 0;

  get size(): number {
    return this.count;
  }

  add(hash: Hash): void {
    if ((this.count + 1) * HASH_BYTES > this.bytes.length) {
      const larger = Buffer.allocUnsafe(2 * this.bytes.length);
      this.bytes.copy(larger);
      this.bytes = larger;
    }
    hash.copy(this.bytes, this.count * HASH_BYTES);
    this.count += 1;
  }

  /** Replaces a hash. */
  set(index: number, hash: Hash): void {
    hash.copy(this.bytes, index * HASH_BYTES);
  }

  /** Another table with the same hashes. */
  copy(): HashTable {
    const copied = new HashTable();
    copied.bytes = Buffer.from(this.bytes);
    copied.count = this.count;
    return copied;
  }

  /** Neighbours from `start` to `end`, exclusive; fewer at the end. */
  slice(start: number, end: number): readonly Hash[] {
    const last = Math.min(end, this.count);
    return Array.from({ length: Math.max(0, last - start) }, (_, place) =>
      this.bytes.subarray((start + place) * HASH_BYTES, (start + place + 1) * HASH_BYTES),
    );
  }

  /** The same neighbours side by side. */
  bytesOf(start: number, end: number): Buffer {
    return this.bytes.subarray(start * HASH_BYTES, Math.min(end, this.count) * HASH_BYTES);
  }
}
