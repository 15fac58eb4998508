import { fen, type Fen } from '../../fen.js';
import type { Amount } from '../../parameters.js';
import type { Rules } from '../../rules.js';
import type { Member } from '../member/member.js';
import { type Account, balanceOf, declared, emptyAccount, type Grant, granted, revalued } from './account.js';
import { chargeFor, nothingCharged, openYears } from './break-charge.js';
import { penaltyReadings } from './break-penalty-readings.js';
import { tracePenalty } from './break-penalty-steps.js';
import type { Moment } from './moments.js';
import { type Dated, valueOn } from './series.js';

/**
 * The break penalty: at each resident enrolment an amount for every break year that no earlier one was charged for,
 * whatever lies between. Exemption from the wait does not spare it. It is never restored, or after so many years without
 * a break (R23).
 *
 * @clause 皖医保发〔2024〕6号 一(二); 晋医保发〔2025〕3号 一(二): each year of interruption lowers the ceiling (R2).
 */
export function breakPenaltySeries(
  member: Member,
  moments: readonly Moment[],
  breakYears: readonly number[],
  streak: readonly Dated<number>[],
): readonly Dated<Fen | null>[] {
  const series: Dated<Fen | null>[] = [];
  let account: Account = emptyAccount;
  let last: string | undefined;
  // The break years up to here have been charged for.
  let charged = 0;
  for (const moment of moments) {
    const before = account;
    const { on, rules } = moment;
    const amount = rules['penalty.perBreakYear'];
    let charge = nothingCharged;
    let isRestored = false;
    if (moment.kind === 'opening') account = declared(member.opening?.data.breakPenaltyFen ?? fen(0));
    else if (moment.kind === 'move') account = revalued(member, account, penaltyOn(moment, 0));
    else if (moment.kind === 'enrolment') {
      if (!isNothing(amount)) {
        const open = openYears(breakYears, charged, moment.by.year);
        charged += open.length;
        charge = chargeFor(member, moment, open);
        const times = Math.max(0, charge.years.length - (rules.readings.R2 === 'no' ? 1 : 0));
        if (times > 0) account = granted(member, account, penaltyOn(moment, times));
      }
      isRestored = balanceOf(account) !== 0 && restores(rules, valueOn(streak, on, 0));
    } else continue;
    const readingIds = penaltyReadings(moment, { before, after: account, charge, isRestored });
    if (isRestored) account = emptyAccount;
    const value = balanceOf(account);
    if (readingIds.length === 0 && value === balanceOf(before)) continue;
    if (member.trace !== undefined) {
      const id = `penalty:${String(series.length + 1)}:${on}`;
      const { years } = charge;
      tracePenalty(member.trace, moment, { id, account, years, readingIds, last });
      last = id;
    }
    series.push({ on, value, cause: moment.kind, readingIds, stepId: last });
  }
  return series;
}

/** The penalty of so many break years at a moment. */
function penaltyOn({ on, rules }: Moment, times: number): Grant {
  const amount = rules['penalty.perBreakYear'];
  return { on, rules, amount, limit: rules['penalty.limit'], times, elsewhereFen: fen(0) };
}

/** True where a region lowers no ceiling. */
function isNothing(amount: Amount): boolean {
  return 'amountFen' in amount ? amount.amountFen === 0 : amount.percentOfBase === 0;
}

/** True at the start of the year after so many full years in a row (R23). */
function restores({ readings: { R23 } }: Rules, streakYears: number): boolean {
  return R23 !== 'never' && streakYears > R23['after-years'];
}
