import type { CivilDate } from '../../calendar/civil-date.js';
import { fen, type Fen } from '../../fen.js';
import type { Member } from '../member/member.js';
import {
  type Account,
  balanceOf,
  declared,
  emptyAccount,
  type Grant,
  granted,
  type OtherCredit,
  revalued,
} from './account.js';
import { continuousReadings } from './continuous-credit-readings.js';
import { traceContinuous } from './continuous-credit-steps.js';
import { type Earning, earningOf } from './continuous-year.js';
import type { Moment } from './moments.js';
import type { Dated } from './series.js';

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
  /** Entries of the streak that have been passed. */
  private passed = 0;

  constructor(
    private readonly member: Member,
    private readonly streak: readonly Dated<number>[],
  ) {}

  get balanceFen(): Fen | null {
    return balanceOf(this.account);
  }

  /** Takes the next moment; `other` is the other credit, which shares the limit. */
  take(moment: Moment, other: OtherCredit): void {
    const { account: before, member } = this;
    const { on, rules } = moment;
    const { R20, R24 } = rules.readings;
    let earning: Earning = 'nothing';
    let years: Dated<number> | undefined;
    switch (moment.kind) {
      case 'opening':
        this.account = declared(member.opening?.data.continuousCreditFen ?? fen(0));
        break;
      case 'move':
        this.account = revalued(member, before, creditOn(moment, 0, other));
        break;
      case 'after-break':
        if (R24 === 'zero-claim' || R24 === 'none') this.account = emptyAccount;
        break;
      case 'reset':
        if (moment.by.isCertain && R20 === 'both') this.account = emptyAccount;
        break;
      case 'january':
        if (this.pending === 0) return;
        this.account = granted(member, before, creditOn(moment, this.pending, other));
        this.pending = 0;
        break;
      case 'enrolment':
        years = this.streakAt(on);
        earning = earningOf(member, moment.by, rules, years?.value ?? 0);
        if (earning === 'at-once') this.account = granted(member, before, creditOn(moment, 1, other));
        if (earning === 'next-january') this.pending += 1;
        break;
    }
    const readingIds = continuousReadings(moment, { before, after: this.account, earning });
    const value = balanceOf(this.account);
    if (readingIds.length === 0 && value === balanceOf(before)) return;
    if (member.trace !== undefined) {
      const id = `continuous:${String(this.series.length + 1)}:${on}`;
      const inputs = [this.last, years?.stepId];
      traceContinuous(member.trace, moment, {
        id,
        account: this.account,
        earning,
        inputs,
        readingIds,
      });
      this.last = id;
    }
    this.series.push({ on, value, cause: moment.kind, readingIds, stepId: this.last });
  }

  /** The last entry of the streak by a day; the days that are asked for ascend. */
  private streakAt(on: CivilDate): Dated<number> | undefined {
    for (
      let next = this.streak[this.passed];
      next !== undefined && next.on <= on;
      next = this.streak[this.passed]
    )
      this.passed += 1;
    return this.streak[this.passed - 1];
  }
}

/** So many credits at a moment. */
function creditOn({ on, rules }: Moment, times: number, other: OtherCredit): Grant {
  const amount = rules['continuous.credit'];
  return { on, rules, amount, limit: rules['raise.limit'], times, elsewhereFen: other.balanceFen };
}
