import { fen, type Fen } from '../../fen.js';
import type { Rules } from '../../rules.js';
import type { ReadingId } from '../../readings.js';
import {
  type Account,
  balanceOf,
  declared,
  emptyAccount,
  type Grant,
  granted,
  type OtherCredit,
  revalued,
  withLimit,
} from './account.js';
import { counted } from '../counted.js';
import type { Enrolment } from '../enrolment.js';
import type { Member } from '../member/member.js';
import { type Moment, momentEvents } from './moments.js';
import { type Dated, SeriesAtStarts } from './series.js';
import { isResidentYear } from './streak.js';
import type { Trace } from '../trace.js';

/** What a year earns: an amount at once or from the next 1 January (R5), or nothing, and which reading said so. */
interface Earned {
  readonly counts: 'at-once' | 'next-january' | 'not';
  readonly readingIds: readonly ReadingId[];
  /** Why a year that is long enough earns nothing. */
  readonly refused: { readonly needed: string; readonly seen: string } | undefined;
}

/**
 * The continuous credit: an amount for every resident year after the first full ones (default: from year 5 on). Breaks
 * never take away what was earned, unless R24 says so.
 *
 * @clause 国办发〔2024〕38号 二(三); 闽政办〔2025〕3号 二(一), 二(三) (an extended payment earns none, R16); ZJKC73-2025-0001
 * 二(三)1; 皖医保发〔2024〕6号 一(二); 晋医保发〔2025〕3号 一(二).
 */
export class ContinuousCredit {
  readonly series: Dated<Fen | null>[] = [];
  private account: Account = emptyAccount;
  private pending = 0;
  private last: string | undefined;
  private readonly streak: SeriesAtStarts<number>;

  constructor(
    private readonly member: Member,
    streak: readonly Dated<number>[],
  ) {
    this.streak = new SeriesAtStarts(streak);
  }

  get balanceFen(): Fen | null {
    return balanceOf(this.account);
  }

  /** Takes the next moment; `other` is the other credit, which shares the limit. */
  take(moment: Moment, other: OtherCredit): void {
    const { member, streak } = this;
    const before = this.account;
    const { on, rules } = moment;
    const { R20, R24 } = rules.readings;
    let readingIds = none;
    let refused: Earned['refused'];
    let streakStep: string | undefined;
    switch (moment.kind) {
      case 'opening':
        this.account = declared(member.opening?.data.continuousCreditFen ?? fen(0));
        break;
      case 'move':
        this.account = revalued(member, before, creditOn(moment, 0, other));
        if (this.account !== before) readingIds = withLimit(none, this.account);
        break;
      case 'after-break':
        if (R24 === 'zero-claim' || R24 === 'none') this.account = emptyAccount;
        if (balanceOf(before) !== 0) readingIds = ['R24'];
        break;
      case 'reset':
        if (moment.reset.isCertain && R20 === 'both') this.account = emptyAccount;
        if (moment.reset.isCertain && balanceOf(before) !== 0) readingIds = ['R20'];
        break;
      case 'january':
        if (this.pending === 0) return;
        this.account = granted(member, before, creditOn(moment, this.pending, other));
        readingIds = withLimit(['R5'], this.account);
        this.pending = 0;
        break;
      case 'enrolment': {
        const years = streak.entryAt(on);
        streakStep = years?.stepId;
        const earned = earnedBy(member, moment.enrolment, rules, years?.value ?? 0);
        if (earned.counts === 'at-once') this.account = granted(member, before, creditOn(moment, 1, other));
        if (earned.counts === 'next-january') this.pending += 1;
        ({ readingIds, refused } = earned);
        if (earned.counts === 'at-once') readingIds = withLimit(readingIds, this.account);
        break;
      }
    }
    if (readingIds.length === 0 && this.account === before) return;
    const value = balanceOf(this.account);
    if (readingIds.length === 0 && value === balanceOf(before)) return;
    if (member.trace !== undefined) {
      const id = `continuous:${String(this.series.length + 1)}:${on}`;
      const inputs = [this.last, streakStep];
      traceCredit(member, member.trace, moment, {
        id,
        account: this.account,
        readingIds,
        inputs: inputs.flatMap((each) => each ?? []),
      });
      if (refused !== undefined) {
        const tried = { rule: 'continuous.credit', ...refused };
        member.trace.notApplied(id, () => tried);
      }
      this.last = id;
    }
    this.series.push({ on, value, cause: moment.kind, readingIds, stepId: this.last });
  }
}

const none: readonly ReadingId[] = [];
const nothing: Earned = { counts: 'not', readingIds: none, refused: undefined };

/** So many credits at a moment. */
function creditOn({ on, rules }: Moment, times: number, other: OtherCredit): Grant {
  const amount = rules['continuous.credit'];
  return { on, rules, amount, limit: rules['raise.limit'], times, elsewhereFen: other.balanceFen };
}

function earnedBy(member: Member, enrolment: Enrolment, rules: Rules, streakYears: number): Earned {
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
  return { counts: R5 === 'next-january' ? 'next-january' : 'at-once', readingIds, refused: undefined };
}

function traceCredit(
  member: Member,
  trace: Trace,
  moment: Moment,
  step: {
    readonly id: string;
    readonly account: Account;
    readonly inputs: readonly string[];
    readonly readingIds: readonly ReadingId[];
  },
): void {
  const { id, account, inputs, readingIds } = step;
  trace.step(id, () => ({
    rule: moment.kind === 'opening' ? 'opening' : 'continuous.credit',
    value: balanceOf(account),
    unit: 'fen',
    formula: `${String(account.declaredFen)} + ${counted(account.grants, 'grant')}`,
    inputs,
    readingIds,
    eventIds: momentEvents(member, moment),
    rules: moment.rules,
    clauseOf: moment.kind === 'after-break' ? 'R24' : moment.kind === 'reset' ? 'R20' : 'continuous.credit',
  }));
}
