import type { Client } from '../../api/client.js';
import { ApiProblem } from '../../api/problem.js';

/** What holds a decision in the ledger, as its letter prints it. */
export interface Seal {
  readonly position: number;
  readonly leaf: string;
  /** Code of the first checkpoint that covers it. */
  readonly letterCode: string;
}

/**
 * Reads what holds a decision; null: no checkpoint covers it yet, which takes a minute at most. Where the checkpoints end
 * before what the decision rests on, nothing is asked: a refusal would stand in the browser's console as an error.
 */
export async function loadSeal(
  client: Client,
  {
    decision,
    position,
    sealedThrough,
  }: { readonly decision: string; readonly position: number; readonly sealedThrough: number },
): Promise<Seal | null> {
  if (sealedThrough <= position) return null;
  try {
    return (await client.get('/v1/decisions/{decision}/seal', { path: { decision } })).body;
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'not-sealed') return null;
    throw error;
  }
}
