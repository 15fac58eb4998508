import {
  addMonths,
  type CivilDate,
  earlierOf,
  endOfYear,
  laterOf,
  startOfYear,
} from '../../calendar/civil-date.js';
import { firstDayOutside } from '../../calendar/day-ranges.js';
import type { FactOf } from '../../events.js';
import { fen, type Fen } from '../../fen.js';
import type { ZeroClaimFund } from '../../parameters.js';
import type { ReadingId } from '../../readings.js';
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
  withLimit,
} from './account.js';
import type { ClaimsByYear } from './claims.js';
import { benefitsStart, type Enrolment, enrolmentOf } from '../enrolment.js';
import { type Member, rulesOn } from '../member/member.js';
import { type Moment, momentEvents } from './moments.js';
import type { Dated } from './series.js';
import { isResidentYear } from './streak.js';
import type { Trace } from '../trace.js';

/** The zero-claim balance; null where it is indeterminate. */
export interface ZeroClaimBalance {
  readonly fen: Fen | null;
  /** First day on which each credit in the balance is final; null: never. */
  readonly finalOn: readonly (CivilDate | null)[];
}

export const noZeroClaimCredit: ZeroClaimBalance = { fen: 0 as Fen, finalOn: [] };

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
    private readonly enrolments: readonly Enrolment[],
    private readonly claims: ClaimsByYear,
  ) {}

  get balanceFen(): Fen | null {
    return balanceOf(this.account);
  }

  /** Takes the next moment; `other` is the other credit, which shares the limit. */
  take(moment: Moment, other: OtherCredit): void {
    const { enrolments, member } = this;
    const { on, rules } = moment;
    const { R24 } = rules.readings;
    let readingIds = none;
    // Those of the year of service, which its own step names.
    let benefitReadings = none;
    switch (moment.kind) {
      case 'opening':
        this.replace(declared(member.opening?.data.zeroClaimCreditFen ?? fen(0)));
        break;
      case 'move': {
        const moved = revalued(member, this.account, creditOn(moment, 0, other));
        if (moved !== this.account) readingIds = withLimit(none, moved);
        this.account = moved;
        break;
      }
      case 'after-break':
        if (this.balanceFen === 0) return;
        readingIds = ['R24'];
        if (R24 !== 'both' && R24 !== 'zero-claim') this.replace(emptyAccount);
        break;
      case 'reset':
        readingIds = ['R20'];
        if (moment.reset.isCertain) this.replace(emptyAccount);
        else if (this.balanceFen !== 0) this.account = indeterminate(this.account);
        else return;
        break;
      case 'january':
      case 'enrolment': {
        const service = this.serviceYearAt(moment);
        if (service === undefined) return;
        const judged = judgedYear(member, enrolments, this.claims, service);
        if (!judged.isZeroClaim && judged.benefitReadings.length === 0) return;
        ({ benefitReadings } = judged);
        if (!judged.isZeroClaim) break;
        readingIds = creditReadings;
        // By R18 the credit comes with the next year's cover, or without.
        if (moment.kind === 'january' && rules.readings.R18 === 'yes') break;
        this.grantedFor = service;
        this.account = granted(member, this.account, creditOn(moment, 1, other));
        readingIds = withLimit(readingIds, this.account);
        const months = rules['zeroClaim.finalAfterMonths'];
        this.finalOn = [...this.finalOn, months === null ? null : addMonths(endOfYear(service), months)];
        break;
      }
    }
    const value: ZeroClaimBalance = { fen: balanceOf(this.account), finalOn: this.finalOn };
    if (member.trace !== undefined) {
      const id = `zeroClaim:${String(this.series.length + 1)}:${on}`;
      traceBalance(member, member.trace, moment, { id, balance: value, last: this.last, readingIds });
      this.last = id;
    }
    if (benefitReadings.length > 0) readingIds = [...readingIds, ...benefitReadings];
    this.series.push({ on, value, cause: moment.kind, readingIds, stepId: this.last });
  }

  /**
   * The year of service whose credit a moment decides: 1 January where by R18 it comes without cover, or is withheld until
   * the next year's cover starts; that start where it was withheld.
   */
  private serviceYearAt(moment: Moment & { readonly kind: 'january' | 'enrolment' }): number | undefined {
    if (moment.kind === 'enrolment') {
      const service = moment.enrolment.year - 1;
      return this.grantedFor === service ? undefined : service;
    }
    if (moment.rules.readings.R18 === 'no') return moment.year - 1;
    const next = enrolmentOf(this.enrolments, moment.year);
    return next === undefined || next.startsOn > moment.on ? moment.year - 1 : undefined;
  }

  private replace(account: Account): void {
    this.account = account;
    this.finalOn = [];
  }
}

const none: readonly ReadingId[] = [];
const creditReadings: readonly ReadingId[] = ['R4', 'R17', 'R18'];

/** So many credits at a moment. */
function creditOn({ on, rules }: Moment, times: number, other: OtherCredit): Grant {
  const amount = rules['zeroClaim.credit'];
  return { on, rules, amount, limit: rules['raise.limit'], times, elsewhereFen: other.balanceFen };
}

const noClaims: readonly FactOf<'ClaimSettled'>[] = [];

/** Whether a year of service earns a credit, and the readings that decided whether it has a day of benefits. */
interface JudgedYear {
  readonly isZeroClaim: boolean;
  readonly benefitReadings: readonly ReadingId[];
}

const earnsNothing: JudgedYear = { isZeroClaim: false, benefitReadings: none };
const earnsCredit: JudgedYear = { isZeroClaim: true, benefitReadings: none };

/** An examined resident year with a day of benefits and no payment from a fund that counts earns a credit. */
function judgedYear(
  member: Member,
  enrolments: readonly Enrolment[],
  claims: ClaimsByYear,
  year: number,
): JudgedYear {
  const enrolment = enrolmentOf(enrolments, year);
  if (enrolment === undefined || !isResidentYear(member, enrolment)) return earnsNothing;
  const hasDay = hasBenefitDay(member, enrolments, year);
  const benefitReadings = benefitReadingsOf(member, enrolments, year);
  if (!hasDay && benefitReadings.length === 0) return earnsNothing;
  const settled = claims.get(year) ?? noClaims;
  const isSpoilt = settled.some((claim) => spoils(member, claim));
  if (member.trace !== undefined) {
    const spoiling = settled.filter((claim) => spoils(member, claim)).map((claim) => claim.id);
    traceYear(member, enrolment, { spoiling, hasDay, benefitReadings });
  }
  if (isSpoilt) return earnsNothing;
  return benefitReadings.length === 0 ? earnsCredit : { isZeroClaim: hasDay, benefitReadings };
}

/** The readings that decided whether a year has a day of benefits: those of a wait that may outlast its cover. */
function benefitReadingsOf(
  member: Member,
  enrolments: readonly Enrolment[],
  year: number,
): readonly ReadingId[] {
  let ids = none;
  for (const enrolment of enrolments) {
    const { cover, mayWaitUntil, readingIds, wait } = enrolment;
    if (mayWaitUntil === null || enrolment.year < year) continue;
    if (enrolment.year > year + 1) break;
    // As nearly always: the wait is over before its cover is, and nothing else covers the days after it.
    if (enrolment.year === year && mayWaitUntil < cover.until && member.employee.length === 0) continue;
    const days = daysIn(enrolment, year);
    if (days.from >= days.until) continue;
    const after = laterOf(mayWaitUntil, days.from);
    // Whatever the choice, benefits are paid on a day after the wait.
    if (after < days.until && firstDayOutside(member.employee, after, days.until) !== undefined) continue;
    ids = [...new Set<ReadingId>([...ids, ...readingIds, ...(wait === null ? none : (['R33'] as const))])];
  }
  return ids;
}

/** True where a day of the year is under resident cover that brings benefits, and not under employee cover. */
function hasBenefitDay(member: Member, enrolments: readonly Enrolment[], year: number): boolean {
  for (const enrolment of enrolments) {
    // A freshman's cover may begin in the year before, no other reaches out of its year.
    if (enrolment.year !== year && enrolment.year !== year + 1) continue;
    const days = daysIn(enrolment, year);
    const from = laterOf(days.from, benefitsStart(enrolment));
    if (from < days.until && firstDayOutside(member.employee, from, days.until) !== undefined) return true;
  }
  return false;
}

/** The days of a year that an enrolment covers. */
function daysIn({ cover }: Enrolment, year: number): { readonly from: CivilDate; readonly until: CivilDate } {
  return {
    from: laterOf(cover.from, startOfYear(year)),
    until: earlierOf(cover.until, startOfYear(year + 1)),
  };
}

/** True where a fund paid that counts in the region of the day of service. */
function spoils(member: Member, { data }: FactOf<'ClaimSettled'>): boolean {
  for (const fund of rulesOn(member, data.servedOn)['zeroClaim.funds'])
    if (paidBy(fund, data) > 0) return true;
  return false;
}

function paidBy(fund: ZeroClaimFund, data: FactOf<'ClaimSettled'>['data']): Fen {
  switch (fund) {
    case 'pooled':
      return data.pooledFundFen;
    case 'major-illness':
      return data.majorIllnessFen;
    case 'medical-aid':
      return data.medicalAidFen;
  }
}

function traceYear(
  member: Member,
  enrolment: Enrolment,
  judged: {
    readonly spoiling: readonly string[];
    readonly hasDay: boolean;
    readonly benefitReadings: readonly ReadingId[];
  },
): void {
  const { benefitReadings, hasDay, spoiling } = judged;
  member.trace?.step(`zeroYear:${String(enrolment.year)}`, () => ({
    rule: 'zeroClaim.year',
    value: hasDay && spoiling.length === 0,
    unit: 'flag',
    inputs: enrolment.wait === null ? [] : [`wait:${String(enrolment.year)}`],
    readingIds: ['R17', ...benefitReadings],
    eventIds: enrolment.eventIds,
    anyOf: spoiling.length === 0 ? [] : [spoiling],
    absent: spoiling.length === 0 ? [{ type: 'ClaimSettled', coverageYear: enrolment.year }] : [],
    rules: rulesOn(member, enrolment.startsOn),
    clauseOf: 'zeroClaim.funds',
  }));
}

function traceBalance(
  member: Member,
  trace: Trace,
  moment: Moment,
  step: {
    readonly id: string;
    readonly balance: ZeroClaimBalance;
    readonly last: string | undefined;
    readonly readingIds: readonly ReadingId[];
  },
): void {
  const { id, balance, last, readingIds } = step;
  const isReset = moment.kind === 'reset';
  const service =
    moment.kind === 'enrolment'
      ? moment.enrolment.year - 1
      : moment.kind === 'january'
        ? moment.year - 1
        : undefined;
  trace.step(id, () => ({
    rule: isReset ? 'zeroClaim.reset' : moment.kind === 'opening' ? 'opening' : 'zeroClaim.credit',
    value: balance.fen,
    unit: 'fen',
    inputs: [
      ...(last === undefined || (isReset && moment.reset.isCertain) ? [] : [last]),
      ...(service === undefined ? [] : [`zeroYear:${String(service)}`]),
    ],
    readingIds,
    eventIds: momentEvents(member, moment),
    rules: moment.rules,
    clauseOf: isReset ? 'R20' : moment.kind === 'after-break' ? 'R24' : 'zeroClaim.credit',
  }));
}
