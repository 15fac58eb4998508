/** How many of some positions, which ascend, are not after one. */
export function countUpTo(positions: readonly number[], position: number): number {
  let [low, high] = [0, positions.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((positions[middle] ?? position) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}
