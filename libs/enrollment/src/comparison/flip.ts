import { type ComparedField, isSameValue } from './figures.js';
import { type Axis, axesBetween, type Comparison, type Point, stepsAlong, withAxes } from './point.js';

/** The one thing, on one axis, with which a field comes to a value: it has another one before, and this one after. */
export interface Flip {
  readonly axis: Axis;
  readonly before: Point;
  readonly after: Point;
  readonly oldValue: unknown;
  readonly newValue: unknown;
}

/** The value of a field at a point; null where no registration is known. */
export function valueAt(
  comparison: Pick<Comparison, 'figuresAt'>,
  field: ComparedField,
  point: Point,
): unknown {
  return comparison.figuresAt(point)?.[field] ?? null;
}

/**
 * Finds by halving where, on the way from one point to another, a field comes to the value that it has at the end: first all
 * that became known, then the day, the pinned version, the readings. Undefined where it has that value from the start. Of
 * several such places it is one: how often the field goes to and fro between them is not looked at. As many points are looked
 * at as the number of steps has binary digits.
 */
export function findFlip(
  comparison: Comparison,
  field: ComparedField,
  { from, to }: { readonly from: Point; readonly to: Point },
): Flip | undefined {
  const target = valueAt(comparison, field, to);
  const isNew = (point: Point): boolean => isSameValue(valueAt(comparison, field, point), target);
  if (isNew(from)) return undefined;
  let reached = from;
  for (const axis of axesBetween(from, to)) {
    const next = withAxes(reached, [axis], to);
    if (isNew(next))
      return flipOn(comparison, field, stepsAlong(comparison, axis, { from: reached, to }), axis);
    reached = next;
  }
  throw new Error('The way between two points ends at another one.');
}

/** Trials of the way back, one by one, before the rest of it is halved. */
const MOST_TRIED_BACK = 32;

/**
 * The last thing that became known with which a field came to its value, on the way between two points that differ in what
 * is known; undefined where it has that value all the way. The way back is looked at step by step; where it is longer than
 * a bound, the rest is halved, and what is found there is one such thing, not surely the last.
 */
export function lastFlip(
  comparison: Comparison,
  field: ComparedField,
  { from, to }: { readonly from: Point; readonly to: Point },
): Flip | undefined {
  const steps = stepsAlong(comparison, 'knownAt', { from, to });
  const target = valueAt(comparison, field, to);
  const first = Math.max(0, steps.length - 1 - MOST_TRIED_BACK);
  for (let index = steps.length - 2; index >= first; index -= 1) {
    const [before, after] = [at(steps, index), at(steps, index + 1)];
    const oldValue = valueAt(comparison, field, before);
    if (!isSameValue(oldValue, target)) return { axis: 'knownAt', before, after, oldValue, newValue: target };
  }
  return findFlip(comparison, field, { from, to: at(steps, first) });
}

function flipOn(
  comparison: Comparison,
  field: ComparedField,
  steps: readonly Point[],
  axis: Axis,
): Flip | undefined {
  const last = steps.length - 1;
  const target = valueAt(comparison, field, at(steps, last));
  let [old, young] = [0, last];
  while (young - old > 1) {
    const middle = Math.floor((old + young) / 2);
    if (isSameValue(valueAt(comparison, field, at(steps, middle)), target)) young = middle;
    else old = middle;
  }
  const [before, after] = [at(steps, old), at(steps, young)];
  const oldValue = valueAt(comparison, field, before);
  return { axis, before, after, oldValue, newValue: target };
}

function at(steps: readonly Point[], index: number): Point {
  const step = steps[index];
  if (step === undefined) throw new Error('A way has at least two points.');
  return step;
}
