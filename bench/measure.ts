/** Nanoseconds of processor time per unit of work over some rounds: the middle round, and those a quarter and three quarters up. */
export interface Spread {
  readonly middle: number;
  readonly low: number;
  readonly high: number;
}

/** How often work is done, and for how many units each time. */
export interface Rounds {
  readonly units: number;
  readonly counted: number;
  /** Rounds before those, until the code is compiled. */
  readonly warmUp: number;
}

/**
 * What several kinds of work cost, which take turns round by round, there and back: what else the machine does, and what
 * the collector left for later, falls on each of them alike. Waiting for a processor is not counted.
 */
export function takingTurns<N extends string>(
  works: Readonly<Record<N, () => void>>,
  { counted, units, warmUp }: Rounds,
): Readonly<Record<N, Spread>> {
  const names = Object.keys(works) as N[];
  const times = new Map<N, number[]>(names.map((name) => [name, []]));
  for (let round = -warmUp; round < counted; round += 1) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      const start = processorMicroseconds();
      works[name]();
      const nanoseconds = 1000 * (processorMicroseconds() - start);
      if (round >= 0) times.get(name)?.push(nanoseconds / units);
    }
  }
  return Object.fromEntries(names.map((name) => [name, spreadOf(times.get(name) ?? [])])) as Record<
    N,
    Spread
  >;
}

/** What all threads of this process have used of the processors. */
function processorMicroseconds(): number {
  const { system, user } = process.cpuUsage();
  return system + user;
}

function spreadOf(figures: readonly number[]): Spread {
  return { middle: median(figures), low: percentile(figures, 0.25), high: percentile(figures, 0.75) };
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
