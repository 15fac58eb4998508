import type { Fen } from '../fen.js';
import type { Rules } from '../policy-book.js';
import type { ReadingId } from '../policy-pack.js';
import { type Account, balanceOf, declared, emptyAccount, granted, revalued } from './account.js';
import type { Enrolment } from './enrolment.js';
import type { Member } from './member.js';
import { type Moment, momentEvents } from './moments.js';
import { type Dated, entryOn, valueOn } from './series.js';
import { isResidentYear } from './streak.js';

/** What a year earns: an amount at once or from the next 1 January (R5), or nothing, and which reading said so. */
interface Grant {
  readonly counts: 'at-once' | 'next-january' | 'not';
  readonly readingIds: readonly ReadingId[];
  /** Why a year that is long enough earns nothing. */
  readonly refused?: { readonly needed: string; readonly seen: string };
}

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
    const { R20, R24 } = rules.readings;
    const amount = rules['continuous.amountFen'];
    const hasBalance = balanceOf(account) > 0;
    let readingIds: readonly ReadingId[] = [];
    let refused: Grant['refused'];
    switch (moment.kind) {
      case 'opening':
        account = declared(member.opening?.data.continuousCreditFen ?? (0 as Fen));
        break;
      case 'move':
        account = revalued(account, amount);
        break;
      case 'after-break':
        if (R24 === 'zero-claim' || R24 === 'none') account = emptyAccount;
        if (hasBalance) readingIds = ['R24'];
        break;
      case 'reset':
        if (moment.reset.isCertain && R20 === 'both') account = emptyAccount;
        if (moment.reset.isCertain && hasBalance) readingIds = ['R20'];
        break;
      case 'january':
        account = granted(account, amount, pending);
        if (pending > 0) readingIds = ['R5'];
        pending = 0;
        break;
      case 'enrolment': {
        const grant = grantFor(member, moment.enrolment, rules, valueOn(streak, moment.on, 0));
        if (grant.counts === 'at-once') account = granted(account, amount);
        if (grant.counts === 'next-january') pending += 1;
        ({ readingIds, refused } = { refused: undefined, ...grant });
        break;
      }
    }
    if (balanceOf(account) === balanceOf(before) && readingIds.length === 0) continue;
    const id = `continuous:${String(series.length + 1)}:${moment.on}`;
    const inputs = [last, moment.kind === 'enrolment' ? entryOn(streak, moment.on)?.stepId : undefined];
    last = traceCredit(member, moment, {
      id,
      account,
      readingIds,
      inputs: inputs.flatMap((each) => each ?? []),
    });
    if (refused !== undefined)
      member.trace?.notApplied(id, 'continuous.credit', refused.needed, refused.seen);
    series.push({ on: moment.on, value: balanceOf(account), cause: moment.kind, readingIds, stepId: last });
  }
  return series;
}

const nothing: Grant = { counts: 'not', readingIds: [] };

function grantFor(member: Member, enrolment: Enrolment, rules: Rules, streakYears: number): Grant {
  const { R5, R32 } = rules.readings;
  if (!isResidentYear(member, enrolment) || streakYears <= rules['continuous.afterYears']) return nothing;
  if (enrolment.paidClass === 'extended') {
    return {
      ...nothing,
      readingIds: ['R16'],
      refused: { needed: 'a payment in the window', seen: 'extended' },
    };
  }
  if (enrolment.paidClass === 'late' && R32 === 'no') {
    return { ...nothing, readingIds: ['R32'], refused: { needed: 'a payment in time', seen: 'late' } };
  }
  const readingIds: readonly ReadingId[] =
    enrolment.paidClass === 'late' ? ['R4', 'R5', 'R32'] : ['R4', 'R5'];
  return { counts: R5 === 'next-january' ? 'next-january' : 'at-once', readingIds };
}

function traceCredit(
  member: Member,
  moment: Moment,
  step: {
    readonly id: string;
    readonly account: Account;
    readonly inputs: readonly string[];
    readonly readingIds: readonly ReadingId[];
  },
): string | undefined {
  if (member.trace === undefined) return undefined;
  const { id, account, inputs, readingIds } = step;
  member.trace.step({
    id,
    rule: moment.kind === 'opening' ? 'opening' : 'continuous.credit',
    value: balanceOf(account),
    unit: 'fen',
    formula: `${String(account.declaredFen)} + ${String(account.grants)} grants`,
    inputs,
    readingIds,
    eventIds: momentEvents(member, moment),
    rules: moment.rules,
    clauseOf:
      moment.kind === 'after-break' ? 'R24' : moment.kind === 'reset' ? 'R20' : 'continuous.amountFen',
  });
  return id;
}
