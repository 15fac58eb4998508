import { randomUUID } from 'node:crypto';

/** A new decision's id, which nobody can guess, with the id of its event. */
export function newDecisionId(): { readonly decisionId: string; readonly eventId: string } {
  const eventId = randomUUID();
  const number = BigInt(`0x${eventId.replaceAll('-', '')}`);
  return { decisionId: `dec_${number.toString(36).padStart(25, '0')}`, eventId };
}
