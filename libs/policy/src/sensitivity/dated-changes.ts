import type { Clause, DatedValue, ParameterName } from '#libs/enrollment';
import { type Change, changesOf } from './changes.js';
import { movedBoundaries, type RangeKeys, withoutRange } from './ranges-that-meet.js';
import { schemaOf } from './schema.js';
import type { Donors } from './spot.js';
import { writtenText } from './written-value.js';

type Dated = DatedValue<unknown>;

/** A change of a parameter: as of one of its values, with the place as in a file, and all its values with the change made. */
export interface DatedChange extends Omit<Change, 'value'> {
  readonly clause: Clause;
  readonly dated: readonly Dated[];
}

/** The dates of a value. */
const DATES: RangeKeys = { from: 'from', until: 'until' };

/**
 * Every change of a parameter: each of its values changed, and, where there are several, the days moved on which one
 * gives way to the next, and each taken out in favour of its neighbour. Throws where a value is not what its own reader
 * makes of it, because it would then have no legal change.
 */
export function datedChanges(
  name: ParameterName,
  dated: readonly Dated[],
  donors: Donors,
): readonly DatedChange[] {
  const schema = schemaOf(name);
  return dated.flatMap((at, index) => {
    if (!schema.isLegal(at.value)) throw new Error(`The value of ${name} cannot be written and read again.`);
    const ofValue = changesOf(name, at.value, schema, donors).map(({ value, ...change }) => {
      return { ...change, list: dated.with(index, { ...at, value }) };
    });
    const ofDates = dated.length > 1 ? dateChanges(name, dated, index) : [];
    const where = dated.length > 1 ? `${name}@${at.from ?? 'start'}` : name;
    return [...ofValue, ...ofDates].map(({ place, from, to, list }) => {
      return { place: where + place, from, to, clause: at.clause, dated: list };
    });
  });
}

function dateChanges(
  name: ParameterName,
  dated: readonly Dated[],
  index: number,
): readonly (Omit<Change, 'value'> & { readonly list: readonly Dated[] })[] {
  const from = writtenText(name, dated[index]?.value);
  const removal = { place: '', from, to: null, list: withoutRange(dated, index, DATES) };
  const moves = movedBoundaries(dated, index, DATES)
    .filter(({ list }) => list.every((each) => (each.from ?? '') < (each.until ?? '9999')))
    .map((moved) => ({
      place: '.from',
      from: String(moved.from),
      to: String(moved.to),
      list: moved.list,
    }));
  return [removal, ...moves];
}
