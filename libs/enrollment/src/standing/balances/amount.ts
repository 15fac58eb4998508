import { fen, type Fen, percentOf } from '../../fen.js';
import type { Amount } from '../../parameters.js';
import type { BaseCeiling } from './base-ceiling.js';

/**
 * What an amount comes to in a year with the given base ceiling, a percentage rounded down to a fen. A percentage of no
 * ceiling is nothing; of an unknown one it is unknown (null).
 */
export function amountFen(amount: Amount, base: BaseCeiling): Fen | null {
  if ('amountFen' in amount) return amount.amountFen;
  if (base === undefined) return null;
  const part = percentOf(base ?? fen(0), amount.percentOfBase);
  return fen(Math.min(part, amount.atMostFen ?? part));
}

/** The lower of what is held and its limit under a base ceiling that is known. */
export function limited(held: number, limit: Amount, base: Fen): Fen {
  return fen(Math.min(held, amountFen(limit, base) ?? held));
}
