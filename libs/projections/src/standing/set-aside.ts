import type { CivilDate } from '#libs/enrollment';
import { type Position, StoreError } from '#libs/event-store';
import type { DerivedMember, LoadedMember, Point } from '../ports.js';
import { BEHIND, type ParkedEvent } from '../sqlite/parked-events.js';

/** Why a member cannot be derived. */
export interface Poison {
  readonly reason: string;
}

/** What a derivation gives, or why it cannot be made. A failure of the store is no member's own, and is passed on. */
export function attempt<Found extends object>(derive: () => Found): Found | Poison {
  try {
    return derive();
  } catch (error) {
    if (error instanceof StoreError) throw error;
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

/** A member at a point; a next change that has come already would keep the calendar busy for ever, so it is refused. */
export function derivedAt(
  loaded: LoadedMember,
  point: Point,
): { readonly derived: DerivedMember | undefined } {
  const derived = loaded.at(point);
  const next = derived?.row.nextChangeOn ?? null;
  if (next !== null && next <= point.on)
    throw new Error(`The next change on ${next} is not after ${point.on}, the day of the standing.`);
  return { derived };
}

/** An event of a member, and the day on which the rows stood when it came. */
export interface ArrivedEvent {
  readonly position: Position;
  readonly id: string;
  readonly on: CivilDate;
}

/** A member that is set aside: its row before the first event that it cannot be derived with, and that one and the rest. */
export interface SetAside {
  readonly derived: DerivedMember | undefined;
  readonly parked: readonly ParkedEvent[];
}

/** Finds the first of some events that a member cannot be derived with; where each alone is fine, it is the last. */
export function setAside(
  member: string,
  loaded: LoadedMember,
  events: readonly ArrivedEvent[],
  reason: string,
): SetAside {
  const index = events.findIndex(
    ({ position, on }) => 'reason' in attempt(() => derivedAt(loaded, { position, on })),
  );
  const first = index === -1 ? events.length - 1 : index;
  const poison = events[first];
  if (poison === undefined) throw new Error('A member is set aside for at least one event.');
  const { position, id: eventId, on: asOf } = poison;
  const before = events[first - 1];
  const found = before && attempt(() => derivedAt(loaded, { position: before.position, on: asOf }));
  return {
    derived: found !== undefined && 'derived' in found ? found.derived : undefined,
    parked: [{ member, position, eventId, reason, asOf }, ...behind(member, events.slice(first + 1), asOf)],
  };
}

/** Events that stand behind one that is parked. */
export function behind(
  member: string,
  events: readonly { readonly position: Position; readonly id: string }[],
  asOf: CivilDate,
): readonly ParkedEvent[] {
  return events.map(({ id, position }) => ({ member, position, eventId: id, reason: BEHIND, asOf }));
}
