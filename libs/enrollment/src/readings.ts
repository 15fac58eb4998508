import { BALANCE_READINGS } from './readings/balances.js';
import type { Reading } from './readings/reading.js';
import { WAIT_READINGS } from './readings/waits.js';

const registered = { ...WAIT_READINGS, ...BALANCE_READINGS };

type Registered = typeof registered;

export type ReadingId = keyof Registered;

/**
 * Where the text leaves a choice (docs/domain.md §6): the choice of each reading. A pack says which it is and why; a
 * question may ask what another would give.
 */
export type Readings = {
  readonly [R in ReadingId]: Registered[R] extends Reading<infer C> ? C : never;
};

/** Every reading, by number. */
export const READING_IDS: readonly ReadingId[] = (Object.keys(registered) as ReadingId[]).sort(
  (a, b) => Number(a.slice(1)) - Number(b.slice(1)),
);

/** The register of readings. */
export const READINGS: { readonly [R in ReadingId]: Reading<Readings[R]> } = registered;
