import { type CivilDate, previousDay, yearOf } from '../calendar/civil-date.js';
import type { Scheme } from '../events.js';
import { fen, type Fen } from '../fen.js';
import type { ReadingId } from '../readings.js';
import { baseCeilingOn } from './balances/base-ceiling.js';
import type { StruckCeiling } from './balances/ceiling.js';
import {
  breakYearsOn,
  changeDays,
  coveredOn,
  type History,
  isBenefitEligibleOn,
  waitingEnrolmentOn,
} from './history.js';
import { type EmployeeYears, employeeYearsOn } from './employee-years.js';
import { regionOn, rulesOn } from './member/member.js';
import { readingsOn } from './reading-ids.js';
import { valueOn } from './balances/series.js';
import type { Wait } from './wait/wait.js';
import { type DaysAlike, daysAlike } from './valid-for.js';
import { type WarningCode, WARNING_CODES } from './warnings.js';
import { noZeroClaimCredit } from './balances/zero-claim-balance.js';

/**
 * The wait shown on a day; `endsOn` is its last day. Months and start are null for one taken over from an older system;
 * one that is counted in days has null months, and its lengths in the fields that only such a wait has.
 */
export interface WaitingStanding {
  readonly fixedMonths: number | null;
  readonly variableMonths: number | null;
  readonly repairedMonths: number | null;
  readonly totalMonths: number | null;
  readonly fixedDays?: number | null;
  readonly variableDays?: number | null;
  readonly repairedDays?: number | null;
  readonly totalDays?: number | null;
  readonly startsOn: CivilDate | null;
  readonly endsOn: CivilDate;
  readonly benefitsFrom: CivilDate;
}

/** Balances at the end of a day and the ceiling struck for its year; an indeterminate balance is null. */
export interface CeilingStanding {
  readonly status: 'known' | 'not-struck' | 'not-applicable' | 'indeterminate';
  readonly baseFen: Fen | null;
  readonly continuousCreditFen: Fen | null;
  readonly zeroClaimCreditFen: Fen | null;
  readonly breakPenaltyFen: Fen | null;
  readonly raiseAppliedFen: Fen | null;
  readonly penaltyAppliedFen: Fen | null;
  readonly effectiveFen: Fen | null;
}

/** Everything derived for a member on one day. */
export interface Standing {
  readonly region: string;
  readonly covered: Scheme | 'none';
  readonly benefitEligible: boolean;
  readonly waiting: WaitingStanding | null;
  readonly breakYears: readonly number[];
  readonly streakYears: number;
  readonly zeroClaimProvisional: boolean;
  readonly employeeYearsEquivalent: EmployeeYears | null;
  readonly ceiling: CeilingStanding;
  readonly readingIds: readonly ReadingId[];
  readonly warnings: readonly WarningCode[];
}

/** Reads the standing of a day off a history. */
export function standingOn(history: History, on: CivilDate): Standing {
  const struck = struckOn(history, on);
  const ceiling = ceilingOn(history, on, struck);
  const covered = coveredOn(history, on);
  return {
    region: regionOn(history.member, on),
    covered,
    benefitEligible: isBenefitEligibleOn(history, on, covered),
    waiting: waitingStanding(waitingEnrolmentOn(history, on)?.wait ?? null),
    breakYears: breakYearsOn(history, on),
    streakYears: valueOn(history.streak, on, 0),
    zeroClaimProvisional: isProvisional(history, on),
    employeeYearsEquivalent: employeeYearsOn(history, on),
    ceiling,
    readingIds: readingsOn(history, on, struck),
    warnings: warningsOn(history, on, ceiling),
  };
}

/** The part of a standing that is amounts: cheaper than the whole where many days are compared. */
export type Balances = Pick<Standing, 'region' | 'streakYears' | 'ceiling'>;

/** Reads the balances of a day off a history. */
export function balancesOn(history: History, on: CivilDate): Balances {
  return {
    region: regionOn(history.member, on),
    streakYears: valueOn(history.streak, on, 0),
    ceiling: ceilingOn(history, on, struckOn(history, on)),
  };
}

/** The standing of somebody of whom no registration is known, in the region asked about. */
export function standingOfNobody(region: string): Standing {
  const none = 0 as Fen;
  return {
    region,
    covered: 'none',
    benefitEligible: false,
    waiting: null,
    breakYears: [],
    streakYears: 0,
    zeroClaimProvisional: false,
    employeeYearsEquivalent: null,
    ceiling: {
      status: 'not-struck',
      baseFen: null,
      continuousCreditFen: none,
      zeroClaimCreditFen: none,
      breakPenaltyFen: none,
      raiseAppliedFen: null,
      penaltyAppliedFen: null,
      effectiveFen: null,
    },
    readingIds: [],
    warnings: [],
  };
}

/** The days around `on` with the same standing. */
export function validFor(history: History, on: CivilDate): DaysAlike {
  return daysAlike(changeDays(history), on, (day) => standingOn(history, day));
}

function waitingStanding(wait: Wait | null): WaitingStanding | null {
  if (wait === null) return null;
  const { unit, fixed, variable, repaired, total, startsOn, benefitsFrom } = wait;
  const endsOn = previousDay(benefitsFrom);
  return unit === 'months'
    ? {
        fixedMonths: fixed,
        variableMonths: variable,
        repairedMonths: repaired,
        totalMonths: total,
        startsOn,
        endsOn,
        benefitsFrom,
      }
    : {
        fixedMonths: null,
        variableMonths: null,
        repairedMonths: null,
        totalMonths: null,
        fixedDays: fixed,
        variableDays: variable,
        repairedDays: repaired,
        totalDays: total,
        startsOn,
        endsOn,
        benefitsFrom,
      };
}

/** The ceiling of the year of a day, once it is struck. */
function struckOn({ ceilings }: History, on: CivilDate): StruckCeiling | undefined {
  const struck = ceilings.of(yearOf(on));
  return struck === undefined || struck.on > on ? undefined : struck;
}

function ceilingOn(history: History, on: CivilDate, struck: StruckCeiling | undefined): CeilingStanding {
  return {
    status: struck?.status ?? 'not-struck',
    baseFen: struck?.baseFen ?? null,
    continuousCreditFen: valueOn<Fen | null>(history.continuous, on, fen(0)),
    zeroClaimCreditFen: valueOn(history.zeroClaim, on, noZeroClaimCredit).fen,
    breakPenaltyFen: valueOn<Fen | null>(history.penalty, on, fen(0)),
    raiseAppliedFen: struck?.raiseAppliedFen ?? null,
    penaltyAppliedFen: struck?.penaltyAppliedFen ?? null,
    effectiveFen: struck?.effectiveFen ?? null,
  };
}

function isProvisional(history: History, on: CivilDate): boolean {
  const { finalOn } = valueOn(history.zeroClaim, on, noZeroClaimCredit);
  return finalOn.some((day) => day === null || on < day);
}

function warningsOn(history: History, on: CivilDate, ceiling: CeilingStanding): readonly WarningCode[] {
  const { member } = history;
  const codes: WarningCode[] = [];
  for (const { code, from, until } of history.warnings) {
    if ((from === null || from <= on) && (until === null || on < until)) codes.push(code);
  }
  if (member.book.isExpired(regionOn(member, on), on)) codes.push('expired-rule');
  const hasNoBase = ceiling.status === 'not-applicable' && baseCeilingOn(member, on) === null;
  if (hasNoBase && rulesOn(member, on)['ceiling.mustBeSet']) codes.push('ceiling-not-set');
  return codes.length === 0 ? codes : WARNING_CODES.filter((code) => codes.includes(code));
}
