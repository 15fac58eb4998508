import fc from 'fast-check';
import {
  axesBetween,
  changeDays,
  COMPARED_FIELDS,
  type Comparison,
  derive,
  diffOf,
  EXPLAINED_FIELDS,
  type Fact,
  figuresOn,
  type FieldChange,
  fieldValue,
  findFlip,
  type Flip,
  isSameValue,
  nextDay,
  type Point,
  type PolicyBook,
  pooledFundOn,
  standingOn,
  valueAt,
  withAxes,
  yearOf,
} from '#libs/enrollment';
import { QUESTION_DAYS } from './answers.js';
import { histories } from './histories.js';
import { bookUnder, PACK_IDS, type PackId } from './sample-policy.js';
import { enough, tried } from './sizes.js';

/** Two sides of a generated history; its n-th fact is at position n, a pin names one of the shipped packs. */
function comparisonOf(
  facts: readonly Fact[],
  packId: PackId,
  { a, b }: { readonly a: Point; readonly b: Point },
): Comparison {
  const bookAt = ({ pack, readings }: Point): PolicyBook =>
    bookUnder((pack ?? packId) as PackId).withReadings(readings);
  const throughYear = Math.max(yearOf(a.on), yearOf(b.on));
  const historyAt = (point: Point): ReturnType<typeof derive> =>
    derive(facts.slice(0, point.knownAt), bookAt(point), { throughYear });
  return {
    a,
    b,
    moments: facts.map((_, index) => index + 1),
    daysAt: (point) => {
      const history = historyAt(point);
      if (history === undefined) return [];
      const { death } = history.member;
      const more = death === undefined ? [] : [nextDay(death.data.diedOn)];
      return [...changeDays(history), ...more].sort();
    },
    figuresAt: (point) => {
      const history = historyAt(point);
      return history === undefined ? null : figuresOn(history, point.on);
    },
  };
}

const point = (length: number): fc.Arbitrary<Point> =>
  fc.record({
    on: fc.constantFrom(...QUESTION_DAYS),
    knownAt: fc.integer({ min: 1, max: length }),
    pack: fc.constantFrom(null, null, ...PACK_IDS),
    readings: fc.constantFrom<Point['readings'][]>(
      {},
      {},
      { R1: 'yes' },
      { R1: 'yes', R16: 'freeze' },
      { R2: 'no' },
    ),
  });

interface Case {
  readonly packId: PackId;
  readonly facts: readonly Fact[];
  readonly a: Point;
  readonly b: Point;
}

const cases: fc.Arbitrary<Case> = fc.constantFrom(...PACK_IDS).chain((packId) =>
  histories(packId).chain(({ facts }) =>
    fc.record({
      packId: fc.constant(packId),
      facts: fc.constant(facts),
      a: point(facts.length),
      b: point(facts.length),
    }),
  ),
);

const flipsOf = ({ cause }: FieldChange): readonly Flip[] =>
  cause.kind === 'either' ? cause.flips : [cause.flip];

test('the figures of a day are its standing and what the pooled fund answers', () => {
  fc.assert(
    fc.property(cases, ({ packId, facts, a }) => {
      const history = derive(facts, bookUnder(packId), { throughYear: yearOf(a.on) });
      if (history === undefined) return;
      const standing = standingOn(history, a.on);
      expect(figuresOn(history, a.on)).toEqual({
        ...Object.fromEntries(EXPLAINED_FIELDS.map((field) => [field, fieldValue(standing, field)])),
        pooledFund: pooledFundOn(history, a.on),
        region: standing.region,
        warnings: standing.warnings,
        readingIds: standing.readingIds,
      });
    }),
    tried(10),
  );
});

test('what differs, put into the answers of A, gives those of B', () => {
  let differing = 0;
  fc.assert(
    fc.property(cases, ({ packId, facts, a, b }) => {
      const comparison = comparisonOf(facts, packId, { a, b });
      const changes = diffOf(comparison);
      const [before, after] = [comparison.figuresAt(a), comparison.figuresAt(b)];
      if (before === null || after === null) return;
      differing += Math.sign(changes.length);
      const patched = {
        ...before,
        ...Object.fromEntries(changes.map(({ field, after: value }) => [field, value])),
      };
      expect(patched).toEqual(after);
      expect(changes.every((change) => isSameValue(change.before, before[change.field]))).toBe(true);
    }),
    tried(35),
  );
  expect(differing).toBeGreaterThanOrEqual(enough(13));
});

test('a cause is one axis where that axis alone gives the value of B, and an interaction only where none or several do', () => {
  const kinds = new Map<string, number>();
  fc.assert(
    fc.property(cases, ({ packId, facts, a, b }) => {
      const comparison = comparisonOf(facts, packId, { a, b });
      for (const { field, after, cause } of diffOf(comparison)) {
        const single = axesBetween(a, b).filter((axis) =>
          isSameValue(valueAt(comparison, field, withAxes(a, [axis], b)), after),
        );
        kinds.set(cause.kind, (kinds.get(cause.kind) ?? 0) + 1);
        switch (cause.kind) {
          case 'alone':
            expect(single).toEqual([cause.axis]);
            break;
          case 'either':
            expect(single.length).toBeGreaterThan(1);
            expect(cause.axes).toEqual(single);
            break;
          case 'together':
            expect(single).toEqual([]);
            expect(cause.path.at(-1)?.value).toEqual(after);
            expect(cause.axes.length).toBeGreaterThan(1);
            break;
        }
      }
    }),
    tried(35),
  );
  for (const kind of ['alone', 'either', 'together'])
    expect(kinds.get(kind) ?? 0).toBeGreaterThanOrEqual(enough(2));
});

test('the one thing named flips the field: without it the field has the old value, with it alone the new one', () => {
  const axes = new Map<string, number>();
  fc.assert(
    fc.property(cases, ({ packId, facts, a, b }) => {
      const comparison = comparisonOf(facts, packId, { a, b });
      for (const change of diffOf(comparison)) {
        for (const { axis, before, after, oldValue, newValue } of flipsOf(change)) {
          axes.set(axis, (axes.get(axis) ?? 0) + 1);
          expect(valueAt(comparison, change.field, before)).toEqual(oldValue);
          expect(valueAt(comparison, change.field, after)).toEqual(newValue);
          expect(newValue).toEqual(change.after);
          expect(isSameValue(oldValue, newValue)).toBe(false);
          expect(axesBetween(before, after)).toEqual([axis]);
          if (axis === 'knownAt') expect(Math.abs(after.knownAt - before.knownAt)).toBe(1);
          if (axis === 'on') {
            const [early, late] = before.on < after.on ? [before, after] : [after, before];
            const dayBefore = { ...early, on: QUESTION_DAYS[0]! };
            expect(comparison.daysAt(dayBefore).filter((day) => early.on < day && day < late.on)).toEqual([]);
          }
        }
      }
    }),
    tried(35),
  );
  for (const axis of ['knownAt', 'on', 'pack']) expect(axes.get(axis) ?? 0).toBeGreaterThanOrEqual(enough(2));
  expect(axes.get('readings') ?? 0).toBeGreaterThanOrEqual(enough(2));
});

test('a field that is the same on both sides has no flip', () => {
  fc.assert(
    fc.property(cases, ({ packId, facts, a }) => {
      const comparison = comparisonOf(facts, packId, { a, b: a });
      expect(diffOf(comparison)).toEqual([]);
      for (const field of COMPARED_FIELDS)
        expect(findFlip(comparison, field, { from: a, to: a })).toBeUndefined();
    }),
    tried(30),
  );
});
