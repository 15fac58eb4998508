import { COMPARED_FIELDS, type ComparedField, isSameValue } from './figures.js';
import { findFlip, type Flip, valueAt } from './flip.js';
import { type Axis, axesBetween, type Comparison, withAxes } from './point.js';

/** A field after one more axis was led from side A to side B. */
export interface PathValue {
  readonly axis: Axis;
  readonly value: unknown;
}

/**
 * Why a field differs. `alone`: leading this one axis from A to B gives the value of B, and no other single axis does.
 * `either`: each of several axes does it alone. `together`: no single axis does it; these do, and no fewer. The last two are
 * interactions of axes.
 */
export type ChangeCause =
  | { readonly kind: 'alone'; readonly axis: Axis; readonly flip: Flip }
  | { readonly kind: 'either'; readonly axes: readonly Axis[]; readonly flips: readonly Flip[] }
  | {
      readonly kind: 'together';
      readonly axes: readonly Axis[];
      /** The field after each of them, one after the other. */
      readonly path: readonly PathValue[];
      readonly flip: Flip;
    };

/** A field that differs between two sides. */
export interface FieldChange {
  readonly field: ComparedField;
  readonly before: unknown;
  readonly after: unknown;
  readonly cause: ChangeCause;
}

/** Every field whose value on side B is another one than on side A, each with its cause, in the order of `COMPARED_FIELDS`. */
export function diffOf(comparison: Comparison): readonly FieldChange[] {
  const { a, b } = comparison;
  return COMPARED_FIELDS.flatMap((field) => {
    const before = valueAt(comparison, field, a);
    const after = valueAt(comparison, field, b);
    return isSameValue(before, after) ? [] : [{ field, before, after, cause: causeOf(comparison, field) }];
  });
}

function causeOf(comparison: Comparison, field: ComparedField): ChangeCause {
  const { a, b } = comparison;
  const target = valueAt(comparison, field, b);
  const suffice = (axes: readonly Axis[]): boolean =>
    isSameValue(valueAt(comparison, field, withAxes(a, axes, b)), target);
  const differing = axesBetween(a, b);
  const flipBy = (axes: readonly Axis[]): Flip => flipAlong(comparison, field, axes);
  const single = differing.filter((axis) => suffice([axis]));
  const [only, ...others] = single;
  if (only !== undefined && others.length === 0) return { kind: 'alone', axis: only, flip: flipBy([only]) };
  if (only !== undefined)
    return { kind: 'either', axes: single, flips: single.map((axis) => flipBy([axis])) };
  // All of them together are side B itself; none and one alone are known not to do.
  const axes = subsets(differing).find(suffice) ?? differing;
  const path = axes.map((axis, index) => ({
    axis,
    value: valueAt(comparison, field, withAxes(a, axes.slice(0, index + 1), b)),
  }));
  return { kind: 'together', axes, path, flip: flipBy(axes) };
}

function flipAlong(comparison: Comparison, field: ComparedField, axes: readonly Axis[]): Flip {
  const { a, b } = comparison;
  const flip = findFlip(comparison, field, { from: a, to: withAxes(a, axes, b) });
  if (flip === undefined) throw new Error('A field that differs has a flip.');
  return flip;
}

/** Every subset, the smaller ones first. */
function subsets(axes: readonly Axis[]): readonly (readonly Axis[])[] {
  const all = axes.reduce<readonly (readonly Axis[])[]>(
    (sets, axis) => [...sets, ...sets.map((set) => [...set, axis])],
    [[]],
  );
  return [...all].sort((a, b) => a.length - b.length);
}
