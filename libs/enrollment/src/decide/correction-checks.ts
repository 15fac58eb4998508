import { refusal } from '../errors.js';
import { type Fact, factOf, HYPOTHETICAL_ID } from '../events.js';
import { liveFacts } from '../live-facts.js';
import { nameSeen } from '../what-is.js';
import type { Check } from './admission.js';

/**
 * A correction, or the end of a status, that names an event the member does not have. A replacement may name only what
 * comes before the event it replaces, so that corrections never go round in a circle.
 */
export const unknownEvent: Check = ({ body, at, known, place }) => {
  if (body.type !== 'FactCorrected' && body.type !== 'SpecialStatusEnded') return undefined;
  const { corrects } = body;
  const mayName = (fact: Fact): boolean =>
    body.type === 'FactCorrected' || fact.type === 'SpecialStatusGranted';
  const isKnown = known.slice(0, place).some((fact) => fact.id === corrects && mayName(fact));
  if (corrects === undefined || isKnown) return undefined;
  return refusal('unknown-event', `${at}/corrects`, { seen: nameSeen(corrects) });
};

/**
 * A correction of an event that has a live correction, refund or rescission already, or one that would give an event a
 * second one by restoring an earlier correction.
 */
export const alreadyAnnulled: Check = ({ body, at, known, undoneBy }) => {
  if (body.type !== 'FactCorrected') return undefined;
  const expected = undoneBy.get(body.corrects);
  if (expected !== undefined) {
    return refusal('already-annulled', `${at}/corrects`, { seen: body.corrects, expected });
  }
  const { contested } = liveFacts([...known, factOf(HYPOTHETICAL_ID, body)]);
  for (const seen of contested) {
    const other = undoneBy.get(seen);
    if (other !== undefined) return refusal('already-annulled', `${at}/corrects`, { seen, expected: other });
  }
  return undefined;
};

/** A replacement of another type than the event it replaces. */
export const replacementTypeDiffers: Check = ({ body, at, known }) => {
  if (body.type !== 'FactCorrected' || body.replacement === undefined) return undefined;
  const corrected = known.find((fact) => fact.id === body.corrects);
  if (corrected === undefined || corrected.type === body.replacement.type) return undefined;
  const facts = { seen: body.replacement.type, expected: corrected.type };
  return refusal('replacement-type-differs', `${at}/replacement/type`, facts);
};
