import { startOfYear } from '../../calendar/civil-date.js';
import { fen, type Fen } from '../../fen.js';
import type { Amount } from '../../parameters.js';
import type { Rules } from '../../rules.js';
import type { ReadingId } from '../../readings.js';
import {
  type Account,
  balanceOf,
  declared,
  emptyAccount,
  type Grant,
  granted,
  revalued,
  withLimit,
} from './account.js';
import { counted } from '../counted.js';
import type { Member } from '../member/member.js';
import { type Moment, momentEvents } from './moments.js';
import { type Dated, valueOn } from './series.js';
import type { Trace } from '../trace.js';

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
    let charge: Charge = nothingCharged;
    if (moment.kind === 'opening') {
      account = declared(member.opening?.data.breakPenaltyFen ?? fen(0));
      if (balanceOf(account) !== 0) charge = declaredCharge;
    } else if (moment.kind === 'move') {
      account = revalued(member, account, penaltyOn(moment, 0));
      if (account !== before) charge = { ...charge, readingIds: withLimit(charge.readingIds, account) };
    } else if (moment.kind === 'enrolment') {
      const { year } = moment.enrolment;
      if (!isNothing(amount)) {
        const open = openYears(breakYears, charged, year);
        charged += open.length;
        charge = chargeFor(member, moment, open);
        const times = Math.max(0, charge.years.length - (rules.readings.R2 === 'no' ? 1 : 0));
        if (times > 0) {
          account = granted(member, account, penaltyOn(moment, times));
          charge = { ...charge, readingIds: withLimit(charge.readingIds, account) };
        }
      }
      if (balanceOf(account) !== 0 && isRestored(rules, valueOn(streak, on, 0))) {
        account = emptyAccount;
        charge = { ...charge, readingIds: [...charge.readingIds, 'R23'] };
      }
    } else continue;
    if (charge.readingIds.length === 0 && balanceOf(account) === balanceOf(before)) continue;
    if (member.trace !== undefined) {
      const id = `penalty:${String(series.length + 1)}:${on}`;
      tracePenalty(member, member.trace, moment, { id, account, charge, last });
      last = id;
    }
    const { readingIds } = charge;
    series.push({ on, value: balanceOf(account), cause: moment.kind, readingIds, stepId: last });
  }
  return series;
}

/** The penalty of so many break years at a moment. */
function penaltyOn({ on, rules }: Moment, times: number): Grant {
  const amount = rules['penalty.perBreakYear'];
  return { on, rules, amount, limit: rules['penalty.limit'], times, elsewhereFen: fen(0) };
}

/** The break years before a year that no earlier enrolment was charged for: both lists ascend. */
function openYears(breakYears: readonly number[], charged: number, year: number): readonly number[] {
  let end = charged;
  while (end < breakYears.length && (breakYears[end] ?? year) < year) end += 1;
  return end === charged ? noYears : breakYears.slice(charged, end);
}

const noYears: readonly number[] = [];

/** True where a region lowers no ceiling. */
function isNothing(amount: Amount): boolean {
  return 'amountFen' in amount ? amount.amountFen === 0 : amount.percentOfBase === 0;
}

/** True at the start of the year after so many full years in a row (R23). */
function isRestored({ readings: { R23 } }: Rules, streakYears: number): boolean {
  return R23 !== 'never' && streakYears > R23['after-years'];
}

/** The break years that an enrolment is charged for, and the readings that decided it. */
interface Charge {
  readonly years: readonly number[];
  readonly readingIds: readonly ReadingId[];
}

const nothingCharged: Charge = { years: [], readingIds: [] };

/** What an opening balance declares may be restored some day, or never. */
const declaredCharge: Charge = { years: [], readingIds: ['R23'] };

/** Every break year not charged yet; R34 may forgive those before an employee spell. */
function chargeFor(member: Member, { on, rules }: Moment, open: readonly number[]): Charge {
  if (open.length === 0) return nothingCharged;
  const lastSpell = member.employee.filter(({ from }) => from < on).at(-1);
  const forgiven = open.filter((year) => lastSpell !== undefined && startOfYear(year) < lastSpell.from);
  const years = rules.readings.R34 === 'yes' ? open.filter((year) => !forgiven.includes(year)) : open;
  return { years, readingIds: forgiven.length > 0 ? ['R2', 'R3', 'R23', 'R34'] : ['R2', 'R3', 'R23'] };
}

function tracePenalty(
  member: Member,
  trace: Trace,
  moment: Moment,
  step: {
    readonly id: string;
    readonly account: Account;
    readonly charge: Charge;
    readonly last: string | undefined;
  },
): void {
  const { id, account, charge, last } = step;
  trace.step(id, () => ({
    rule: moment.kind === 'opening' ? 'opening' : 'breaks.penalty',
    value: balanceOf(account),
    unit: 'fen',
    formula: `${String(account.declaredFen)} + ${counted(account.grants, 'break year')}`,
    inputs: last === undefined ? [] : [last],
    readingIds: charge.readingIds,
    eventIds: momentEvents(member, moment),
    absent: charge.years.map((coverageYear) => ({ type: 'PremiumPaid', coverageYear })),
    rules: moment.rules,
    clauseOf: 'penalty.perBreakYear',
  }));
}
