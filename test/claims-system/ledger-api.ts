import type { EligibilityCheck } from './answers.generated.js';
import type { Claim, Price } from './sqlite/claims-database.js';

/** Where the ledger is, and the key of this system. */
export interface LedgerApi {
  readonly url: string;
  readonly key: string;
}

/** The ledger does not answer now; the claim stays open. */
export class LedgerAwayError extends Error {}

const TIMEOUT_MS = 10_000;

/** Asks the ledger whether it pays for a service, and works out the price. */
export async function priceOf({ url, key }: LedgerApi, { member, servedOn, costFen }: Claim): Promise<Price> {
  const response = await fetch(`${url}/v1/eligibility-checks`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ member, scheme: 'resident', on: servedOn }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((error: unknown) => {
    throw new LedgerAwayError('The ledger cannot be reached.', { cause: error });
  });
  const text = await response.text().catch((error: unknown) => {
    throw new LedgerAwayError('The ledger broke off.', { cause: error });
  });
  if (response.status === 404) return nobody;
  if (response.status >= 500) throw new LedgerAwayError(`The ledger answers ${response.status}.`);
  if (!response.ok) throw new Error(`The ledger refuses a check: ${text}`);
  const { decisionId, pooledFund, ceiling, coordinates } = JSON.parse(text) as EligibilityCheck;
  const { payable } = pooledFund;
  return {
    decisionId,
    position: coordinates.position,
    payable,
    ceilingFen: ceiling.effectiveFen,
    paysFen: paysOf(costFen, payable, ceiling.effectiveFen),
  };
}

/** The ledger knows no such member: nothing is paid until it does. */
const nobody: Price = { decisionId: null, position: 0, payable: false, ceilingFen: null, paysFen: 0 };

/** What the fund pays of a cost: up to the ceiling, where there is one; null where the ledger cannot say. */
export function paysOf(costFen: number, payable: boolean | null, ceilingFen: number | null): number | null {
  if (payable === null) return null;
  return payable ? Math.min(costFen, ceilingFen ?? costFen) : 0;
}
