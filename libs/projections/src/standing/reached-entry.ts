import type { CivilDate } from '#libs/enrollment';
import type { MemberRow } from '../ports.js';
import type { StandingReached } from '../sqlite/standing-feed.js';
import { changedFields } from './changed-fields.js';

/** What a midnight tells of a member: the fields that changed, and nothing where none did or no registration counts. */
export function reachedEntry(
  day: CivilDate,
  before: MemberRow,
  after: MemberRow | undefined,
): readonly StandingReached[] {
  const old = before.standing;
  const young = after?.standing ?? null;
  const region = after?.region ?? null;
  if (old === null || young === null || region === null || old === young) return [];
  return [{ day, member: before.member, region, ...changedFields(old, young) }];
}
