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
  /** True where its limit cut the last grant, or may have (R21 `grant`). */
  readonly isCut: boolean;
}

export const emptyAccount: Account = { declaredFen: 0, grants: 0, grantedFen: 0, isCut: false };

/** An account that holds what an older system declared. */
export function declared(amount: Fen): Account {
  return { declaredFen: amount, grants: 0, grantedFen: 0, isCut: false };
}

/** The account of which nobody can say any more what it holds. */
export function indeterminate(account: Account): Account {
  return { ...account, grantedFen: null };
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
  const { declaredFen, grants, grantedFen } = account;
  const isFixed = 'amountFen' in amount && rules.readings.R21 === 'read';
  if (isFixed) {
    const sum = grantedFen === null ? null : grantedFen + times * amount.amountFen;
    return { declaredFen, grants: grants + times, grantedFen: sum, isCut: false };
  }
  const base = baseCeilingOn(member, on);
  const each = amountFen(amount, base);
  // Where there is no ceiling there is nothing to limit.
  const most = rules.readings.R21 === 'read' || base === null ? Infinity : amountFen(limit, base);
  if (grantedFen === null || each === null || most === null || grant.elsewhereFen === null)
    return { declaredFen, grants: grants + times, grantedFen: null, isCut: most === null };
  const room = Math.max(0, most - declaredFen - grantedFen - grant.elsewhereFen);
  const sum = grantedFen + Math.min(times * each, room);
  return { declaredFen, grants: grants + times, grantedFen: sum, isCut: times * each > room };
}

/** The readings of a grant, with R21 where its limit cut the grant, or may have. */
export function withLimit(readingIds: readonly ReadingId[], { isCut }: Account): readonly ReadingId[] {
  return isCut ? [...readingIds, 'R21'] : readingIds;
}

/** The account with every grant of the ledger valued as in another region, that of the day. */
export function revalued(member: Member, account: Account, grant: Omit<Grant, 'times'>): Account {
  const { declaredFen, grants, grantedFen } = account;
  // No grant is worth nothing anywhere, also where an amount is unknown.
  if (grantedFen === null || grants === 0) return account;
  const unvalued: Account = { declaredFen, grants: 0, grantedFen: 0, isCut: false };
  return granted(member, unvalued, { ...grant, times: grants });
}
