import type { CivilDate } from '../../calendar/civil-date.js';
import type { Fen } from '../../fen.js';

/** The zero-claim balance; null where it is indeterminate. */
export interface ZeroClaimBalance {
  readonly fen: Fen | null;
  /** First day on which each credit in the balance is final; null: never. */
  readonly finalOn: readonly (CivilDate | null)[];
}

/** Where nothing was ever credited. */
export const noZeroClaimCredit: ZeroClaimBalance = { fen: 0 as Fen, finalOn: [] };
