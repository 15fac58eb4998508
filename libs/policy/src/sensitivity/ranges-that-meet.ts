import { isCivilDate } from '#libs/enrollment';
import { neighbouringDays } from './neighbouring-days.js';

type Mapping = Readonly<Record<string, unknown>>;

/** The keys of a list of ranges that meet: each element ends (`until…`) where the next one begins (`from…`). */
export interface RangeKeys {
  readonly from: string;
  readonly until: string;
}

/** The range keys of a list; null where it is empty, its elements are no ranges, or two of them do not meet. */
export function rangeKeysOf(list: readonly unknown[]): RangeKeys | null {
  const [first] = list;
  if (!list.every(isMapping) || !isMapping(first)) return null;
  const from = Object.keys(first).find((key) => key.startsWith('from'));
  const until = Object.keys(first).find((key) => key.startsWith('until'));
  if (from === undefined || until === undefined) return null;
  const meet = list.every((range, index) => index === 0 || list[index - 1]?.[until] === range[from]);
  return meet ? { from, until } : null;
}

/** A boundary between two ranges, moved. */
interface MovedBoundary<E> {
  readonly from: string | number;
  readonly to: string | number;
  readonly list: readonly E[];
}

/** The list with the boundary moved at which a range begins and the one before it ends: a day or a year each way. */
export function movedBoundaries<E>(
  list: readonly E[],
  index: number,
  { from, until }: RangeKeys,
): readonly MovedBoundary<E>[] {
  const boundary = (list[index] as Mapping)[from];
  if (index === 0 || (typeof boundary !== 'number' && !isCivilDate(boundary))) return [];
  const neighbours = typeof boundary === 'number' ? [boundary - 1, boundary + 1] : neighbouringDays(boundary);
  return neighbours.map((to) => ({
    from: boundary,
    to,
    list: list.map((range, each) => {
      if (each === index) return { ...range, [from]: to };
      return each === index - 1 ? { ...range, [until]: to } : range;
    }),
  }));
}

/** The list without one range, its days given to the range before it, or to the next one where it was the first. */
export function withoutRange<E>(list: readonly E[], index: number, { from, until }: RangeKeys): readonly E[] {
  const removed = list[index] as Mapping;
  return list.flatMap((range, each) => {
    if (each === index) return [];
    if (each === index - 1) return [{ ...range, [until]: removed[until] }];
    return [each === 1 && index === 0 ? { ...range, [from]: removed[from] } : range];
  });
}

/** True for an object that is no list. */
export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
