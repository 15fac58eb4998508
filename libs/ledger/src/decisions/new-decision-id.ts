import { randomUUID } from 'node:crypto';
import { uuidV7 } from '#libs/canonical';
import type { Instant } from '#libs/event-store';

/**
 * A new decision's id, which nobody can guess, with the id of its event. Both begin with the moment, so that what is recorded
 * now is written to the same few pages of each index.
 */
export function newDecisionId(now: Instant): { readonly decisionId: string; readonly eventId: string } {
  const eventId = uuidV7(Date.parse(now), randomUUID());
  const number = BigInt(`0x${eventId.replaceAll('-', '')}`);
  return { decisionId: `dec_${number.toString(36).padStart(25, '0')}`, eventId };
}
