import type { DomainError } from '../errors.js';
import type { Fact, FactBody } from '../events.js';
import type { PolicyBook } from '../policy-book.js';
import { regionOn } from '../standing/member.js';
import { type Admission, admissionOf, type Check } from './admission.js';
import * as claim from './claim-checks.js';
import * as correction from './correction-checks.js';
import * as member from './member-checks.js';
import * as payment from './payment-checks.js';
import * as repair from './repair-checks.js';
import * as transfer from './transfer-checks.js';

/** Every refusal about the member's history, in the order in which they are looked for (docs/domain.md §3). */
const checks: readonly Check[] = [
  member.unknownRegion,
  member.unknownStatus,
  member.memberNotFound,
  member.memberAlreadyRegistered,
  member.afterDeath,
  member.alreadyDead,
  member.yearOutsidePack,
  payment.duplicateLapse,
  payment.windowNotOpen,
  payment.coverageYearOver,
  payment.duplicatePayment,
  payment.nothingToCover,
  payment.nothingToRefund,
  payment.nothingToRescind,
  repair.notEnrolled,
  repair.notABreakYear,
  repair.alreadyRepaired,
  repair.repairNotWithPayment,
  repair.repairCannotHelp,
  transfer.notInScheme,
  transfer.notInRegion,
  claim.duplicateClaim,
  claim.unknownClaim,
  claim.claimAlreadyReversed,
  correction.unknownEvent,
  correction.alreadyAnnulled,
  correction.replacementTypeDiffers,
];

/**
 * Decides whether a fact may be recorded after the known ones. Gives the body to record, completed where it left out
 * which payment, repair or lapse it undoes or which region a move leaves; throws the first DomainError that applies.
 */
export function decide(body: FactBody, known: readonly Fact[], book: PolicyBook): FactBody {
  const completed = complete(body, admissionOf(body, known, book));
  const admissions = [admissionOf(completed, known, book)];
  let result = completed;
  if (completed.type === 'FactCorrected' && completed.replacement !== undefined) {
    const others = known.filter((fact) => fact.id !== completed.corrects);
    const replacement = complete(completed.replacement, admissionOf(completed.replacement, others, book));
    admissions.push(admissionOf(replacement, others, book, '/replacement'));
    result = { ...completed, replacement };
  }
  for (const check of checks) {
    for (const admission of admissions) {
      const error: DomainError | undefined = check(admission);
      if (error !== undefined) throw error;
    }
  }
  return result;
}

/** Fills in what a case file may leave out; a request names it. */
function complete(body: FactBody, { live, member: known }: Admission): FactBody {
  if (body.type === 'RegionTransferred' && (body.fromRegion as string | undefined) === undefined) {
    return known === undefined ? body : { ...body, fromRegion: regionOn(known, body.effectiveOn) };
  }
  if (body.type !== 'PremiumRefunded' && body.type !== 'RepairRefunded' && body.type !== 'LapseRescinded')
    return body;
  if ((body.corrects as string | undefined) !== undefined) return body;
  switch (body.type) {
    case 'PremiumRefunded':
      return withCorrects(body, latestPayment(live, body.coverageYear, body.refundedOn));
    case 'RepairRefunded':
      return withCorrects(
        body,
        live.find((fact) => isRepairOf(fact, body.enrolmentYear, body.breakYears))?.id,
      );
    case 'LapseRescinded':
      return withCorrects(
        body,
        live.find((fact) => fact.type === 'CoverageLapsed' && fact.data.coverageYear === body.coverageYear)
          ?.id,
      );
  }
}

function isRepairOf(fact: Fact, enrolmentYear: number, breakYears: readonly number[]): boolean {
  if (fact.type !== 'RepairPaid' || fact.data.enrolmentYear !== enrolmentYear) return false;
  return payment.sameYears(fact.data.breakYears, breakYears);
}

function latestPayment(live: readonly Fact[], coverageYear: number, by: string): string | undefined {
  let latest: (Fact & { readonly type: 'PremiumPaid' }) | undefined;
  for (const fact of live) {
    if (fact.type !== 'PremiumPaid' || fact.data.coverageYear !== coverageYear || fact.data.paidOn > by)
      continue;
    if (latest === undefined || fact.data.paidOn > latest.data.paidOn) latest = fact;
  }
  return latest?.id;
}

/** An empty id where nothing was found: the check that follows says so. */
function withCorrects<B extends FactBody>(body: B, corrects: string | undefined): B {
  return { ...body, corrects: corrects ?? '' };
}
