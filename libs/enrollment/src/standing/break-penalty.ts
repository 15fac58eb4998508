import type { Fen } from '../fen.js';
import { type Account, balanceOf, declared, emptyAccount, granted, revalued } from './account.js';
import type { Member } from './member.js';
import { type Moment, momentEvents } from './moments.js';
import type { Dated } from './series.js';

/**
 * The break penalty: at each resident enrolment an amount for every break year that no earlier one was charged for,
 * whatever lies between. It is never restored (R23); exemption from the wait does not spare it.
 *
 * @clause 皖医保发〔2024〕6号 一(二); 晋医保发〔2025〕3号 一(二): each year of interruption lowers the ceiling (R2).
 */
export function breakPenaltySeries(
  member: Member,
  moments: readonly Moment[],
  breakYears: readonly number[],
): readonly Dated<Fen>[] {
  const series: Dated<Fen>[] = [];
  const charged = new Set<number>();
  let account: Account = emptyAccount;
  let last: string | undefined;
  for (const moment of moments) {
    const before = account;
    let answered: readonly number[] = [];
    const { rules } = moment;
    const amount = rules['penalty.amountFen'];
    if (moment.kind === 'opening') account = declared(member.opening?.data.breakPenaltyFen ?? (0 as Fen));
    else if (moment.kind === 'move') account = revalued(account, amount);
    else if (moment.kind === 'enrolment' && amount > 0) {
      const within = rules.readings.R34 === 'yes' ? moment.enrolment.breakYears : breakYears;
      answered = within.filter((year) => year < moment.enrolment.year && !charged.has(year));
      for (const year of breakYears) if (year < moment.enrolment.year) charged.add(year);
      const counted = Math.max(0, answered.length - (rules.readings.R2 === 'no' ? 1 : 0));
      account = counted === 0 ? account : granted(account, amount, counted);
    }
    if (balanceOf(account) === balanceOf(before)) continue;
    last = tracePenalty(member, moment, account, answered, last);
    series.push({ on: moment.on, value: balanceOf(account), cause: moment.kind, stepId: last });
  }
  return series;
}

function tracePenalty(
  member: Member,
  moment: Moment,
  account: Account,
  answered: readonly number[],
  last: string | undefined,
): string | undefined {
  const { trace } = member;
  if (trace === undefined) return undefined;
  const id = `penalty:${moment.on}`;
  trace.step({
    id,
    rule: moment.kind === 'opening' ? 'opening' : 'breaks.penalty',
    value: balanceOf(account),
    unit: 'fen',
    formula: `${String(account.declaredFen)} + ${String(account.grants)} break years`,
    inputs: last === undefined ? [] : [last],
    readingIds: moment.kind === 'enrolment' ? ['R2', 'R3'] : [],
    eventIds: momentEvents(member, moment),
    absent: answered.map((coverageYear) => ({ type: 'PremiumPaid', coverageYear })),
    rules: moment.rules,
    clauseOf: 'penalty.amountFen',
  });
  return id;
}
