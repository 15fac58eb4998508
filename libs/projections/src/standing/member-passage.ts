import { type CivilDate, previousDay } from '#libs/enrollment';
import type { Position, RecordedEvent } from '#libs/event-store';
import type { DerivedMember, LoadedMember, MemberRow } from '../ports.js';
import type { ParkedEvent } from '../sqlite/parked-events.js';
import type { StandingReached } from '../sqlite/standing-feed.js';
import { reachedEntry } from './reached-entry.js';
import { attempt, behind, derivedAt, setAside } from './set-aside.js';
import type { Change } from './steps.js';

/** Events of one member that stand in the log between the same two midnights. */
export interface DayOfEvents {
  readonly day: CivilDate;
  readonly events: RecordedEvent[];
}

/** Where a member stands before some days, and how far it goes. */
export interface Passage {
  /** The member's row; undefined: it has none yet. */
  readonly row: MemberRow | undefined;
  /** What is known of policy and member when the first of the days begins. */
  readonly position: Position;
  readonly loaded: LoadedMember;
  /** The last day. */
  readonly through: CivilDate;
}

/**
 * A member through some days: the events that came on each and the midnights between them, as if each had been taken in its
 * place in the log. What the events changed in the answers is not told.
 */
export function pass(member: string, days: readonly DayOfEvents[], passage: Passage): Change {
  const { loaded, through } = passage;
  const reached: StandingReached[] = [];
  let { row, position } = passage;
  let derived: DerivedMember | undefined;

  /** Lets the midnights come up to that of a day; gives why one could not. */
  const reach = (target: CivilDate): ParkedEvent | undefined => {
    for (let on = row?.nextChangeOn ?? null; row !== undefined && on !== null && on <= target;) {
      const day = on;
      const found = attempt(() => derivedAt(loaded, { position, on: day }));
      if ('reason' in found)
        return { member, position: row.position, eventId: null, asOf: previousDay(day), ...found };
      reached.push(...reachedEntry(day, row, found.derived?.row));
      derived = found.derived ?? derived;
      row = found.derived?.row;
      on = row?.nextChangeOn ?? null;
    }
    return undefined;
  };
  const aside = (parked: readonly ParkedEvent[], rest: readonly DayOfEvents[]): Change => {
    const later = rest.flatMap(({ day, events }) => behind(member, events, day));
    return { member, derived, reached, parked: [...parked, ...later] };
  };

  for (const [index, { day, events }] of days.entries()) {
    const failed = reach(day);
    if (failed !== undefined) return aside([failed], days.slice(index));
    position = events.at(-1)?.position ?? position;
    const found = attempt(() => derivedAt(loaded, { position, on: day }));
    if ('reason' in found) {
      const arrived = events.map(({ position: at, id }) => ({ position: at, id, on: day }));
      const { derived: before, parked } = setAside(member, loaded, arrived, found.reason);
      derived = before ?? derived;
      return aside(parked, days.slice(index + 1));
    }
    derived = found.derived ?? derived;
    row = found.derived?.row ?? row;
  }
  const failed = reach(through);
  return failed === undefined ? { member, derived, reached } : aside([failed], []);
}
