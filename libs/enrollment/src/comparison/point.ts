import type { CivilDate } from '../calendar/civil-date.js';
import { READING_IDS, type Readings } from '../readings.js';
import { type Figures, isSameValue } from './figures.js';

/** The coordinates of a question, in the order in which two sides are led from one to the other. */
export const AXES = ['knownAt', 'on', 'pack', 'readings'] as const;
export type Axis = (typeof AXES)[number];

/** One place in the space of the coordinates. */
export interface Point {
  readonly on: CivilDate;
  /** The last position of the log that counts. */
  readonly knownAt: number;
  /** One version for every rule, as `fujian@1`; null: each rule has that of its own day. */
  readonly pack: string | null;
  /** What-if choices. */
  readonly readings: Partial<Readings>;
}

/** Two sides, and how to find out what lies between them. */
export interface Comparison {
  readonly a: Point;
  readonly b: Point;
  /** The positions at which something became known that may count, ascending. */
  readonly moments: readonly number[];
  /** The days on which a figure may change, by what is known at a point; ascending. */
  daysAt(point: Point): readonly CivilDate[];
  /**
   * The figures of a point; null where no registration is known. Asked often about the same points: whoever answers
   * remembers.
   */
  figuresAt(point: Point): Figures | null;
}

/** The axes on which two points differ, in the order of `AXES`. */
export function axesBetween(a: Point, b: Point): readonly Axis[] {
  return AXES.filter((axis) => !isSameValue(a[axis], b[axis]));
}

/** A point with the coordinates of another one on some axes. */
export function withAxes(point: Point, axes: readonly Axis[], other: Point): Point {
  return { ...point, ...Object.fromEntries(axes.map((axis) => [axis, other[axis]])) };
}

/**
 * The points on the way from one to another along one axis, one thing apart each: a moment at which something became known,
 * a day on which figures change, a pinned version, the choice of one reading. The first is `from`, the last has the
 * coordinate of `to`.
 */
export function stepsAlong(
  comparison: Pick<Comparison, 'moments' | 'daysAt'>,
  axis: Axis,
  { from, to }: { readonly from: Point; readonly to: Point },
): readonly Point[] {
  switch (axis) {
    case 'knownAt':
      return between(from.knownAt, to.knownAt, comparison.moments).map((knownAt) => ({ ...from, knownAt }));
    case 'on':
      return between(from.on, to.on, comparison.daysAt(from)).map((on) => ({ ...from, on }));
    case 'pack':
      return [from, { ...from, pack: to.pack }];
    case 'readings':
      return choices(from, to);
  }
}

/** From one value to another over the marks after the lower and up to the higher one, in either direction. */
function between<V extends string | number>(from: V, to: V, marks: readonly V[]): readonly V[] {
  const [low, high]: readonly [V, V] = from < to ? [from, to] : [to, from];
  const way = [...new Set([low, ...marks.filter((mark) => low < mark && mark <= high), high])];
  return from < to ? way : way.reverse();
}

/** One reading after the other, by number. */
function choices(from: Point, to: Point): readonly Point[] {
  const differing = READING_IDS.filter((id) => !isSameValue(from.readings[id], to.readings[id]));
  const points = [from];
  let readings: Readonly<Record<string, unknown>> = from.readings;
  for (const id of differing) {
    const { [id]: _, ...others } = readings;
    readings = to.readings[id] === undefined ? others : { ...others, [id]: to.readings[id] };
    points.push({ ...from, readings });
  }
  return points;
}
