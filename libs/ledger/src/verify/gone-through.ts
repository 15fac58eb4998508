import type { Finding, UnverifiablePart } from '#libs/audit';
import { StoreError, StoreUnavailableError } from '#libs/event-store';

/**
 * Goes through one part of a ledger. Where what is stored hinders that, it becomes a finding and the part has `otherwise` for a
 * verdict, so that the other parts are gone through all the same; so it has where it was told to end in the midst of it.
 *
 * @throws what has nothing to do with what is stored: a store that is away or in use, a full disk
 */
export async function goneThrough<Verdict>(
  part: UnverifiablePart,
  go: () => Promise<Verdict>,
  {
    otherwise,
    findings,
    signal,
  }: { readonly otherwise: Verdict; readonly findings: Finding[]; readonly signal: AbortSignal },
): Promise<Verdict> {
  try {
    return await go();
  } catch (error) {
    if (signal.aborted) return otherwise;
    if (!isOfContent(error)) throw error;
    findings.push({
      kind: 'not-verifiable',
      part,
      says: error instanceof Error ? error.message : String(error),
    });
    return otherwise;
  }
}

function isOfContent(error: unknown): boolean {
  if (error instanceof StoreUnavailableError) return error.reason === 'corrupt';
  const isOfFileSystem = typeof (error as NodeJS.ErrnoException | null)?.syscall === 'string';
  return !(error instanceof StoreError) && !isOfFileSystem;
}
