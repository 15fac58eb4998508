import { refusal } from '#libs/enrollment';
import type { LedgerContext } from '../context.js';
import { LedgerError } from '../errors.js';
import { excerpt } from '../excerpt.js';
import { includesRegion, type RegionScope } from '../scope.js';

/**
 * Checks a region that a caller names, against the policy as it was last read.
 *
 * @throws DomainError unknown-region at `at`, where it is not configured; LedgerError not-allowed outside the scope
 */
export function checkRegion(
  { policy }: LedgerContext,
  region: string,
  scope: RegionScope,
  at = '/region',
): void {
  if (!policy.regions(Number.MAX_SAFE_INTEGER).has(region))
    throw refusal('unknown-region', at, { field: at, seen: excerpt(region) });
  if (!includesRegion(scope, region)) throw new LedgerError('not-allowed', { seen: region });
}
