import { isDeepStrictEqual } from 'node:util';
import { addedElements } from './added-elements.js';
import { candidatesAt } from './candidates.js';
import { movedBoundaries, type RangeKeys, rangeKeysOf, withoutRange } from './ranges-that-meet.js';
import { PROBE, type Schema } from './schema.js';
import { type Donors, rootSpot, type Spot, spotsBelow } from './spot.js';
import { writtenText } from './written-value.js';

/** One change of a value: where in it, what was there and what is there now, both as a file has them, and the whole value. */
export interface Change {
  /** Place within the value: empty for the value itself, else as `[1].closes`. */
  readonly place: string;
  /** Null: nothing was there. */
  readonly from: string | null;
  /** Null: taken out. */
  readonly to: string | null;
  readonly value: unknown;
}

/**
 * Every change of one atom of a value that leaves a legal one: what stands at each place replaced, elements of lists
 * taken out, missing words of a closed list and further mappings added, and the boundary between two ranges moved.
 */
export function changesOf(name: string, value: unknown, schema: Schema, donors: Donors): readonly Change[] {
  return changesAt(rootSpot(name, value), schema, donors);
}

function changesAt(spot: Spot, schema: Schema, donors: Donors): readonly Change[] {
  const { value } = spot;
  const here = replacements(spot, schema, donors);
  if (!Array.isArray(value)) return [...here, ...changesBelow(spot, schema, donors)];
  const list: readonly unknown[] = value;
  const words = schema.wordsFor(spot.put([...list, PROBE])).filter((word) => word !== PROBE);
  const additions = words.filter((word) => !list.includes(word)).map((word) => addition(spot, list, word));
  const inList = [
    ...removals(spot, list),
    ...additions,
    ...elementAdditions(spot, list, schema, donors),
    ...boundaryChanges(spot, list),
  ];
  const legal = inList.filter((change) => schema.isLegal(change.value));
  // A closed list of words is a set: every change of it is a word less or a word more.
  return [...here, ...legal, ...(words.length > 0 ? [] : changesBelow(spot, schema, donors))];
}

function changesBelow(spot: Spot, schema: Schema, donors: Donors): readonly Change[] {
  return spotsBelow(spot).flatMap((below) => changesAt(below, schema, donors));
}

function replacements(spot: Spot, schema: Schema, donors: Donors): readonly Change[] {
  const { place, key, value, put } = spot;
  const tried = new Set([JSON.stringify(value)]);
  return candidatesAt(spot, schema, donors).flatMap((candidate): readonly Change[] => {
    const id = JSON.stringify(candidate);
    const whole = put(candidate);
    if (tried.has(id) || !schema.isLegal(whole)) return [];
    tried.add(id);
    return [{ place, from: writtenText(key, value), to: writtenText(key, candidate), value: whole }];
  });
}

function removals({ place, put }: Spot, list: readonly unknown[]): readonly Change[] {
  const ranges = rangeKeysOf(list);
  return list.map((element, index) => {
    const rest = ranges === null ? list.toSpliced(index, 1) : withoutRange(list, index, ranges);
    return {
      place: `${place}[${String(index)}]`,
      from: writtenText('', element),
      to: null,
      value: put(rest),
    };
  });
}

function addition({ place, put }: Spot, list: readonly unknown[], word: string): Change {
  return { place: `${place}[]`, from: null, to: word, value: put([...list, word]) };
}

/** What is added to a list of mappings: nothing that is there already. */
function elementAdditions(
  spot: Spot,
  list: readonly unknown[],
  schema: Schema,
  donors: Donors,
): readonly Change[] {
  const tried = new Set([JSON.stringify(spot.put(list))]);
  const copiesOf = (element: unknown, put: (element: unknown) => unknown): readonly unknown[] =>
    movedCopies({ ...spot, kind: `${spot.kind}[]`, value: element, put }, schema, donors);
  return addedElements(spot, list, donors, copiesOf).flatMap(({ index, element, value }) => {
    const id = JSON.stringify(value);
    if (tried.has(id) || list.some((each) => isDeepStrictEqual(each, element))) return [];
    tried.add(id);
    return [{ place: `${spot.place}[${String(index)}]`, from: null, to: writtenText('', element), value }];
  });
}

/** What stands at a place, with each change of one field that is legal there. */
function movedCopies(spot: Spot, schema: Schema, donors: Donors): readonly unknown[] {
  const alone: Spot = { ...spot, put: (element) => element };
  const there: Schema = {
    isLegal: (element) => schema.isLegal(spot.put(element)),
    wordsFor: (probed) => schema.wordsFor(spot.put(probed)),
  };
  return changesBelow(alone, there, donors).map(({ value }) => value);
}

function boundaryChanges({ place, put }: Spot, list: readonly unknown[]): readonly Change[] {
  const ranges: RangeKeys | null = rangeKeysOf(list);
  if (ranges === null) return [];
  return list.flatMap((_, index) =>
    movedBoundaries(list, index, ranges).map(({ from, to, list: moved }) => {
      const at = `${place}[${String(index)}].${ranges.from}`;
      return { place: at, from: String(from), to: String(to), value: put(moved) };
    }),
  );
}
