import { fen, type Fen } from '../fen.js';

/**
 * A balance that grants build up. What an opening balance declared stays as declared; what the ledger granted is
 * counted too, so that a move can value it anew (docs/domain.md §4.13).
 */
export interface Account {
  readonly declaredFen: number;
  readonly grants: number;
  readonly grantedFen: number;
}

export const emptyAccount: Account = { declaredFen: 0, grants: 0, grantedFen: 0 };

/** An account that holds what an older system declared. */
export function declared(amount: Fen): Account {
  return { declaredFen: amount, grants: 0, grantedFen: 0 };
}

/** The account after a number of grants of one amount. */
export function granted(account: Account, amount: Fen, times = 1): Account {
  const { declaredFen, grants, grantedFen } = account;
  return { declaredFen, grants: grants + times, grantedFen: grantedFen + times * amount };
}

/** The account with every grant of the ledger valued at the amount of another region. */
export function revalued(account: Account, amount: Fen): Account {
  const { declaredFen, grants } = account;
  return { declaredFen, grants, grantedFen: grants * amount };
}

/** The balance of an account, raw: limits apply when it is read into a ceiling. */
export function balanceOf(account: Account): Fen {
  return fen(account.declaredFen + account.grantedFen);
}
