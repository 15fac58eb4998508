import { type Fen, percentOf } from '../fen.js';
import type { Limit } from '../policy-pack.js';

/** What a limit allows in a year with the given base ceiling, rounded down to a fen. */
export function limitFen(limit: Limit, base: Fen): Fen {
  return 'percentOfBase' in limit ? percentOf(base, limit.percentOfBase) : limit.amountFen;
}
