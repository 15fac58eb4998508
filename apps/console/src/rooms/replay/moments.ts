import { type ComparedField, isSameValue, valueAt } from '#libs/enrollment';
import { parseInstant, parseKnownAt } from '#libs/policy/pure';
import type { FlipEvent, KnownMember, MemberComparison } from '#libs/ledger/pure';

/** Every event with which something became known that may count for a member, in order of position. */
export function momentsOf(known: KnownMember): readonly FlipEvent[] {
  const positions = known.momentsIn({ after: 0, through: Number.MAX_SAFE_INTEGER });
  return positions.flatMap((position) => known.eventAt(position) ?? []);
}

/** The position that `knownAt` means: as it says, else the last that was recorded by then; a day counts to its end. 0: before the first. */
export function positionAt(moments: readonly FlipEvent[], knownAt: string): number {
  if (knownAt.startsWith('pos:')) return Number(knownAt.slice(4));
  const until = parseKnownAt(knownAt) ?? '';
  return moments.findLast(({ recordedAt }) => (parseInstant(recordedAt) ?? '') <= until)?.position ?? 0;
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
