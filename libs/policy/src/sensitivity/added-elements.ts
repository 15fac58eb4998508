import { isMapping, type RangeKeys, rangeKeysOf } from './ranges-that-meet.js';
import type { Donors, Spot } from './spot.js';

/** An element that a list has not, and the whole value with it. */
export interface Added {
  /** Its place in the list that has it. */
  readonly index: number;
  readonly element: unknown;
  readonly value: unknown;
}

/** Puts an element into a list, at a place, and the list into the whole value. */
type Put = (element: unknown) => unknown;

/** Copies of an element with one field moved that may stand where it is put. */
export type MovedCopies = (element: unknown, put: Put) => readonly unknown[];

/** The year from which another row is tried where the last one is open. */
const LATER_YEAR = 2030;

/** What is tried in a list for which no pack has an element. */
const PLAUSIBLE_ELEMENTS: ReadonlyMap<string, unknown> = new Map([
  ['newborn.tiers[]', { withinDays: null, withinMonths: 12, coverFrom: 'birth', noWait: true }],
]);

/**
 * The elements that are tried in a list of mappings beside those that it has: those of other packs and copies with one
 * field moved. In a list of ranges each range gives way to one of them in a later year, or in its last. Of another list
 * the first element that fits is taken, so what other packs have is tried at both ends; copies at the end are enough,
 * because in front of what they copy one that asks more changes nothing and one that asks less leaves nothing behind it.
 */
export function addedElements(
  spot: Spot,
  list: readonly unknown[],
  donors: Donors,
  copiesOf: MovedCopies,
): readonly Added[] {
  const kind = `${spot.kind}[]`;
  const foreign = (donors.get(kind) ?? []).filter(isMapping);
  const ranges = rangeKeysOf(list);
  if (ranges !== null) {
    return list.flatMap((_, index) => addedRanges(spot, list, { index, keys: ranges, foreign, copiesOf }));
  }
  const plausible = PLAUSIBLE_ELEMENTS.get(kind);
  const elements = foreign.length > 0 || plausible === undefined ? foreign : [plausible];
  const atEnd: Put = (element) => spot.put([...list, element]);
  const copies = [...list.filter(isMapping), ...foreign].flatMap((element) => copiesOf(element, atEnd));
  return [
    ...elements.map((element) => ({ index: 0, element, value: spot.put([element, ...list]) })),
    ...[...elements, ...copies].map((element) => ({ index: list.length, element, value: atEnd(element) })),
  ];
}

function addedRanges(
  spot: Spot,
  list: readonly unknown[],
  tried: {
    readonly index: number;
    readonly keys: RangeKeys;
    readonly foreign: readonly Readonly<Record<string, unknown>>[];
    readonly copiesOf: MovedCopies;
  },
): readonly Added[] {
  const { index, keys, foreign, copiesOf } = tried;
  const range = list[index];
  if (!isMapping(range)) return [];
  const [from, until] = [range[keys.from], range[keys.until]];
  if (typeof from !== 'number') return [];
  const split = typeof until === 'number' ? until - 1 : Math.max(from + 1, LATER_YEAR);
  if (split <= from) return [];
  const put: Put = (element) =>
    spot.put(list.toSpliced(index, 1, { ...range, [keys.until]: split }, element));
  const fromSplit = { [keys.from]: split, [keys.until]: until };
  const elements = [
    ...copiesOf({ ...range, ...fromSplit }, put),
    ...foreign.map((other) => ({ ...other, ...fromSplit })),
  ];
  return elements.map((element) => ({ index: index + 1, element, value: put(element) }));
}
