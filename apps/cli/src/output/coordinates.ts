import type { Say } from '../language.js';
import type { DataRecord } from './csv.js';

/** What an answer is as of (docs/api.md §2); a derivation from given facts has no position. */
export interface Coordinates {
  readonly on: string;
  readonly knownAt?: string | null;
  readonly position?: number | null;
  readonly packs: readonly { readonly id: string; readonly version: string; readonly digest: string }[];
  readonly engine: string;
}

/** Hexadecimal digits by which a pack's digest is shown. */
const SHOWN_DIGITS = 4;

/** Coordinates in both forms in which an answer ends with them. */
export interface PrintedCoordinates {
  readonly line: string;
  readonly record: DataRecord;
}

/** Coordinates on one line: `on 2028-03-15 | pos:52114903 | fujian@1 8c1e | 1.0.3`. */
export function coordinatesLine({ on, knownAt, position, packs, engine }: Coordinates): string {
  const known = typeof position === 'number' ? `pos:${position}` : (knownAt ?? null);
  const versions = packs.map(
    ({ id, version, digest }) => `${id}@${version} ${digest.replace(/^sha256:/, '').slice(0, SHOWN_DIGITS)}`,
  );
  const packsUsed = versions.length === 0 ? [] : [versions.join(', ')];
  return [`on ${on}`, ...(known === null ? [] : [known]), ...packsUsed, engine].join(' | ');
}

/** The coordinates of an answer, and whether it is under another pack or reading than the member's own. */
export function asOf(
  answer: { readonly hypothetical: boolean; readonly coordinates: Coordinates },
  say: Say,
): PrintedCoordinates {
  const { hypothetical, coordinates } = answer;
  const line = coordinatesLine(coordinates);
  if (!hypothetical) return { line, record: { coordinates } };
  return {
    line: `${line} | ${say({ zh: '假设', en: 'what if' })}`,
    record: { coordinates, hypothetical },
  };
}
