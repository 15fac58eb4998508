import type { CivilDate } from '../calendar/civil-date.js';
import { diffOf } from './diff.js';
import { COMPARED_FIELDS, type Figures, isSameValue } from './figures.js';
import { findFlip, lastFlip, valueAt } from './flip.js';
import { type Comparison, type Point, stepsAlong } from './point.js';

interface Coordinates extends Partial<Omit<Point, 'on'>> {
  readonly on?: string;
}

const pointAt = ({ on = '2027-01-01', ...others }: Coordinates = {}): Point => ({
  knownAt: 1,
  pack: null,
  readings: {},
  ...others,
  on: on as CivilDate,
});

/** Two sides of which one figure follows a rule, and all others are the same; null: no registration is known. */
function comparisonOf(
  [a, b]: readonly [Coordinates, Coordinates],
  figureAt: (point: Point) => unknown,
  {
    moments = [],
    days = [],
  }: { readonly moments?: readonly number[]; readonly days?: readonly string[] } = {},
): Comparison {
  const others = Object.fromEntries(COMPARED_FIELDS.map((field) => [field, 'same']));
  return {
    a: pointAt(a),
    b: pointAt(b),
    moments,
    daysAt: () => days as readonly CivilDate[],
    figuresAt: (point) => {
      const pooledFund = figureAt(point);
      return pooledFund === null ? null : ({ ...others, pooledFund } as Figures);
    },
  };
}

const field = 'pooledFund';
const everything = { knownAt: 2, on: '2027-02-01', pack: 'fujian@1', readings: { R1: 'yes' } } as const;
/** Which axes of a point are those of side B above. */
const ledOver = ({ knownAt, on, pack, readings }: Point): Readonly<Record<string, boolean>> => ({
  knownAt: knownAt === 2,
  on: on === '2027-02-01',
  pack: pack !== null,
  readings: readings.R1 === 'yes',
});

test('a figure that follows one axis has its cause there, with what it flips by', () => {
  const comparison = comparisonOf([{}, everything], (point) => (point.pack === null ? 'old' : 'new'));
  expect(diffOf(comparison)).toEqual([
    {
      field,
      before: 'old',
      after: 'new',
      cause: {
        kind: 'alone',
        axis: 'pack',
        flip: {
          axis: 'pack',
          before: pointAt(),
          after: pointAt({ pack: 'fujian@1' }),
          oldValue: 'old',
          newValue: 'new',
        },
      },
    },
  ]);
});

test('a figure that each of two axes gives by itself has both as its cause', () => {
  const comparison = comparisonOf([{}, everything], (point) => {
    const { knownAt, readings } = ledOver(point);
    return knownAt === true || readings === true ? 'new' : 'old';
  });
  expect(diffOf(comparison)).toMatchObject([
    {
      cause: {
        kind: 'either',
        axes: ['knownAt', 'readings'],
        flips: [{ axis: 'knownAt' }, { axis: 'readings' }],
      },
    },
  ]);
});

test('where no axis suffices alone the fewest that do are named, with the figure after each', () => {
  const comparison = comparisonOf([{}, everything], (point) => {
    const { knownAt, on, pack, readings } = ledOver(point);
    if ((pack && readings) === true || (knownAt && on && pack) === true) return 'new';
    return pack === true ? 'between' : 'old';
  });
  const onB = { pack: everything.pack, readings: everything.readings };
  expect(diffOf(comparison)).toEqual([
    {
      field,
      before: 'old',
      after: 'new',
      cause: {
        kind: 'together',
        axes: ['pack', 'readings'],
        path: [
          { axis: 'pack', value: 'between' },
          { axis: 'readings', value: 'new' },
        ],
        flip: {
          axis: 'readings',
          before: pointAt({ pack: everything.pack }),
          after: pointAt(onB),
          oldValue: 'between',
          newValue: 'new',
        },
      },
    },
  ]);
});

test('where three axes are needed all three are named', () => {
  const comparison = comparisonOf([{}, everything], (point) => {
    const { knownAt, on, pack } = ledOver(point);
    return (knownAt && on && pack) === true ? 'new' : 'old';
  });
  expect(diffOf(comparison)).toMatchObject([
    { cause: { kind: 'together', axes: ['knownAt', 'on', 'pack'] } },
  ]);
});

test('a side without a registration has no figure, which is another one than any', () => {
  const comparison = comparisonOf([{}, { knownAt: 2 }], ({ knownAt }) => (knownAt === 1 ? null : 'new'));
  expect(valueAt(comparison, field, comparison.a)).toBeNull();
  expect(diffOf(comparison)).toHaveLength(COMPARED_FIELDS.length);
});

test('values are compared by what they say', () => {
  expect(isSameValue({ payable: false, reasons: ['a'] }, { payable: false, reasons: ['a'] })).toBe(true);
  expect(isSameValue({ payable: false }, { payable: true })).toBe(false);
  expect(isSameValue(undefined, null)).toBe(false);
});

describe('the way along an axis', () => {
  const marks = { moments: [1, 3, 5, 7, 9], days: ['2026-12-31', '2027-01-01', '2027-01-20', '2027-02-01'] };
  const way = (axis: 'knownAt' | 'on' | 'pack' | 'readings', from: Coordinates, to: Coordinates): unknown[] =>
    stepsAlong(
      comparisonOf([from, to], () => 'same', marks),
      axis,
      { from: pointAt(from), to: pointAt(to) },
    ).map((step) => {
      expect(step).toEqual({ ...pointAt(from), [axis]: step[axis] });
      return step[axis];
    });

  test.each([
    ['to later knowledge, over the moments between', 3, 8, [3, 5, 7, 8]],
    ['to earlier knowledge, the same way back', 8, 3, [8, 7, 5, 3]],
    ['from one moment to the next', 5, 7, [5, 7]],
    ['where nothing lies between', 3, 4, [3, 4]],
  ])('%s', (_name, from, to, expected) => {
    expect(way('knownAt', { knownAt: from }, { knownAt: to })).toEqual(expected);
  });

  test('over the days on which a figure may change, in either direction', () => {
    const [early, late] = [{ on: '2027-01-01' }, { on: '2027-02-03' }];
    expect(way('on', early, late)).toEqual(['2027-01-01', '2027-01-20', '2027-02-01', '2027-02-03']);
    expect(way('on', late, early)).toEqual(['2027-02-03', '2027-02-01', '2027-01-20', '2027-01-01']);
  });

  test('from one pin to the other', () => {
    expect(way('pack', { pack: 'fujian@1' }, { pack: null })).toEqual(['fujian@1', null]);
  });

  test('over one reading after the other by number, chosen, changed or left to the pack', () => {
    const [from, to] = [
      { R16: 'freeze', R20: 'both', R2: 'no' },
      { R1: 'yes', R16: 'reset', R2: 'no' },
    ] as const;
    expect(way('readings', { readings: from }, { readings: to })).toEqual([
      from,
      { ...from, R1: 'yes' },
      { ...from, R1: 'yes', R16: 'reset' },
      to,
    ]);
  });
});

describe('what set a figure last', () => {
  const known = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);
  /** The flip of a figure over so many moments; it is `new` at these. */
  const last = (count: number, isNew: (knownAt: number) => boolean): unknown => {
    const comparison = comparisonOf(
      [{ knownAt: 1 }, { knownAt: count }],
      ({ knownAt }) => (isNew(knownAt) ? 'new' : 'old'),
      { moments: known(count) },
    );
    return lastFlip(comparison, field, { from: comparison.a, to: comparison.b });
  };
  const flipAt = (knownAt: number): object => ({
    axis: 'knownAt',
    before: pointAt({ knownAt: knownAt - 1 }),
    after: pointAt({ knownAt }),
    oldValue: 'old',
    newValue: 'new',
  });

  test.each<[why: string, count: number, isNew: (knownAt: number) => boolean, expected: number]>([
    ['the only time', 5, (at) => at >= 3, 3],
    ['the first step', 5, (at) => at >= 2, 2],
    ['the last step', 5, (at) => at === 5, 5],
    ['the last of several times', 6, (at) => at === 2 || at >= 4, 4],
    ['as far back as is looked step by step', 50, (at) => at >= 19, 19],
    ['the last of several, as far back', 50, (at) => at < 10 || at >= 19, 19],
    ['farther back, by halving', 50, (at) => at >= 18, 18],
    ['farther back, near the beginning', 50, (at) => at >= 2, 2],
  ])('%s', (_why, count, isNew, expected) => {
    expect(last(count, isNew)).toEqual(flipAt(expected));
  });

  test('nothing, where it was so all the way', () => {
    expect(last(5, () => true)).toBeUndefined();
    expect(last(50, () => true)).toBeUndefined();
  });
});

test('a flip on the way over several axes is looked for on one after the other', () => {
  const comparison = comparisonOf([{}, everything], (point) =>
    ledOver(point)['readings'] === true ? 'new' : 'old',
  );
  const { knownAt, on, pack } = everything;
  expect(findFlip(comparison, field, { from: comparison.a, to: comparison.b })).toEqual({
    axis: 'readings',
    before: pointAt({ knownAt, on, pack }),
    after: comparison.b,
    oldValue: 'old',
    newValue: 'new',
  });
});
