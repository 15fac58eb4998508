import { type CivilDate, yearOf } from '../../calendar/civil-date.js';
import type { Fen } from '../../fen.js';
import { type Member, regionOn, rulesOn, statusOnDay } from '../member/member.js';
import type { StatusRange } from '../member/statuses.js';

/** A base ceiling of a year: an amount, null where there is none, undefined where it is unknown. */
export type BaseCeiling = Fen | null | undefined;

/** The base ceiling of the region and the year of a day. */
export function baseCeilingOn(member: Member, day: CivilDate): BaseCeiling {
  return member.book.baseCeilingFen(regionOn(member, day), yearOf(day));
}

/** The status by which a member has no ceiling on a day, if any. */
export function unlimitedBy(member: Member, on: CivilDate): StatusRange | undefined {
  if (member.statuses.length === 0) return undefined;
  for (const status of rulesOn(member, on)['ceiling.unlimitedFor']) {
    const held = statusOnDay(member, status, on);
    if (held !== undefined) return held;
  }
  return undefined;
}
