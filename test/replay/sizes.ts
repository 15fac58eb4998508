/** True where the full counts are asked for (`npm run test:full`). */
export const isFull = process.env['CANBAO_FULL'] === '1';

/**
 * How often a property is tried: so many times from a fixed seed, in the full run ten times as often from a new one,
 * which a failure prints.
 */
export function tried(
  numRuns: number,
  seed = 20280315,
): { readonly numRuns: number; readonly seed?: number } {
  return isFull ? { numRuns: numRuns * 10 } : { numRuns, seed };
}

/**
 * How many examples a property must at least have met, so that it cannot pass by trying nothing; no number in a
 * mutation run, which tries a tenth as often (docs/mutation.md).
 */
export function enough(count: number): number {
  return process.env['CANBAO_FEW_RUNS'] === '1' ? 0 : count;
}
