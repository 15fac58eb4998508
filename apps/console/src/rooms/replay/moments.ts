import { type ComparedField, isSameValue, valueAt } from '#libs/enrollment';
import type { FlipEvent, KnownMember, MemberComparison } from '#libs/ledger/pure';

/** Every event with which something became known that may count for a member, in order of position. */
export function momentsOf(known: KnownMember): readonly FlipEvent[] {
  const positions = known.momentsIn({ after: 0, through: Number.MAX_SAFE_INTEGER });
  return positions.flatMap((position) => known.eventAt(position) ?? []);
}

/** A moment between two positions, and the figure once it was known. */
export interface Trial {
  readonly moment: FlipEvent;
  readonly value: unknown;
  /** The value is already that of the later side. */
  readonly isNew: boolean;
}

/** The figure after each moment between the two sides, from the earlier to the later position; all else as on side A. */
export function trialsBetween(comparison: MemberComparison, field: ComparedField): readonly Trial[] {
  const { a, b, moments } = comparison;
  const at = (knownAt: number): unknown => valueAt(comparison, field, { ...a, knownAt });
  const later = at(Math.max(a.knownAt, b.knownAt));
  return moments.flatMap((position) => {
    const moment = comparison.eventAt(position);
    if (moment === null) return [];
    const value = at(position);
    return [{ moment, value, isNew: isSameValue(value, later) }];
  });
}
