import fc from 'fast-check';
import {
  absentRecordsBehind,
  changeDays,
  civilDate,
  derive,
  type Fact,
  FACT_FIELDS,
  type Field,
  hasSoundTimes,
  standingOn,
  timelineOf,
} from '#libs/enrollment';
import { histories } from './histories.js';
import { bookUnder, type PackId } from './sample-policy.js';

/** What a changed value may be, whatever it was. */
const INSANE: readonly unknown[] = [
  ...[undefined, null, '', 'x', '2029', '2029-02-30', '20290-01-01', '9029-01-01', '0000-00-00'],
  ...[
    '\uffff\uffff\uffff\uffff-01-01',
    true,
    [],
    {},
    [null],
    [9029],
    [2 ** 53],
    -1,
    0,
    0.5,
    1899,
    2029.5,
    2200,
  ],
  ...[9029, 20290, 1e9, 2 ** 53, -(2 ** 53), 1e300, -1e300, NaN, Infinity, -Infinity],
];

const PACKS: readonly PackId[] = ['fujian', 'lishui', 'anhui', 'jincheng'];

/** A history of accepted facts, and one of them with another value in one field. */
interface Changed {
  readonly packId: PackId;
  readonly facts: readonly Fact[];
  readonly fact: Fact;
  readonly field: Field;
  readonly value: unknown;
}

const changedHistories: fc.Arbitrary<Changed> = fc
  .record({
    history: fc.constantFrom(...PACKS).chain((packId) => histories(packId)),
    ...{ fact: fc.nat(), name: fc.nat(), value: fc.constantFrom(...INSANE) },
  })
  .filter(({ history }) => history.facts.length > 0)
  .map(({ history: { packId, facts }, fact, name, value }) => {
    const index = fact % facts.length;
    const before = facts[index]!;
    const fields = Object.entries(FACT_FIELDS[before.type].fields as Readonly<Record<string, Field>>);
    const [changedName, field] = fields[name % fields.length]!;
    const changed = { ...before, data: { ...before.data, [changedName]: value } } as Fact;
    return { packId, facts: facts.with(index, changed), fact: changed, field, value };
  });

/** Whether a value should say when, or be a fact that does, and cannot. */
function isNoTime({ field: { kind, optional }, value }: Changed): boolean {
  if (value === undefined && optional === 'always') return false;
  if (kind === 'years') return !(Array.isArray(value) && value.length === 0);
  return kind === 'date' || kind === 'year' || kind === 'replacement';
}

/** What a projection asks of a member. */
function asked({ facts, packId }: Changed): void {
  const history = derive(facts, bookUnder(packId), { throughYear: 2036 });
  if (history === undefined) return;
  for (const day of changeDays(history)) {
    standingOn(history, day);
    absentRecordsBehind(history, day);
  }
  timelineOf(history, civilDate('2029-06-30'));
}

test('a day or a year that cannot be one is seen in whatever field it stands', () => {
  fc.assert(
    fc.property(changedHistories, (changed) => {
      expect(hasSoundTimes(changed.fact)).toBe(!isNoTime(changed));
    }),
    { numRuns: 1_000 },
  );
});

test('a member of whom one stored value was changed is derived all the same, or not at all; each comes to an end', () => {
  fc.assert(
    fc.property(changedHistories, (changed) => {
      try {
        asked(changed);
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
    }),
    { numRuns: 2_000 },
  );
});
