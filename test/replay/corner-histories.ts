import fc from 'fast-check';
import {
  type CivilDate,
  civilDate,
  decide,
  DomainError,
  type Fact,
  type FactBody,
  factOf,
  readFact,
  STATUSES,
} from '#libs/enrollment';
import { completeFact } from '#libs/policy';
import type { Told } from './given.js';
import { bookUnder, HOME, type PackId } from './sample-policy.js';
import { granted, moved, paid, transferred } from './told.js';

/** The years that a member of a corner may be enrolled in. */
const YEARS = [2025, 2026, 2027, 2028, 2029] as const;

const two = (number: number): string => String(number).padStart(2, '0');
const dayIn = (year: number, { from, to }: { from: number; to: number }): fc.Arbitrary<string> =>
  fc
    .record({ month: fc.integer({ min: from, max: to }), day: fc.integer({ min: 1, max: 28 }) })
    .map(({ month, day }) => `${String(year)}-${two(month)}-${two(day)}`);

/** How one year was paid: not at all, in time, through school, late in the year before summer or in the autumn. */
function payments(year: number): fc.Arbitrary<readonly Told[]> {
  return fc.oneof(
    { arbitrary: fc.constant([]), weight: 3 },
    { arbitrary: fc.constant([paid(year)]), weight: 5 },
    {
      arbitrary: dayIn(year - 1, { from: 9, to: 10 }).map((day) => [
        { ...paid(year, day), channel: 'school' },
      ]),
      weight: 3,
    },
    { arbitrary: dayIn(year, { from: 1, to: 12 }).map((day) => [paid(year, day)]), weight: 2 },
    { arbitrary: dayIn(year, { from: 8, to: 10 }).map((day) => [paid(year, day)]), weight: 2 },
  );
}

/** Groups that some packs spare for some months only, unless the end of the status is known (R35). */
const MONTHS_ONLY = ['released-prisoner', 'returned-recruit', 'lapsed-employee'] as const;

const student = fc.integer({ min: 2025, max: 2028 }).chain((year) => dayIn(year, { from: 8, to: 10 }));
const anyDay = fc.constantFrom(...YEARS).chain((year) => dayIn(year, { from: 1, to: 12 }));

/** What may happen beside the payments, one at a time: a term begins, a group is joined, employee cover comes and goes. */
const besides: fc.Arbitrary<readonly Told[]> = fc.oneof(
  student.map((day) => [granted('freshman', day)]),
  fc.tuple(fc.constantFrom(...MONTHS_ONLY), anyDay).map(([status, day]) => [granted(status, day)]),
  fc.tuple(fc.constantFrom(...STATUSES), anyDay).map(([status, day]) => [granted(status, day)]),
  fc
    .tuple(anyDay, anyDay)
    .map((days) => [...days].sort())
    .map(([from = '', until = '']) => [
      transferred('none', 'employee', from),
      transferred('employee', 'none', until),
    ]),
  anyDay.map((day) => [transferred('none', 'other', day)]),
  anyDay.map((day) => [moved(HOME, '359904', day)]),
);

/**
 * Histories in which what comes together in few others often does: students, groups that hold for some months, employee
 * years between missed ones, and moves in the year of birth. Facts that are refused are left out.
 */
export function cornerHistories(packId: PackId): fc.Arbitrary<readonly Fact[]> {
  const book = bookUnder(packId);
  const told = fc
    .record({
      liableFrom: fc.constantFrom('2020-01-01', '2020-01-01', '2026-07-01', '2027-12-15'),
      years: fc.tuple(...YEARS.map(payments)),
      more: fc.array(besides, { maxLength: 3 }),
    })
    .map(({ liableFrom, years, more }): readonly Told[] => [
      { type: 'MemberRegistered', liableFrom },
      ...more.flat(),
      ...years.flat(),
    ]);
  return fc.noBias(told).map((all) => {
    const facts: Fact[] = [];
    for (const each of all) {
      const body = accepted(readFact(completeFact(each, HOME), 'case'), facts);
      if (body !== undefined) facts.push(factOf(`e${String(facts.length + 1)}`, body));
    }
    return facts;
  });

  function accepted(body: FactBody, facts: readonly Fact[]): FactBody | undefined {
    try {
      return decide(body, facts, book);
    } catch (error) {
      if (error instanceof DomainError) return undefined;
      throw error;
    }
  }
}

/** Every day on which the years of a corner may be asked about. */
export const CORNER_DAYS: readonly CivilDate[] = YEARS.flatMap((year) =>
  ['01-15', '03-05', '05-20', '08-31', '09-10', '09-17', '10-09', '12-01'].map((day) =>
    civilDate(`${String(year)}-${day}`),
  ),
);
