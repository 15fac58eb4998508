import {
  civilDate,
  derive,
  explain,
  type ExplainedField,
  type PolicyBook,
  type ReadingId,
  type Readings,
  standingOn,
  yearOf,
} from '#libs/enrollment';
import { givenUnder, type Told } from './given.js';
import { bookOver, packs, REGIONS } from './sample-policy.js';

const [HOME, , , NEIGHBOUR] = REGIONS;

/** The home region has made another choice; its neighbour has the national ones. */
function chosenAtHome<R extends ReadingId>(id: R, choice: Readings[R]): PolicyBook {
  const national = packs.find((pack) => pack.id === 'national');
  if (national === undefined) throw new Error('There is no national pack.');
  const entry = { ...national.readings[id], choice };
  return bookOver({ ...national, id: 'sample-choice', readings: { ...national.readings, [id]: entry } });
}

const registered = (region: string, liableFrom = '2024-12-01'): Told => ({
  type: 'MemberRegistered',
  region,
  liableFrom,
});
const paid = (coverageYear: number, paidOn = `${String(coverageYear - 1)}-10-15`): Told => ({
  type: 'PremiumPaid',
  coverageYear,
  paidOn,
});
const moved = (fromRegion: string, toRegion: string, effectiveOn: string): Told => ({
  type: 'RegionTransferred',
  fromRegion,
  toRegion,
  effectiveOn,
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
