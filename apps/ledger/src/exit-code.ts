import { InvalidConnectionError, StoreError } from '#libs/event-store';
import { LedgerError } from '#libs/ledger';
import { InvalidFileError } from '#libs/policy';
import { UnreadableFileError, UsageError } from './flags.js';

/** The exit codes of docs/api.md, command line. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof UnreadableFileError) return error.isMissing ? 3 : 2;
  if (error instanceof UsageError || error instanceof InvalidFileError) return 2;
  if (error instanceof InvalidConnectionError) return 2;
  const { code } = error as { readonly code?: unknown };
  if (error instanceof StoreError || isUnreadable(error) || code === 'EADDRINUSE' || code === 'EACCES')
    return 7;
  return code === 'ENOENT' ? 2 : 70;
}

/** The ledger holds an event that this program cannot read. */
function isUnreadable(error: unknown): boolean {
  return (
    error instanceof LedgerError &&
    (error.code === 'damaged-event' || error.code === 'unknown-schema-version')
  );
}
