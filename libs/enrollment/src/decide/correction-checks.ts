import { refusal } from '../errors.js';
import type { Check } from './admission.js';

/** A correction, or the end of a status, that names an event the member does not have. */
export const unknownEvent: Check = ({ body, at, known }) => {
  if (body.type !== 'FactCorrected' && body.type !== 'SpecialStatusEnded') return undefined;
  const { corrects } = body;
  if (corrects === undefined || known.some((fact) => fact.id === corrects)) return undefined;
  return refusal('unknown-event', `${at}/corrects`, { seen: corrects });
};

/** A correction of an event that has a live correction, refund, reversal or rescission already. */
export const alreadyAnnulled: Check = ({ body, at, undoneBy }) => {
  if (body.type !== 'FactCorrected') return undefined;
  const expected = undoneBy.get(body.corrects);
  return expected === undefined
    ? undefined
    : refusal('already-annulled', `${at}/corrects`, { seen: body.corrects, expected });
};

/** A replacement of another type than the event it replaces. */
export const replacementTypeDiffers: Check = ({ body, at, known }) => {
  if (body.type !== 'FactCorrected' || body.replacement === undefined) return undefined;
  const corrected = known.find((fact) => fact.id === body.corrects);
  if (corrected === undefined || corrected.type === body.replacement.type) return undefined;
  const facts = { seen: body.replacement.type, expected: corrected.type };
  return refusal('replacement-type-differs', `${at}/replacement/type`, facts);
};
