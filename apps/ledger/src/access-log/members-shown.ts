import { DomainError, type RefusalCode } from '#libs/enrollment';
import { LedgerError } from '#libs/ledger';
import type { Answer } from '../http/answer.js';

/** Whose data an answer shows, by what it says itself: one member, or those of a list. Undefined where it names nobody. */
export function membersIn(body: object): readonly string[] | undefined {
  const { member, items } = body as { readonly member?: unknown; readonly items?: unknown };
  if (typeof member === 'string') return [member];
  if (!Array.isArray(items)) return undefined;
  const members = items.map((item: unknown) => (item as { readonly member?: unknown } | null)?.member);
  return members.every((each) => typeof each === 'string') ? members : undefined;
}

/** True for the answer to a fact that was appended just now: it stands in the ledger under the key of who appended it. */
export function isNewFact({ body, options }: Answer): boolean {
  return 'event' in body && 'appended' in body && body.appended === true && options.replayed !== true;
}

/** Refusals that follow from the request alone, or show nobody. */
const SILENT: readonly RefusalCode[] = [
  'malformed-request',
  'personal-identifier',
  'invalid-date',
  'invalid-amount',
  'unknown-region',
  'unknown-pack',
  'unknown-status',
  'member-not-found',
];

/** True for a failure that tells something of the member asked about: that it died, what it paid, what came meanwhile. */
export function isTelling(error: unknown): boolean {
  if (error instanceof LedgerError) return error.eventsSince.length > 0;
  return error instanceof DomainError && !SILENT.includes(error.code);
}
