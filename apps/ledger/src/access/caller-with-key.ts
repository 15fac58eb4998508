import type { Service } from '../service.js';
import type { Caller } from './caller.js';

/** Whom a key lets in; nobody without one, with a wrong or a revoked one. */
export async function callerWithKey(
  { ledger }: Service,
  key: string | undefined,
): Promise<Caller | undefined> {
  if (key === undefined) return undefined;
  const principal = await ledger.access.authenticate(key);
  if (principal === undefined) return undefined;
  const { keyId, holder, role, regions } = principal;
  return { actor: `key:${keyId}`, holder, role, scope: { regions } };
}
