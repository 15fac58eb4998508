/** Chance that comes out alike for the same seed: the same stream of numbers on every machine. */
export class Chance {
  private state: number;

  /** @param seed what the numbers depend on, e.g. the seed of a population and the number of a member */
  constructor(seed: readonly number[]) {
    // Mixed one after the other, so that neighbouring members have nothing in common.
    this.state = seed.reduce((mixed, each) => mix(mixed ^ mix(each)), 0x9e3779b9);
  }

  /** A number from 0 (inclusive) to 1 (exclusive): mulberry32. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** True in so many of 1,000 cases. */
  permille(share: number): boolean {
    return this.next() * 1000 < share;
  }

  /** A whole number between two, both inclusive. */
  between(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /** One of a list. */
  oneOf<T>(list: readonly [T, ...T[]]): T {
    return list[Math.floor(this.next() * list.length)] ?? list[0];
  }
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) | 0;
}
