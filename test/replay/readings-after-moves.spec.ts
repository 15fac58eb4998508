import {
  civilDate,
  derive,
  explain,
  type ExplainedField,
  type PolicyBook,
  policyBook,
  type PolicyPack,
  type ReadingId,
  type Readings,
  standingOn,
  yearOf,
} from '#libs/enrollment';
import { givenUnder, type Told } from './given.js';
import { bookOver, packs, REGIONS } from './sample-policy.js';
import { moved, paid } from './told.js';

const [HOME, , , NEIGHBOUR] = REGIONS;

/** A pack that has made another choice than the national one. */
function choosing<R extends ReadingId>(packId: string, id: R, choice: Readings[R]): PolicyPack {
  const national = packs.find((pack) => pack.id === 'national');
  if (national === undefined) throw new Error('There is no national pack.');
  const entry = { ...national.readings[id], choice };
  return { ...national, id: packId, readings: { ...national.readings, [id]: entry } };
}

/** The home region has made another choice; its neighbour has the national ones. */
function chosenAtHome<R extends ReadingId>(id: R, choice: Readings[R]): PolicyBook {
  return bookOver(choosing('sample-choice', id, choice));
}

/** Both regions have other rules than the national ones, the home region in one version or several. */
function chosenInBoth(home: readonly PolicyPack[], neighbour: PolicyPack): PolicyBook {
  const none = { baseCeilingFen: new Map(), premiumFen: new Map() };
  return policyBook({
    packs: [...home, neighbour],
    regions: [
      { code: HOME, policy: 'sample-home', ...none },
      { code: NEIGHBOUR, policy: neighbour.id, ...none },
    ],
  });
}

const registered = (region: string, liableFrom = '2024-12-01'): Told => ({
  type: 'MemberRegistered',
  region,
  liableFrom,
});

/** The choices that an explanation shows of a reading. */
function choicesShown(
  book: PolicyBook,
  events: readonly Told[],
  question: { readonly on: string; readonly field: ExplainedField; readonly id: ReadingId },
): readonly unknown[] {
  const { facts } = givenUnder('national')(...events);
  const on = civilDate(question.on);
  const readings = explain(facts, book, { on, field: question.field })?.readings ?? [];
  return readings.filter(({ id }) => id === question.id).map(({ choice }) => choice);
}

describe('an explanation shows the choice of the region whose rule decided', () => {
  const book = chosenAtHome('R36', 'no');
  const events = [
    registered(NEIGHBOUR),
    paid(2027, '2027-03-10'),
    moved(NEIGHBOUR, HOME, '2028-05-01'),
    paid(2028, '2028-06-10'),
  ];
  const question = { field: 'streakYears', id: 'R36' } as const;

  test('of the one left, where that was asked about the year', () => {
    expect(choicesShown(book, events.slice(0, 3), { ...question, on: '2028-05-31' })).toEqual(['yes']);
  });

  test('of both, where each was asked about a year', () => {
    expect(choicesShown(book, events, { ...question, on: '2028-12-31' })).toEqual(['yes', 'no']);
  });

  test('of the one left, where that did not count a year as missed', () => {
    const missed2025 = [registered(HOME, '2024-08-01'), moved(HOME, NEIGHBOUR, '2026-05-01')];
    const breakYears = { field: 'breakYears', id: 'R3', on: '2026-12-31' } as const;
    expect(choicesShown(chosenAtHome('R3', 2026), missed2025, breakYears)).toEqual([2026]);
  });

  test('of the one left, where the other has counted a year since and was asked something else about it', () => {
    const inTime = [
      registered(NEIGHBOUR),
      paid(2027, '2027-03-10'),
      moved(NEIGHBOUR, HOME, '2027-05-01'),
      paid(2028),
    ];
    expect(choicesShown(book, inTime, { ...question, on: '2028-02-01' })).toEqual(['yes']);
  });

  test('of the one left, where the wait began, though in the other it would have been the same', () => {
    // In the window a wait is counted from 1 January under both choices.
    const waiting = [registered(HOME), paid(2027), moved(HOME, NEIGHBOUR, '2027-02-01')];
    const nextDay = chosenAtHome('R7', 'months, next-day');
    expect(choicesShown(nextDay, waiting, { field: 'waiting', id: 'R7', on: '2027-02-15' })).toEqual([
      'months, next-day',
    ]);
  });
});

describe('a reading that only the result names is shown with the choices of the regions lived in', () => {
  // 2024 was missed, which counts under neither 2025 nor 2026 as the first year; under 2024 it would.
  const before2025 = (region: string): readonly Told[] => [registered(region, '2023-08-01'), paid(2025)];
  const question = { field: 'breakYears', id: 'R3' } as const;
  const first = { ...choosing('sample-home', 'R3', 2026), version: '1' };
  const second = {
    ...choosing('sample-home', 'R3', 2025),
    version: '2',
    publishedOn: civilDate('2027-04-01'),
    effectiveFrom: civilDate('2027-05-01'),
  };
  const book = chosenInBoth([first, second], choosing('sample-neighbour', 'R3', 2025));

  test.each([
    ['of the day asked about, in a region that is left later', '2027-07-01', '2027-04-30', [2026]],
    ['of the last day there, on the first in the next region', '2027-05-01', '2027-05-01', [2026, 2025]],
  ])('%s', (_name, movedOn, on, choices) => {
    const events = [...before2025(HOME), moved(HOME, NEIGHBOUR, movedOn)];
    expect(choicesShown(book, events, { ...question, on })).toEqual(choices);
  });

  test('all of them, where none alone would have given the value', () => {
    // 2024 counts at home from 2024 on, 2025 not in the neighbour, where years count from 2026 on.
    const events = [registered(HOME, '2023-08-01'), moved(HOME, NEIGHBOUR, '2024-12-01')];
    const both = chosenInBoth(
      [choosing('sample-home', 'R3', 2024)],
      choosing('sample-neighbour', 'R3', 2026),
    );
    expect(choicesShown(both, events, { ...question, on: '2026-12-31' })).toEqual([2024, 2026]);
  });
});

test.each([
  ['which asks for the next enrolment, from one that does not', HOME, NEIGHBOUR],
  ['which does not ask for the next enrolment, from one that does', NEIGHBOUR, HOME],
])(
  'a year without claims earns one credit, whoever moves before a late payment to a region %s',
  (_name, from, to) => {
    const events = [registered(from), paid(2026), moved(from, to, '2027-02-01'), paid(2027, '2027-03-10')];
    const { facts } = givenUnder('national')(...events);
    const on = civilDate('2027-06-01');
    const history = derive(facts, chosenAtHome('R18', 'no'), { throughYear: yearOf(on) });
    expect(history && standingOn(history, on).ceiling.zeroClaimCreditFen).toBe(100_000);
  },
);

test('a year that the earlier region does not count ends the run of break years: R3 is cited for it in the wait of the next region', () => {
  // Counted from 2026 on at home, from 2025 on by its neighbour; 2025 began at home.
  const book = chosenAtHome('R3', 2026);
  const { facts } = givenUnder('national')(
    registered(HOME, '2000-01-01'),
    paid(2024, '2023-09-01'),
    moved(HOME, NEIGHBOUR, '2025-01-02'),
    paid(2026, '2025-09-01'),
  );
  const on = civilDate('2025-06-01');
  const standingUnder = (rules: PolicyBook): ReturnType<typeof standingOn> | undefined => {
    const history = derive(facts, rules, { throughYear: 2027 });
    return history && standingOn(history, on);
  };
  expect(standingUnder(book.withReadings({ R3: 2025 }))?.waiting).toMatchObject({ fixedMonths: 3 });
  expect(standingUnder(book)).toMatchObject({ waiting: null, readingIds: expect.arrayContaining(['R3']) });
});
