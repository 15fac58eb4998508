import { laterOf, yearOf } from '../../calendar/civil-date.js';
import { firstDayOutside } from '../../calendar/day-ranges.js';
import type { FactOf } from '../../events.js';
import type { Fen } from '../../fen.js';
import type { ZeroClaimFund } from '../../parameters.js';
import type { ReadingId } from '../../readings.js';
import { benefitsStart, daysIn, type Enrolment, enrolmentOf } from '../enrolment.js';
import { type Member, rulesOn } from '../member/member.js';
import type { WaitReadings } from '../wait/wait-readings.js';
import { bySettlement, isResidentClaim } from './claims.js';
import { isResidentYear } from './streak.js';
import { benefitDayReadings } from './zero-claim-readings.js';
import { traceYear } from './zero-claim-steps.js';

/** What years of service are judged by. */
export interface ServiceYears {
  readonly enrolments: readonly Enrolment[];
  readonly waitReadings: WaitReadings;
  /** The years in which a fund that counts has paid. */
  readonly spoilt: readonly number[];
}

/** Whether a year of service earns a credit, and the readings by which it has a day of benefits, or has none. */
export interface JudgedYear {
  readonly isZeroClaim: boolean;
  readonly dayReadings: readonly ReadingId[];
}

const none: readonly ReadingId[] = [];
/** Nothing is earned, and nobody disputes it. */
export const earnsNothing: JudgedYear = { isZeroClaim: false, dayReadings: none };
/** Shared, as most years are like this. */
const earnsCredit: JudgedYear = { isZeroClaim: true, dayReadings: none };

/** An examined resident year with a day of benefits and no payment from a fund that counts earns a credit. */
export function judgedYear(member: Member, years: ServiceYears, year: number): JudgedYear {
  const { enrolments, spoilt, waitReadings } = years;
  const enrolment = enrolmentOf(enrolments, year);
  if (enrolment === undefined || !isResidentYear(member, enrolment)) return earnsNothing;
  const isSpoilt = spoilt.includes(year);
  // Whether a spoilt year had a day of benefits is for the steps alone.
  if (isSpoilt && member.trace === undefined) return earnsNothing;
  const hasDay = hasBenefitDay(member, enrolments, year);
  const dayReadings = benefitDayReadings(member, enrolments, waitReadings, year);
  if (!hasDay && dayReadings.length === 0) return earnsNothing;
  if (member.trace !== undefined) {
    const spoiling = isSpoilt ? spoilingClaims(member, year) : [];
    traceYear(member, enrolment, { spoiling, hasDay, dayReadings });
  }
  if (isSpoilt) return earnsNothing;
  return dayReadings.length === 0 ? earnsCredit : { isZeroClaim: hasDay, dayReadings };
}

/** The years in which a fund has paid that counts in the region of the day of service; a year comes once for each claim. */
export function spoiltYears(member: Member): readonly number[] {
  if (member.claims.length === 0) return noYears;
  const years: number[] = [];
  for (const claim of member.claims) {
    const year = yearSpoiltBy(member, claim);
    if (year !== null) years.push(year);
  }
  return years;
}

const noYears: readonly number[] = [];

/** The claims that spoil a year, in the order in which they count. */
function spoilingClaims(member: Member, year: number): readonly string[] {
  const spoiling = member.claims.filter((claim) => yearSpoiltBy(member, claim) === year);
  return spoiling.sort(bySettlement).map(({ id }) => id);
}

/**
 * The year that a claim spoils: by R17 that of service or of settlement; null: no fund has paid that counts in the region
 * of the day of service.
 */
function yearSpoiltBy(member: Member, claim: FactOf<'ClaimSettled'>): number | null {
  if (!isResidentClaim(claim)) return null;
  const { servedOn, settledOn } = claim.data;
  const rules = rulesOn(member, servedOn);
  for (const fund of rules['zeroClaim.funds'])
    if (paidBy(fund, claim.data) > 0) return yearOf(rules.readings.R17 === 'settled' ? settledOn : servedOn);
  return null;
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

/** True where a day of the year is under resident cover that brings benefits, and not under employee cover. */
function hasBenefitDay(member: Member, enrolments: readonly Enrolment[], year: number): boolean {
  for (const enrolment of enrolments) {
    // A freshman's cover may begin in the year before, no other reaches out of its year.
    if (enrolment.year !== year && enrolment.year !== year + 1) continue;
    const days = daysIn(enrolment, year);
    const from = laterOf(days.from, benefitsStart(enrolment));
    if (firstDayOutside(member.employee, from, days.until) !== undefined) return true;
  }
  return false;
}
