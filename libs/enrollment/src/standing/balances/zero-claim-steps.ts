import type { ReadingId } from '../../readings.js';
import type { Enrolment } from '../enrolment.js';
import { type Member, rulesOn } from '../member/member.js';
import type { Trace } from '../trace.js';
import { type Moment, momentEvents } from './moments.js';
import type { ZeroClaimBalance } from './zero-claim-balance.js';

/** Records whether a year of service earned a credit, and the claims that spoilt it. */
export function traceYear(
  member: Member,
  enrolment: Enrolment,
  judged: {
    readonly spoiling: readonly string[];
    readonly hasDay: boolean;
    readonly dayReadings: readonly ReadingId[];
  },
): void {
  const { dayReadings, hasDay, spoiling } = judged;
  member.trace?.step(`zeroYear:${String(enrolment.year)}`, () => ({
    rule: 'zeroClaim.year',
    value: hasDay && spoiling.length === 0,
    unit: 'flag',
    inputs: enrolment.wait === null ? [] : [`wait:${String(enrolment.year)}`],
    readingIds: ['R17', ...dayReadings],
    eventIds: enrolment.eventIds,
    anyOf: spoiling.length === 0 ? [] : [spoiling],
    absent: spoiling.length === 0 ? [{ type: 'ClaimSettled', coverageYear: enrolment.year }] : [],
    rules: rulesOn(member, enrolment.startsOn),
    clauseOf: 'zeroClaim.funds',
  }));
}

/** Records what a moment made of the balance. */
export function traceBalance(
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
    moment.kind === 'enrolment' ? moment.by.year - 1 : moment.kind === 'january' ? moment.by - 1 : undefined;
  trace.step(id, () => ({
    rule: isReset ? 'zeroClaim.reset' : moment.kind === 'opening' ? 'opening' : 'zeroClaim.credit',
    value: balance.fen,
    unit: 'fen',
    inputs: [
      ...(last === undefined || (isReset && moment.by.isCertain) ? [] : [last]),
      ...(service === undefined ? [] : [`zeroYear:${String(service)}`]),
    ],
    readingIds,
    eventIds: momentEvents(moment),
    rules: moment.rules,
    clauseOf: isReset ? 'R20' : moment.kind === 'after-break' ? 'R24' : 'zeroClaim.credit',
  }));
}
