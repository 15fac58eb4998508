import type { Fen } from '../fen.js';
import { type Account, balanceOf, declared, emptyAccount, granted, revalued } from './account.js';
import type { Enrolment } from './enrolment.js';
import { type Member, rulesOn } from './member.js';
import { type Moment, momentEvents } from './moments.js';
import { type Dated, valueOn } from './series.js';
import { isResidentYear } from './streak.js';

/** Who earns, and when it counts: at once, or from the next 1 January (R5). */
type Grant = 'none' | 'at-once' | 'next-january';

/**
 * The continuous credit: an amount for every resident year after the first full ones (default: from year 5 on). Breaks
 * never take away what was earned, unless R24 says so.
 *
 * @clause 国办发〔2024〕38号 二(三); 闽政办〔2025〕3号 二(一), 二(三) (an extended payment earns none, R16); ZJKC73-2025-0001
 * 二(三)1; 皖医保发〔2024〕6号 一(二); 晋医保发〔2025〕3号 一(二).
 */
export function continuousCreditSeries(
  member: Member,
  moments: readonly Moment[],
  streak: readonly Dated<number>[],
): readonly Dated<Fen>[] {
  const series: Dated<Fen>[] = [];
  let account: Account = emptyAccount;
  let pending = 0;
  let last: string | undefined;
  for (const moment of moments) {
    const before = account;
    const { rules } = moment;
    const amount = rules['continuous.amountFen'];
    switch (moment.kind) {
      case 'opening':
        account = declared(member.opening?.data.continuousCreditFen ?? (0 as Fen));
        break;
      case 'move':
        account = revalued(account, amount);
        break;
      case 'after-break':
        if (rules.readings.R24 === 'zero-claim' || rules.readings.R24 === 'none') account = emptyAccount;
        break;
      case 'reset':
        if (moment.reset.isCertain && rules.readings.R20 === 'both') account = emptyAccount;
        break;
      case 'january':
        account = granted(account, amount, pending);
        pending = 0;
        break;
      case 'enrolment': {
        const grant = grantFor(member, moment.enrolment, valueOn(streak, moment.on, 0));
        if (grant === 'at-once') account = granted(account, amount);
        if (grant === 'next-january') pending += 1;
        break;
      }
    }
    if (account === before || balanceOf(account) === balanceOf(before)) continue;
    last = traceCredit(member, moment, account, last);
    series.push({
      on: moment.on,
      value: balanceOf(account),
      cause: moment.kind,
      stepId: last,
    });
  }
  return series;
}

function grantFor(member: Member, enrolment: Enrolment, streakYears: number): Grant {
  if (!isResidentYear(member, enrolment)) return 'none';
  const rules = rulesOn(member, enrolment.startsOn);
  if (streakYears <= rules['continuous.afterYears']) return 'none';
  if (enrolment.paidClass === 'extended' && rules.readings.R16 !== 'not-applicable') {
    traceRefused(member, enrolment, 'a payment in the window', 'extended');
    return 'none';
  }
  if (enrolment.paidClass === 'late' && rules.readings.R32 === 'no') {
    traceRefused(member, enrolment, 'a payment in time', 'late');
    return 'none';
  }
  return rules.readings.R5 === 'next-january' ? 'next-january' : 'at-once';
}

function traceRefused(member: Member, enrolment: Enrolment, needed: string, seen: string): void {
  member.trace?.notApplied(`continuous:${enrolment.startsOn}`, 'continuous.credit', needed, seen);
}

function traceCredit(
  member: Member,
  moment: Moment,
  account: Account,
  last: string | undefined,
): string | undefined {
  const { trace } = member;
  if (trace === undefined) return undefined;
  const id = `continuous:${moment.on}`;
  trace.step({
    id,
    rule: moment.kind === 'opening' ? 'opening' : 'continuous.credit',
    value: balanceOf(account),
    unit: 'fen',
    formula: `${String(account.declaredFen)} + ${String(account.grants)} grants`,
    inputs: [
      ...(last === undefined ? [] : [last]),
      ...(moment.kind === 'enrolment' ? [`streak:${moment.on}:enrolment`] : []),
    ],
    readingIds: moment.kind === 'enrolment' ? ['R4', 'R5'] : [],
    eventIds: momentEvents(member, moment),
    rules: moment.rules,
    clauseOf: 'continuous.amountFen',
  });
  return id;
}
