import { startOfYear } from '../calendar/civil-date.js';
import type { Fen } from '../fen.js';
import type { ReadingId } from '../policy-pack.js';
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
    const { rules } = moment;
    const amount = rules['penalty.amountFen'];
    let charge: Charge = nothingCharged;
    if (moment.kind === 'opening') account = declared(member.opening?.data.breakPenaltyFen ?? (0 as Fen));
    else if (moment.kind === 'move') account = revalued(account, amount);
    else if (moment.kind === 'enrolment' && amount > 0) {
      const open = breakYears.filter((year) => year < moment.enrolment.year && !charged.has(year));
      charge = chargeFor(member, moment, open);
      for (const year of open) charged.add(year);
      const counted = Math.max(0, charge.years.length - (rules.readings.R2 === 'no' ? 1 : 0));
      if (counted > 0) account = granted(account, amount, counted);
    }
    if (balanceOf(account) === balanceOf(before) && charge.readingIds.length === 0) continue;
    const id = `penalty:${String(series.length + 1)}:${moment.on}`;
    last = tracePenalty(member, moment, { id, account, charge, last });
    series.push({
      on: moment.on,
      value: balanceOf(account),
      cause: moment.kind,
      readingIds: charge.readingIds,
      stepId: last,
    });
  }
  return series;
}

/** The break years that an enrolment is charged for, and the readings that decided it. */
interface Charge {
  readonly years: readonly number[];
  readonly readingIds: readonly ReadingId[];
}

const nothingCharged: Charge = { years: [], readingIds: [] };

/** Every break year not charged yet; R34 may forgive those before an employee spell. */
function chargeFor(member: Member, { on, rules }: Moment, open: readonly number[]): Charge {
  if (open.length === 0) return nothingCharged;
  const lastSpell = member.employee.filter(({ from }) => from < on).at(-1);
  const forgiven = open.filter((year) => lastSpell !== undefined && startOfYear(year) < lastSpell.from);
  const years = rules.readings.R34 === 'yes' ? open.filter((year) => !forgiven.includes(year)) : open;
  return { years, readingIds: forgiven.length > 0 ? ['R2', 'R3', 'R34'] : ['R2', 'R3'] };
}

function tracePenalty(
  member: Member,
  moment: Moment,
  step: {
    readonly id: string;
    readonly account: Account;
    readonly charge: Charge;
    readonly last: string | undefined;
  },
): string | undefined {
  if (member.trace === undefined) return undefined;
  const { id, account, charge, last } = step;
  member.trace.step({
    id,
    rule: moment.kind === 'opening' ? 'opening' : 'breaks.penalty',
    value: balanceOf(account),
    unit: 'fen',
    formula: `${String(account.declaredFen)} + ${String(account.grants)} break years`,
    inputs: last === undefined ? [] : [last],
    readingIds: charge.readingIds,
    eventIds: momentEvents(member, moment),
    absent: charge.years.map((coverageYear) => ({ type: 'PremiumPaid', coverageYear })),
    rules: moment.rules,
    clauseOf: 'penalty.amountFen',
  });
  return id;
}
