import {
  addDays,
  addMonths,
  civilDate,
  type FullExemption,
  type NewbornTier,
  type ShortGapExemption,
} from '#libs/enrollment';
import { type Cursor, report } from '../yaml/cursor.js';

/** Why an element of a list is never reached: the earlier one (or ones) that answer whenever it would, and how. */
export interface Shadow {
  /** Indices in the list, first 0. */
  readonly by: readonly number[];
  readonly because: string;
}

/** Says of an element of a list, and those before it, why it is never reached; null: it is reached, or may be. */
export type ShadowOf<E> = (element: E, earlier: readonly E[]) => Shadow | null;

/**
 * Reports each element of a list that earlier ones leave nothing to decide, at its place. Only what is certain from the
 * list alone is reported. False where it did.
 */
export function reportUnreachable<E>(
  elements: readonly E[],
  places: readonly Cursor[],
  shadowOf: ShadowOf<E>,
): boolean {
  const found = elements.map((element, index) => shadowOf(element, elements.slice(0, index)));
  found.forEach((shadow, index) => {
    const at = places[index];
    if (shadow === null || at === undefined) return;
    const rows = shadow.by.map((row) => `[${String(row)}]`).join(', ');
    report(at, {
      seen: `an entry that is never reached: ${rows} before it ${shadow.because}`,
      expected: 'an entry that decides something',
      remedy: `Remove it, or put it before ${rows}.`,
    });
  });
  return found.every((shadow) => shadow === null);
}

/** An exemption by age holds whatever status it names, so a second one adds nothing. */
export const shadowOfFullExemption: ShadowOf<FullExemption> = (exemption, earlier) => {
  const first = earlier.findIndex(
    ({ holds }) => holds === 'newborn-age' && exemption.holds === 'newborn-age',
  );
  return first < 0 ? null : { by: [first], because: 'exempts by the same age, whatever the status' };
};

/** A tier after one that reaches at least as far is never the first to reach a day. */
export const shadowOfTier: ShadowOf<NewbornTier> = (tier, earlier) => {
  const first = earlier.findIndex((other) => reachesAsFar(other, tier));
  const { withinDays, withinMonths } = earlier[first] ?? tier;
  const reach = withinDays === null ? `${String(withinMonths)} months` : `${String(withinDays)} days`;
  return first < 0 ? null : { by: [first], because: `reaches as far (within ${reach})` };
};

/** A short-gap exemption for which an earlier one, or several together, hold whenever it would. */
export const shadowOfShortGap: ShadowOf<ShortGapExemption> = (exemption, earlier) => {
  if (exemption.after === 'employee-gap') {
    const first = earlier.findIndex(
      (other) => asksNoMore(other, exemption) && asksNoMoreCover(other, exemption),
    );
    const because = 'holds for every gap after employee cover for which this one would';
    return first < 0 ? null : { by: [first], because };
  }
  const rows = exemption.statuses.map((status) =>
    earlier.findIndex(
      (other) =>
        other.statuses.includes(status) && asksNoMore(other, exemption) && lastsAsLong(other, exemption),
    ),
  );
  if (rows.includes(-1)) return null;
  return { by: [...new Set(rows)].sort((a, b) => a - b), because: 'has its statuses for at least as long' };
};

/** True where one exemption of a kind holds under every payment class and breaks under which the other does. */
function asksNoMore(one: ShortGapExemption, other: ShortGapExemption): boolean {
  return (
    one.after === other.after &&
    (!one.onlyLate || other.onlyLate) &&
    (!one.onlyWithoutBreaks || other.onlyWithoutBreaks)
  );
}

function asksNoMoreCover(one: ShortGapExemption, other: ShortGapExemption): boolean {
  return (one.coveredYearsBefore ?? 0) <= (other.coveredYearsBefore ?? 0);
}

/** Months from the first of the next month end later than as many from the day, and no later than one more from the day. */
function lastsAsLong(one: ShortGapExemption, other: ShortGapExemption): boolean {
  const isCountedSooner = one.countedFrom === 'day' && other.countedFrom === 'next-month';
  return (one.months ?? 0) >= (other.months ?? 0) + (isCountedSooner ? 1 : 0);
}

/** True where one tier surely reaches every age in days that the other does, whatever the day of birth. */
function reachesAsFar(one: NewbornTier, other: NewbornTier): boolean {
  const { withinDays: days, withinMonths: months } = one;
  if (days !== null && other.withinDays !== null) return days >= other.withinDays;
  if (months !== null && other.withinMonths !== null) return months >= other.withinMonths;
  // The last day of the months may be in them or not, by another parameter: only what is sure counts.
  return BIRTHS.every((birth) =>
    days === null
      ? addDays(birth, other.withinDays ?? 0) < addMonths(birth, months ?? 0)
      : addDays(birth, days) >= addMonths(birth, other.withinMonths ?? 0),
  );
}

/** The first of each month of four years: from them months are as long and as short as from any day. */
const BIRTHS = Array.from({ length: 48 }, (_, index) => addMonths(civilDate('2000-01-01'), index));
