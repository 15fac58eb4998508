/** A duration in nanoseconds per unit of work: the median of some rounds, after one that is not counted. */
export function medianNsPer(units: number, work: () => void, rounds = 5): number {
  work();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = process.hrtime.bigint();
    work();
    times.push(Number(process.hrtime.bigint() - start) / units);
  }
  return median(times);
}

/** The middle of some figures. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The figure that a share of some figures does not exceed, the share from 0 to 1. */
export function percentile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** One line of the report: a ratio taken within this run, beside its floor or limit where one is named. */
export interface Figure {
  readonly name: string;
  readonly ratio: number;
  readonly bound?: { readonly kind: 'at-least' | 'at-most'; readonly value: number };
  readonly detail: string;
}

/** True where a figure keeps its bound, or has none. */
export function isMet({ ratio, bound }: Figure): boolean {
  if (bound === undefined) return true;
  return bound.kind === 'at-least' ? ratio >= bound.value : ratio <= bound.value;
}
