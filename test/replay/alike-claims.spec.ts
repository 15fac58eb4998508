import fc from 'fast-check';
import {
  addDays,
  type CivilDate,
  derive,
  EXPLAINED_FIELDS,
  explain,
  type ExplainedField,
  type Fact,
  fen,
  fieldValue,
  type PolicyBook,
  READINGS,
  type ReadingId,
  SCHEMES,
  standingOn,
  startOfYear,
  yearOf,
} from '#libs/enrollment';
import { QUESTION_DAYS } from './answers.js';
import { histories } from './histories.js';
import { bookUnder, PACK_IDS, type PackId } from './sample-policy.js';
import { enough, tried } from './sizes.js';

/** Many claims, most of them alike: by a few days, schemes and funds, on both sides of the days of the history. */
const claims = (days: readonly CivilDate[]): fc.Arbitrary<readonly Fact[]> =>
  fc
    .array(
      fc.record({
        served: fc.constantFrom(...days),
        wait: fc.constantFrom(0, 1, 40),
        scheme: fc.constantFrom('resident', 'resident', 'resident', ...SCHEMES),
        pooled: fc.constantFrom(0, 100, 200),
        major: fc.constantFrom(0, 0, 0, 0, 0, 31_000_000),
        aid: fc.constantFrom(0, 50),
      }),
      { minLength: 10, maxLength: 40 },
    )
    .map((drawn) =>
      drawn.map(({ served, wait, scheme, pooled, major, aid }, index): Fact => ({
        id: `claim-${String(index).padStart(3, '0')}`,
        type: 'ClaimSettled',
        data: {
          claimId: `MANY-${String(index)}`,
          servedOn: served,
          settledOn: addDays(served, wait),
          scheme,
          pooledFundFen: fen(pooled),
          majorIllnessFen: fen(major),
          medicalAidFen: fen(aid),
        },
      })),
    );

/** The days that a history names, the days beside them, and some within each year. */
function daysAround(facts: readonly Fact[]): readonly CivilDate[] {
  const named = [...JSON.stringify(facts).matchAll(/"(20[2-3]\d-\d\d-\d\d)"/g)].map(
    ([, day]) => day as CivilDate,
  );
  const plain = [2025, 2026, 2027, 2028, 2029].flatMap((year) => [
    addDays(startOfYear(year), 30),
    addDays(startOfYear(year), 200),
  ]);
  return [...plain, ...named.flatMap((day) => [day, addDays(day, 1), addDays(day, -1)])];
}

interface Case {
  readonly packId: PackId;
  readonly facts: readonly Fact[];
  readonly on: CivilDate;
  readonly field: ExplainedField;
}

const cases: fc.Arbitrary<Case> = fc.constantFrom(...PACK_IDS).chain((packId) =>
  histories(packId).chain(({ facts }) =>
    fc.record({
      packId: fc.constant(packId),
      facts: claims(daysAround(facts)).map((many) => [...facts, ...many]),
      on: fc.constantFrom(...QUESTION_DAYS),
      field: fc.constantFrom<ExplainedField[]>(
        ...EXPLAINED_FIELDS,
        'zeroClaimCredit',
        'zeroClaimCredit',
        'ceiling',
        'continuousCredit',
      ),
    }),
  ),
);

function valueOf(facts: readonly Fact[], book: PolicyBook, { on, field }: Case): unknown {
  const history = derive(facts, book, { throughYear: yearOf(on) });
  return history === undefined ? undefined : fieldValue(standingOn(history, on), field);
}

test('among many claims an explanation cites what decides, no more and no less, as if every fact had been tried on all of them', () => {
  let deciding = 0;
  fc.assert(
    fc.property(cases, (asked) => {
      const { packId, facts, on, field } = asked;
      const book = bookUnder(packId);
      const explained = explain(facts, book, { on, field });
      if (explained === undefined) return;
      const value = JSON.stringify(explained.value);
      const without = (ids: ReadonlySet<string>): string | undefined =>
        JSON.stringify(
          valueOf(
            facts.filter(({ id }) => !ids.has(id)),
            book,
            asked,
          ),
        );
      const naive = facts.map(({ id }) => id).filter((id) => without(new Set([id])) !== value);
      deciding += naive.length;
      expect(new Set(explained.steps.flatMap(({ eventIds }) => eventIds))).toEqual(new Set(naive));
      for (const set of explained.steps.flatMap(({ anyOf }) => anyOf))
        expect(without(new Set(set))).not.toBe(value);
      for (const { id, alternatives } of explained.readings)
        for (const { choice, result } of alternatives)
          expect(result).toEqual(valueOf(facts, book.withReadings({ [id]: choice }), asked));
    }),
    tried(25),
  );
  expect(deciding).toBeGreaterThanOrEqual(enough(11));
});

test('no choice of a reading tells claims apart that are taken as one', () => {
  fc.assert(
    fc.property(cases, fc.constantFrom<ReadingId[]>('R17', 'R20', 'R33', 'R3', 'R28'), (asked, id) => {
      const { packId, facts, on, field } = asked;
      for (const choice of READINGS[id].choices) {
        const book = bookUnder(packId).withReadings({ [id]: choice });
        const explained = explain(facts, book, { on, field });
        const naive = facts
          .map((fact) => fact.id)
          .filter((each) => {
            const value = valueOf(
              facts.filter((fact) => fact.id !== each),
              book,
              asked,
            );
            return JSON.stringify(value) !== JSON.stringify(explained?.value);
          });
        if (explained !== undefined)
          expect(new Set(explained.steps.flatMap(({ eventIds }) => eventIds))).toEqual(new Set(naive));
      }
    }),
    tried(8),
  );
});
