import type { DomainError } from '../errors.js';
import { bodyOf, type Fact, type FactBody, factOf, HYPOTHETICAL_ID } from '../events.js';
import { liveFacts } from '../live-facts.js';
import type { PolicyBook } from '../policy-book.js';
import { regionOn } from '../standing/member/member.js';
import { type Admission, admissionOf, type Check } from './admission.js';
import * as claim from './claim-checks.js';
import * as correction from './correction-checks.js';
import * as member from './member-checks.js';
import * as payment from './payment-checks.js';
import * as repair from './repair-checks.js';
import * as transfer from './transfer-checks.js';

/** Every refusal about the member's history, in the order in which they are looked for (docs/domain.md §3). */
const checks: readonly Check[] = [
  transfer.moveToSameRegion,
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

/** Refusals of a second fact where there can be one: they also hold for what a correction would restore. */
const uniquenessChecks: ReadonlySet<Check> = new Set([
  member.memberAlreadyRegistered,
  member.alreadyDead,
  payment.duplicateLapse,
  payment.duplicatePayment,
]);

/**
 * Decides whether a fact may be recorded after the known ones. Gives the body to record, completed where it left out
 * which payment, repair or lapse it undoes or which region a move leaves; throws the first DomainError that applies.
 * A replacement is judged as if newly submitted, without the event it replaces.
 */
export function decide(body: FactBody, known: readonly Fact[], book: PolicyBook): FactBody {
  const { completed, admissions } = admit(body, known, book, { at: '', place: known.length });
  const restored = restoredBy(completed, known, book);
  for (const check of checks) {
    const judged = uniquenessChecks.has(check) ? [...admissions, ...restored] : admissions;
    for (const admission of judged) {
      const error: DomainError | undefined = check(admission);
      if (error !== undefined) throw error;
    }
  }
  return completed;
}

/** The fact beside what is known and, for a correction, each replacement in it beside what would then be known. */
function admit(
  body: FactBody,
  known: readonly Fact[],
  book: PolicyBook,
  where: { readonly at: string; readonly place: number },
): { readonly completed: FactBody; readonly admissions: readonly Admission[] } {
  const completed = complete(body, admissionOf(body, known, book, where));
  if (completed.type !== 'FactCorrected' || completed.replacement === undefined) {
    return { completed, admissions: [admissionOf(completed, known, book, where)] };
  }
  const others = known.filter((fact) => fact.id !== completed.corrects);
  const index = known.findIndex((fact) => fact.id === completed.corrects);
  const place = index < 0 ? others.length : Math.min(where.place, index);
  const inner = admit(completed.replacement, others, book, { at: `${where.at}/replacement`, place });
  const result: FactBody = { ...completed, replacement: inner.completed };
  return { completed: result, admissions: [admissionOf(result, known, book, where), ...inner.admissions] };
}

/** The facts that a correction would bring back, each beside what is known without it. */
function restoredBy(body: FactBody, known: readonly Fact[], book: PolicyBook): readonly Admission[] {
  if (body.type !== 'FactCorrected') return [];
  const before = new Set(liveFacts(known).facts.map(({ id }) => id));
  const after = liveFacts([...known, factOf(HYPOTHETICAL_ID, body)]).facts;
  return after
    .filter(({ id }) => !before.has(id) && id !== HYPOTHETICAL_ID)
    .map((fact) => admissionOf(bodyOf(fact), known, book));
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
      return withCorrects(
        body,
        live.find((fact) => fact.type === 'PremiumPaid' && fact.data.coverageYear === body.coverageYear)?.id,
      );
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

/** An empty id where nothing was found: the check that follows says so. */
function withCorrects<B extends FactBody>(body: B, corrects: string | undefined): B {
  return { ...body, corrects: corrects ?? '' };
}
