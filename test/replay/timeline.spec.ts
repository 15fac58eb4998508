import { civilDate, derive, type Interval, timelineOf, yearOf } from '#libs/enrollment';
import { givenUnder, type Told } from './given.js';
import { bookUnder, type PackId } from './sample-policy.js';
import { paid, transferred } from './told.js';

const liableFrom = (day: string): Told => ({ type: 'MemberRegistered', liableFrom: day });

/** The timeline under a pack, as it is on a day. */
function timelineUnder(packId: PackId, asOf: string, ...told: readonly Told[]): readonly Interval[] {
  const { facts } = givenUnder(packId)(...told);
  const day = civilDate(asOf);
  const history = derive(facts, bookUnder(packId), { throughYear: yearOf(day) });
  if (history === undefined) throw new Error('Expected a registration.');
  return timelineOf(history, day);
}

const timeline = (asOf: string, ...told: readonly Told[]): readonly Interval[] =>
  timelineUnder('fujian', asOf, ...told);

/** `kind first-day..day-after`, of intervals that are no amounts. */
const drawn = (intervals: readonly Interval[]): readonly string[] =>
  intervals
    .filter(({ kind }) => kind !== 'balances' && kind !== 'ceiling')
    .map(({ kind, from, until }) => `${kind} ${from}..${until ?? ''}`);

test.each<[why: string, asOf: string, told: readonly Told[], expected: readonly string[]]>([
  [
    'three missed years in a row are three lapses and one break, and a wait follows',
    '2028-12-31',
    [liableFrom('2020-01-01'), paid(2024, '2023-11-20'), paid(2028, '2027-11-20')],
    [
      'cover 2024-01-01..2025-01-01',
      'lapse 2025-01-01..2026-01-01',
      'break-year 2025-01-01..2028-01-01',
      'lapse 2026-01-01..2027-01-01',
      'lapse 2027-01-01..2028-01-01',
      'cover 2028-01-01..2029-01-01',
      'wait 2028-01-01..2028-06-01',
    ],
  ],
  [
    'paid late: a lapse until the cover',
    '2028-12-31',
    [liableFrom('2026-10-01'), paid(2027, '2026-11-20'), paid(2028, '2028-04-10')],
    [
      'cover 2027-01-01..2028-01-01',
      'lapse 2028-01-01..2028-04-10',
      'cover 2028-04-10..2029-01-01',
      'wait 2028-04-10..2028-07-10',
    ],
  ],
  [
    'paid late for the year in which liability began: on its 1 January nothing was owed',
    '2028-12-31',
    [liableFrom('2028-01-02'), paid(2028, '2028-06-01')],
    ['cover 2028-06-01..2029-01-01', 'wait 2028-06-01..2028-09-01'],
  ],
  [
    'liable from 1 January, the year began unpaid',
    '2028-12-31',
    [liableFrom('2028-01-01'), paid(2028, '2028-06-01')],
    ['lapse 2028-01-01..2028-06-01', 'cover 2028-06-01..2029-01-01', 'wait 2028-06-01..2028-09-01'],
  ],
  [
    'the year that is running is a lapse, not yet a break',
    '2028-05-01',
    [liableFrom('2026-09-01')],
    ['lapse 2027-01-01..2028-01-01', 'break-year 2027-01-01..2028-01-01', 'lapse 2028-01-01..2029-01-01'],
  ],
  [
    'what is left of a wait when cover ends is lost',
    '2027-12-31',
    [liableFrom('2027-03-01'), paid(2027, '2027-11-15')],
    ['cover 2027-11-15..2028-01-01', 'wait 2027-11-15..2028-01-01'],
  ],
  [
    'a wait that the next year carries on is one wait',
    '2028-12-31',
    [liableFrom('2027-03-01'), paid(2027, '2027-11-15'), paid(2028, '2027-12-20')],
    ['cover 2027-11-15..2029-01-01', 'wait 2027-11-15..2028-02-15'],
  ],
  [
    // Two variable months, and two years paid back on the day of payment.
    'a wait repaired to nothing is no wait',
    '2028-03-01',
    [
      liableFrom('2024-09-01'),
      paid(2028, '2028-01-20'),
      { type: 'RepairPaid', breakYears: [2026, 2027], enrolmentYear: 2028, paidOn: '2028-01-20' },
    ],
    [
      'lapse 2025-01-01..2026-01-01',
      'break-year 2025-01-01..2028-01-01',
      'lapse 2026-01-01..2027-01-01',
      'lapse 2027-01-01..2028-01-01',
      'lapse 2028-01-01..2028-01-20',
      'cover 2028-01-20..2029-01-01',
    ],
  ],
  [
    'employee cover comes first and has no end in sight',
    '2028-12-31',
    [liableFrom('2027-10-01'), paid(2028, '2027-11-20'), transferred('resident', 'employee', '2028-03-01')],
    ['cover 2028-01-01..2028-03-01', 'cover 2028-03-01..'],
  ],
  [
    'the day of death is the last day of cover',
    '2028-12-31',
    [liableFrom('2027-10-01'), paid(2028, '2027-11-20'), { type: 'MemberDeceased', diedOn: '2028-02-15' }],
    ['cover 2028-01-01..2028-02-16'],
  ],
])('%s', (_why, asOf, told, expected) => {
  expect(drawn(timeline(asOf, ...told))).toEqual(expected);
});

test('before a birth whose year is free nothing was owed, whatever day liability is told to begin', () => {
  const born: Told = { type: 'MemberRegistered', liableFrom: '2028-01-01', bornOn: '2028-03-10' };
  expect(drawn(timelineUnder('jincheng', '2028-12-31', born))).toEqual(['cover 2028-03-10..2029-01-01']);
});

test('on one day cover comes before the wait, the wait before the balances and these before the ceiling', () => {
  const intervals = timeline(
    '2028-12-31',
    liableFrom('2020-01-01'),
    paid(2024, '2023-11-20'),
    paid(2028, '2027-11-20'),
  );
  const january = intervals.filter(({ from }) => from === '2028-01-01');
  expect(january.map(({ kind }) => kind)).toEqual(['cover', 'wait', 'balances', 'ceiling']);
  expect(january[0]).toMatchObject({ value: 'resident' });
});

test('a count of years that a missed year ends stands until the year is over', () => {
  const told = [liableFrom('2026-10-01'), paid(2027, '2026-11-20')];
  const years = (asOf: string): readonly unknown[] =>
    timeline(asOf, ...told)
      .filter(({ kind }) => kind === 'balances')
      .map(({ from, until, value }) => [from, until, typeof value === 'object' && value['streakYears']]);
  expect(years('2028-12-31').at(-1)).toEqual(['2027-01-01', null, 1]);
  expect(years('2029-01-01').at(-1)).toEqual(['2029-01-01', null, 0]);
});
