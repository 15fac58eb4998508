import {
  civilDate,
  derive,
  type History,
  type PolicyBook,
  type Readings,
  standingOn,
} from '#libs/enrollment';
import { givenUnder, type Told } from './given.js';
import { bookOver, bookUnder, packs, REGIONS } from './sample-policy.js';
import { moved, paid } from './told.js';

const [HOME, , , NEIGHBOUR] = REGIONS;

/** The home region counts break years from 2026, its neighbour, like the national text, from 2025. */
function countedLaterAtHome(): PolicyBook {
  const national = packs.find((pack) => pack.id === 'national');
  if (national === undefined) throw new Error('There is no national pack.');
  const R3 = { ...national.readings.R3, choice: 2026 };
  return bookOver({ ...national, id: 'sample-later', readings: { ...national.readings, R3 } });
}

/** Liable for coverage year 2025 and those after it. */
const registered = (region: string): Told => ({ type: 'MemberRegistered', region, liableFrom: '2024-09-01' });

function historyOf(told: readonly Told[], book: PolicyBook): History {
  const { facts } = givenUnder('national')(...told);
  const history = derive(facts, book, { throughYear: 2030 });
  if (history === undefined) throw new Error('Expected a registration.');
  return history;
}

describe('whether a missed year counts (R3) is said by the region of its 1 January', () => {
  const book = countedLaterAtHome();

  test.each([
    ['which does, for who moved there from one that does not', HOME, NEIGHBOUR, [2025, 2026]],
    ['which does not, for who moved there from one that does', NEIGHBOUR, HOME, [2026]],
  ])('%s', (_why, from, to, breakYears) => {
    const history = historyOf([registered(from), moved(from, to, '2024-12-01')], book);
    expect(standingOn(history, civilDate('2027-01-01'))).toMatchObject({ breakYears });
  });

  test('what the wait counts after a move is what the break years show', () => {
    const history = historyOf([registered(HOME), moved(HOME, NEIGHBOUR, '2024-12-01'), paid(2028)], book);
    expect(standingOn(history, civilDate('2028-01-01'))).toMatchObject({
      breakYears: [2025, 2026, 2027],
      waiting: { fixedMonths: 3, variableMonths: 2 },
    });
  });

  test('a year that counted where it was missed, and not where the next was paid, names R3 for the wait', () => {
    const history = historyOf(
      [registered(NEIGHBOUR), moved(NEIGHBOUR, HOME, '2025-09-15'), paid(2026)],
      book,
    );
    const [enrolment] = history.enrolments;
    expect(enrolment).toMatchObject({ year: 2026, breakYears: [], wait: null });
    expect(history.waitReadings.of(enrolment!).readingIds).toEqual(['R3', 'R11']);
  });
});

describe('open years of an opening balance', () => {
  const told: readonly Told[] = [
    registered(HOME),
    { type: 'OpeningBalanceDeclared', asOfYear: 2025, streakYears: 0, openBreakYears: [2025] },
    paid(2028),
  ];
  const answeredBy = (readings: Partial<Readings>): readonly number[] | undefined =>
    historyOf(told, bookUnder('national').withReadings(readings)).enrolments[0]?.breakYears;

  test('are answered by a run that reaches back to it', () => {
    expect(answeredBy({})).toEqual([2027, 2026, 2025]);
  });

  test('are not where a year between does not count (R3)', () => {
    expect(answeredBy({ R3: 2027 })).toEqual([2027]);
  });

  test('are by every enrolment where all years count for each (R11)', () => {
    expect(answeredBy({ R3: 2027, R11: 'lifetime' })).toEqual([2027, 2025]);
  });
});
