import { isMapping } from './ranges-that-meet.js';
import { writtenKey } from './written-value.js';

/** A place in a value. */
export interface Spot {
  /** As in a file: empty for the value itself, else as `[1].closes`. */
  readonly place: string;
  /** The name of the value and the place without indices: what stands there is of one kind. */
  readonly kind: string;
  /** The name of what stands there: it tells an amount. */
  readonly key: string;
  readonly value: unknown;
  /** The whole value with something else at this place. */
  readonly put: (inner: unknown) => unknown;
}

/** The place of a whole value. */
export function rootSpot(name: string, value: unknown): Spot {
  return { place: '', kind: name, key: name, value, put: (inner) => inner };
}

/** The places right below one: the elements of a list, the fields of a mapping. */
export function spotsBelow(spot: Spot): readonly Spot[] {
  const { place, kind, value, put } = spot;
  if (Array.isArray(value)) {
    return value.map((element: unknown, index) => ({
      place: `${place}[${String(index)}]`,
      kind: `${kind}[]`,
      key: '',
      value: element,
      put: (inner) => put(value.with(index, inner)),
    }));
  }
  if (!isMapping(value)) return [];
  return Object.entries(value).map(([key, field]) => ({
    place: `${place}.${writtenKey(key)}`,
    kind: `${kind}.${key}`,
    key,
    value: field,
    put: (inner) => put({ ...value, [key]: inner }),
  }));
}

/** What stands at the same place of other packs, by kind: it tells what may stand where one has nothing. */
export type Donors = ReadonlyMap<string, readonly unknown[]>;

/** What stands at each place of some values, by kind. */
export function donorsOf(values: Iterable<readonly [name: string, value: unknown]>): Donors {
  const donors = new Map<string, unknown[]>();
  const collect = (spot: Spot): void => {
    if (spot.value !== null) donors.set(spot.kind, [...(donors.get(spot.kind) ?? []), spot.value]);
    spotsBelow(spot).forEach(collect);
  };
  for (const [name, value] of values) collect(rootSpot(name, value));
  return donors;
}
