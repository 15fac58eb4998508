import type { Fen } from '../../fen.js';
import { ContinuousCredit } from './continuous-credit.js';
import type { Member } from '../member/member.js';
import type { Moment } from './moments.js';
import type { Dated } from './series.js';
import type { ZeroClaimBalance } from './zero-claim-balance.js';
import { ZeroClaimCredit } from './zero-claim-credit.js';
import type { ServiceYears } from './zero-claim-year.js';

/** The two balances that raise a ceiling. */
export interface Credits {
  readonly continuous: readonly Dated<Fen | null>[];
  readonly zeroClaim: readonly Dated<ZeroClaimBalance>[];
}

/**
 * Both credits, moment by moment: they share one limit, which R21 may apply to each grant, the continuous credit of a day
 * before the zero-claim credit.
 */
export function creditSeries(
  member: Member,
  moments: readonly Moment[],
  streak: readonly Dated<number>[],
  service: ServiceYears,
): Credits {
  const continuous = new ContinuousCredit(member, streak);
  const zeroClaim = new ZeroClaimCredit(member, service);
  for (const moment of moments) {
    continuous.take(moment, zeroClaim);
    zeroClaim.take(moment, continuous);
  }
  return { continuous: continuous.series, zeroClaim: zeroClaim.series };
}
