import { addMonths, type CivilDate, endOfYear } from '../../calendar/civil-date.js';
import { fen, type Fen } from '../../fen.js';
import { enrolmentOf } from '../enrolment.js';
import type { Member } from '../member/member.js';
import {
  type Account,
  balanceOf,
  declared,
  emptyAccount,
  type Grant,
  granted,
  indeterminate,
  type OtherCredit,
  revalued,
} from './account.js';
import type { Moment } from './moments.js';
import type { Dated } from './series.js';
import type { ZeroClaimBalance } from './zero-claim-balance.js';
import { zeroClaimReadings } from './zero-claim-readings.js';
import { traceBalance } from './zero-claim-steps.js';
import { earnsNothing, judgedYear, type ServiceYears } from './zero-claim-year.js';

/**
 * The zero-claim credit: an amount, on the start of the following resident year, for each resident year with a day of
 * benefits and without a payment from the funds that count. Using the raised ceiling clears it.
 *
 * @clause 国办发〔2024〕38号 二(三); 闽政办〔2025〕3号 二(二); ZJKC73-2025-0001 二(三)1 (pooled fund only); 皖医保发〔2024〕6号 一(二);
 * 晋医保发〔2025〕3号 一(二).
 */
export class ZeroClaimCredit {
  readonly series: Dated<ZeroClaimBalance>[] = [];
  private account: Account = emptyAccount;
  private finalOn: readonly (CivilDate | null)[] = [];
  private last: string | undefined;
  /** The last year of service that was credited. */
  private grantedFor: number | undefined;

  constructor(
    private readonly member: Member,
    private readonly years: ServiceYears,
  ) {}

  get balanceFen(): Fen | null {
    return balanceOf(this.account);
  }

  /** Takes the next moment; `other` is the other credit, which shares the limit. */
  take(moment: Moment, other: OtherCredit): void {
    const { account: before, member } = this;
    const { on, rules } = moment;
    const { R18, R24 } = rules.readings;
    let judged = earnsNothing;
    switch (moment.kind) {
      case 'opening':
        this.replace(declared(member.opening?.data.zeroClaimCreditFen ?? fen(0)));
        break;
      case 'move':
        this.account = revalued(member, before, creditOn(moment, 0, other));
        break;
      case 'after-break':
        if (this.balanceFen === 0) return;
        if (R24 !== 'both' && R24 !== 'zero-claim') this.replace(emptyAccount);
        break;
      case 'reset':
        if (moment.by.isCertain) this.replace(emptyAccount);
        else if (this.balanceFen !== 0) this.account = indeterminate(before);
        else return;
        break;
      case 'january':
      case 'enrolment': {
        const service = this.serviceYearAt(moment);
        if (service === undefined) return;
        judged = judgedYear(member, this.years, service);
        if (!judged.isZeroClaim && judged.dayReadings.length === 0) return;
        // By R18 the credit comes with the next year's cover, or without.
        const isDue = moment.kind === 'enrolment' || R18 === 'no';
        if (judged.isZeroClaim && isDue) this.grant(moment, service, other);
        break;
      }
    }
    const value: ZeroClaimBalance = { fen: this.balanceFen, finalOn: this.finalOn };
    const { dayReadings, isZeroClaim } = judged;
    const readingIds = zeroClaimReadings(moment, { before, after: this.account, isZeroClaim });
    if (member.trace !== undefined) {
      const id = `zeroClaim:${String(this.series.length + 1)}:${on}`;
      traceBalance(member.trace, moment, { id, balance: value, last: this.last, readingIds });
      this.last = id;
    }
    // The step of the year of service names those of its days.
    const all = dayReadings.length === 0 ? readingIds : [...readingIds, ...dayReadings];
    this.series.push({ on, value, cause: moment.kind, readingIds: all, stepId: this.last });
  }

  /**
   * The year of service whose credit a moment decides: 1 January where by R18 it comes without cover, or is withheld until
   * the next year's cover starts; that start where it was withheld.
   */
  private serviceYearAt(moment: Moment & { readonly kind: 'january' | 'enrolment' }): number | undefined {
    if (moment.kind === 'enrolment') {
      const service = moment.by.year - 1;
      return this.grantedFor === service ? undefined : service;
    }
    if (moment.rules.readings.R18 === 'no') return moment.by - 1;
    const next = enrolmentOf(this.years.enrolments, moment.by);
    return next === undefined || next.startsOn > moment.on ? moment.by - 1 : undefined;
  }

  private grant(moment: Moment, service: number, other: OtherCredit): void {
    this.grantedFor = service;
    this.account = granted(this.member, this.account, creditOn(moment, 1, other));
    const months = moment.rules['zeroClaim.finalAfterMonths'];
    this.finalOn = [...this.finalOn, months === null ? null : addMonths(endOfYear(service), months)];
  }

  private replace(account: Account): void {
    this.account = account;
    this.finalOn = [];
  }
}

/** So many credits at a moment. */
function creditOn({ on, rules }: Moment, times: number, other: OtherCredit): Grant {
  const amount = rules['zeroClaim.credit'];
  return { on, rules, amount, limit: rules['raise.limit'], times, elsewhereFen: other.balanceFen };
}
