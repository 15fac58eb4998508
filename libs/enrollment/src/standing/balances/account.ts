import type { CivilDate } from '../../calendar/civil-date.js';
import { fen, type Fen } from '../../fen.js';
import type { Amount } from '../../parameters.js';
import type { Rules } from '../../rules.js';
import type { ReadingId } from '../../readings.js';
import { amountFen } from './amount.js';
import { baseCeilingOn } from './base-ceiling.js';
import type { Member } from '../member/member.js';

/**
 * A balance that grants build up. What an opening balance declared stays as declared; what the ledger granted is
 * counted too, so that a move can value it anew (docs/domain.md §4.13). `grantedFen` is null where nobody can say.
 */
export interface Account {
  readonly declaredFen: number;
  readonly grants: number;
  readonly grantedFen: number | null;
  /** True where R21 decided the last grant: its limit cuts it, or may, if applied at once. */
  readonly isCut: boolean;
  /** True where nobody can say whether a reset has taken its grants. */
  readonly mayBeReset: boolean;
}

export const emptyAccount: Account = {
  declaredFen: 0,
  grants: 0,
  grantedFen: 0,
  isCut: false,
  mayBeReset: false,
};

/** An account that holds what an older system declared. */
export function declared(amount: Fen): Account {
  return { ...emptyAccount, declaredFen: amount };
}

/** The account after a reset of which nobody can say whether it happened. */
export function indeterminate(account: Account): Account {
  return { ...account, grantedFen: null, mayBeReset: true };
}

/** The balance of an account, raw: limits apply when it is read into a ceiling (R21); null where nobody can say. */
export function balanceOf({ declaredFen, grantedFen }: Account): Fen | null {
  return grantedFen === null ? null : fen(declaredFen + grantedFen);
}

/** What is granted on a day: so many times an amount, within a limit where R21 applies it at once. */
export interface Grant {
  readonly on: CivilDate;
  readonly rules: Rules;
  readonly amount: Amount;
  readonly limit: Amount;
  readonly times: number;
  /** What else the limit has to hold; null where nobody can say. */
  readonly elsewhereFen: Fen | null;
}

/** The credit that shares the limit with another one. */
export interface OtherCredit {
  /** Null where nobody can say. */
  readonly balanceFen: Fen | null;
}

/** The account after a grant. A percentage of an unknown base ceiling makes it indeterminate, and so may an unknown limit. */
export function granted(member: Member, account: Account, grant: Grant): Account {
  const { amount, limit, on, rules, times } = grant;
  const { declaredFen, grantedFen } = account;
  const base = baseCeilingOn(member, on);
  const each = amountFen(amount, base);
  if (grantedFen === null || each === null) return holding(account, times, null, false);
  const whole = grantedFen + times * each;
  // Where there is no ceiling there is nothing to limit.
  if (base === null) return holding(account, times, whole, false);
  const isAtOnce = rules.readings.R21 === 'grant';
  const most = amountFen(limit, base);
  if (most === null || grant.elsewhereFen === null)
    return holding(account, times, isAtOnce ? null : whole, true);
  const room = Math.max(0, most - declaredFen - grantedFen - grant.elsewhereFen);
  const isCut = times * each > room;
  return holding(account, times, isAtOnce && isCut ? grantedFen + room : whole, isCut);
}

function holding(before: Account, times: number, grantedFen: number | null, isCut: boolean): Account {
  const { declaredFen, grants, mayBeReset } = before;
  return { declaredFen, grants: grants + times, grantedFen, isCut, mayBeReset };
}

/** The readings of a grant, with R21 where it decided it. */
export function withLimit(readingIds: readonly ReadingId[], { isCut }: Account): readonly ReadingId[] {
  return isCut ? [...readingIds, 'R21'] : readingIds;
}

/** The account with every grant of the ledger valued as in another region, that of the day, also what had no known value. */
export function revalued(member: Member, account: Account, grant: Omit<Grant, 'times'>): Account {
  const { declaredFen, grants, mayBeReset } = account;
  // No grant is worth nothing anywhere, also where an amount is unknown.
  if (mayBeReset || grants === 0) return account;
  return granted(member, { ...emptyAccount, declaredFen }, { ...grant, times: grants });
}
