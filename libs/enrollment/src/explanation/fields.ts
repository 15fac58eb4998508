import type { Standing } from '../standing/standing.js';

/** The fields of a standing that can be explained. */
export const EXPLAINED_FIELDS = [
  'covered',
  'benefitEligible',
  'waiting',
  'breakYears',
  'streakYears',
  'continuousCredit',
  'zeroClaimCredit',
  'zeroClaimProvisional',
  'breakPenalty',
  'ceiling',
  'employeeYearsEquivalent',
] as const;
export type ExplainedField = (typeof EXPLAINED_FIELDS)[number];

/** The part of a standing that a field is: what an explanation of it accounts for. */
export function fieldValue(standing: Standing, field: ExplainedField): unknown {
  const { ceiling } = standing;
  switch (field) {
    case 'continuousCredit':
      return ceiling.continuousCreditFen;
    case 'zeroClaimCredit':
      return ceiling.zeroClaimCreditFen;
    case 'breakPenalty':
      return ceiling.breakPenaltyFen;
    case 'ceiling': {
      const { status, baseFen, raiseAppliedFen, penaltyAppliedFen, effectiveFen } = ceiling;
      return { status, baseFen, raiseAppliedFen, penaltyAppliedFen, effectiveFen };
    }
    case 'covered':
    case 'benefitEligible':
    case 'waiting':
    case 'breakYears':
    case 'streakYears':
    case 'zeroClaimProvisional':
    case 'employeeYearsEquivalent':
      return standing[field];
  }
}
