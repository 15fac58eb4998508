import { refusal } from '../errors.js';
import type { Fact } from '../events.js';
import type { Admission, Check } from './admission.js';

/** A claim id that was ever recorded for the member, also reversed or annulled. */
export const duplicateClaim: Check = ({ body, at, known }) =>
  body.type === 'ClaimSettled' && wasEverRecorded(known, body.claimId)
    ? refusal('duplicate-claim', `${at}/claimId`)
    : undefined;

/** A reversal of a claim that was never recorded. */
export const unknownClaim: Check = ({ body, at, known }) =>
  body.type === 'ClaimReversed' && !wasEverRecorded(known, body.claimId)
    ? refusal('unknown-claim', `${at}/claimId`)
    : undefined;

/** A reversal of a claim that counts no more. */
export const claimAlreadyReversed: Check = ({ body, at, live }: Admission) => {
  if (body.type !== 'ClaimReversed') return undefined;
  const isLive = live.some((fact) => fact.type === 'ClaimSettled' && fact.data.claimId === body.claimId);
  return isLive ? undefined : refusal('claim-already-reversed', `${at}/claimId`);
};

function wasEverRecorded(known: readonly Fact[], claimId: string): boolean {
  return known.some((fact) => {
    if (fact.type === 'ClaimSettled') return fact.data.claimId === claimId;
    const replacement = fact.type === 'FactCorrected' ? fact.data.replacement : undefined;
    return replacement?.type === 'ClaimSettled' && replacement.claimId === claimId;
  });
}
