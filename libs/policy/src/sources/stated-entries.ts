import type { Clause } from '#libs/enrollment';
import type { LoadedPack } from '../pack/pack-library.js';
import { showPack } from '../pack/pack-report.js';

/** What the rows of a table may name. */
export interface StatedEntries {
  /** Every parameter (as a pack file writes it), every reading and the dates of a head. */
  readonly known: readonly string[];
  /** What the pack file states itself, with the clauses that it cites; null for a date, which any row may carry. */
  readonly own: ReadonlyMap<string, readonly Clause[] | null>;
}

/** Dates of the head of a pack: they rest on the text and have no clause of their own. */
const HEAD_DATES = ['publishedOn', 'effectiveFrom', 'inForceUntil'] as const;

/** The entries of a pack, by the names that its file uses. */
export function statedEntries(loaded: LoadedPack): StatedEntries {
  const { parameters, readings } = showPack(loaded);
  const entries = [
    ...parameters.map((shown) => ({ ...shown, name: shown.key })),
    ...readings.map((shown) => ({ ...shown, name: shown.id })),
  ];
  const own = new Map<string, readonly Clause[] | null>();
  for (const { name, clause, origin } of entries) {
    if (origin === 'own') own.set(name, [...(own.get(name) ?? []), clause]);
  }
  for (const name of HEAD_DATES) {
    // A date that is left open with a note is a decision on the text as much as one that is set.
    if (loaded.pack[name] !== null || loaded.notes[name] !== undefined) own.set(name, null);
  }
  return { known: [...new Set(entries.map(({ name }) => name)), ...HEAD_DATES], own };
}
