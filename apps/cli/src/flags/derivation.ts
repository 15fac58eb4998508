import { parseKnownAt } from '#libs/policy';
import { wholeNumberOf, wrongValue } from './parse.js';

/** The word for a region without a ceiling; a parser that gave null would give nothing. */
export const NO_CEILING = 'none';

/** Reads the `--known-at` of a derivation: an instant or a day. A position would need a ledger. */
export function momentOf(value: string): string {
  if (parseKnownAt(value) !== null) return value;
  throw wrongValue('--known-at', value, {
    zh: '时刻 2028-03-15T10:00:00+08:00 或日期 2028-03-15',
    en: 'an instant 2028-03-15T10:00:00+08:00, or a day 2028-03-15',
  });
}

/** Reads `--base-ceiling-fen`. */
export function ceilingOf(value: string): number | typeof NO_CEILING {
  if (value === NO_CEILING) return NO_CEILING;
  return wholeNumberOf('--base-ceiling-fen', { min: 0, max: Number.MAX_SAFE_INTEGER })(value);
}
