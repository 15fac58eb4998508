import { DiskFullError, StoreUnavailableError, toStoreError } from '#libs/event-store';
import { ReadModelsClosedError } from '../errors.js';

/** The reason of read models that are made anew. */
export const DAMAGED = 'read-models-damaged';

/**
 * Why a projection waits: the code of a failure, why the store is away, or what the driver reports, which is about the
 * database of the read models.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof StoreUnavailableError) return error.reason;
  if (error instanceof ReadModelsClosedError && error.cause !== undefined) return reasonOf(error.cause);
  const { code } = error as { readonly code?: unknown };
  if (typeof code === 'string' && !code.startsWith('ERR_')) return code;
  const failure = toStoreError(error);
  if (failure instanceof DiskFullError) return 'disk-full';
  return failure instanceof StoreUnavailableError && failure.reason === 'corrupt' ? DAMAGED : 'failed';
}
