import { civilDayOfInstant, yearOf } from '#libs/enrollment';
import type { LedgerContext } from '../context.js';
import type { StoredFact } from '../members/stored-fact.js';
import type { Visibility } from '../members/visibility.js';
import { consequencesOf } from './consequences.js';
import type { Consequence } from './recorded-fact.js';

/** What a recorded fact changed when it was recorded: by the facts before it, and the policy known then. */
export function consequencesOfStored(
  { policy }: LedgerContext,
  known: readonly StoredFact[],
  { version, position, recordedAt }: StoredFact,
  { hiddenFrom }: Visibility,
): readonly Consequence[] {
  const upTo = (last: number) => known.filter((each) => each.version <= last).map(({ fact }) => fact);
  return consequencesOf({
    before: upTo(version - 1),
    after: upTo(version),
    book: policy.bookAt(position),
    throughYear: yearOf(civilDayOfInstant(recordedAt)),
    hiddenFrom,
  });
}
