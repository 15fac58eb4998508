import { FEN_PER_YUAN } from '#libs/enrollment';
import { neighbouringDays } from './neighbouring-days.js';
import { PROBE, type Schema } from './schema.js';
import type { Donors, Spot } from './spot.js';

/** What is tried where nothing stands, no word may, and no other pack has anything: months, then a year. */
const PLAUSIBLE_NUMBERS = [12, 2030];

/**
 * What may be tried at a place instead of what stands there, though not all of it need be legal: a number one less and
 * one more (an amount: a yuan), a flag flipped, every other word of a closed list, the days before and after, `null`, or
 * something where `null` stands.
 */
export function candidatesAt(spot: Spot, schema: Schema, donors: Donors): readonly unknown[] {
  const { value } = spot;
  if (value === null) return fillingsOf(spot, schema, donors);
  if (typeof value === 'boolean') return [!value, null];
  if (typeof value === 'number') return [value - stepOf(spot), value + stepOf(spot), null];
  if (typeof value !== 'string') return [null];
  const words = schema.wordsFor(spot.put(PROBE));
  if (words.length > 0) return [...words, null];
  const texts = (donors.get(spot.kind) ?? []).filter((donor) => typeof donor === 'string');
  return [...neighbouringDays(value), ...texts, null];
}

/** What may fill a place where nothing stands: a word, what other packs have, or else a number. */
function fillingsOf(spot: Spot, schema: Schema, donors: Donors): readonly unknown[] {
  const known = [...schema.wordsFor(spot.put(PROBE)), ...(donors.get(spot.kind) ?? [])];
  if (known.length > 0) return known;
  const numbers = PLAUSIBLE_NUMBERS.map((number) => number * stepOf(spot));
  return numbers.filter((number) => schema.isLegal(spot.put(number))).slice(0, 1);
}

/** The least difference that a case with exact figures shows: 1, or a yuan in fen. */
function stepOf({ key }: Spot): number {
  return key.endsWith('Fen') ? FEN_PER_YUAN : 1;
}
