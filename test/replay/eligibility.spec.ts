import {
  civilDate,
  clauseOfReason,
  derive,
  eligibilityValidFor,
  type History,
  type NotPayableReason,
  payableFrom,
  pooledFundOn,
  standingOfNobody,
  yearOf,
} from '#libs/enrollment';
import { givenUnder, type Told } from './given.js';
import { bookUnder, type PackId, REGIONS } from './sample-policy.js';
import { moved, paid, transferred } from './told.js';

const registered: Told = { type: 'MemberRegistered', liableFrom: '2020-01-01' };
const died = (diedOn: string): Told => ({ type: 'MemberDeceased', diedOn });

/** Fujian's region, and one that answers by Lishui's pack. */
const [HERE, , , LISHUI] = REGIONS;

function historyOf(told: readonly Told[], on: string, packId: PackId = 'fujian'): History {
  const { facts } = givenUnder(packId)(...told);
  const history = derive(facts, bookUnder(packId), { throughYear: yearOf(civilDate(on)) });
  if (history === undefined) throw new Error('Expected a registration.');
  return history;
}

/** Missed 2025 to 2027 and paid in time for 2028: 3 + 2 months from 1 January, to 1 June. */
const missedThree = [registered, paid(2024, '2023-11-20'), paid(2028, '2027-11-20')];
const inTime = [registered, paid(2027, '2026-11-20'), paid(2028, '2027-11-20')];
/** Covered from the payment, in a wait until 10 July. */
const late = [registered, paid(2027, '2026-11-20'), paid(2028, '2028-04-10')];
const extended = [registered, paid(2027, '2026-11-20'), paid(2028, '2028-01-20')];

const windows = { document: '闽政办〔2025〕3号', at: '一(一)' };
const wait = { document: '闽政办〔2025〕3号', at: '二(三)' };
const nationalWindow = { document: '国办发〔2024〕38号', at: '三(六)' };

describe('why the pooled fund does not pay, and by which clause', () => {
  test.each<
    [
      why: string,
      told: readonly Told[],
      on: string,
      NotPayableReason,
      Readonly<Record<string, string>> | null,
    ]
  >([
    ['first day of a wait', missedThree, '2028-01-01', 'in-waiting-period', wait],
    ['last day of a wait', missedThree, '2028-05-31', 'in-waiting-period', wait],
    [
      'moved away during the wait: the rules that it began under',
      [...missedThree, moved(HERE, LISHUI, '2028-02-01')],
      '2028-03-01',
      'in-waiting-period',
      wait,
    ],
    [
      'moved away on the first day of the wait: the rules that it began under',
      [...missedThree, moved(HERE, LISHUI, '2028-01-01')],
      '2028-01-01',
      'in-waiting-period',
      wait,
    ],
    [
      'moved here after cover under other rules: those of the cover of the day, not of the first one',
      [
        registered,
        moved(HERE, LISHUI, '2025-01-01'),
        paid(2026, '2025-10-15'),
        moved(LISHUI, HERE, '2027-01-01'),
        paid(2028, '2027-11-20'),
      ],
      '2028-02-01',
      'in-waiting-period',
      wait,
    ],
    [
      'a wait carried into the next year, on its 1 January: those of the new cover, the old one has ended',
      [
        registered,
        moved(HERE, LISHUI, '2025-01-01'),
        paid(2026, '2025-10-15'),
        paid(2027, '2027-11-20'),
        moved(LISHUI, HERE, '2027-12-01'),
        paid(2028, '2027-12-20'),
      ],
      '2028-01-01',
      'in-waiting-period',
      wait,
    ],
    ['never paid', [registered], '2028-02-01', 'not-covered', windows],
    [
      'paid for another year alone',
      [registered, paid(2029, '2028-10-15')],
      '2028-11-01',
      'not-covered',
      windows,
    ],
    ['paid in the extended window, on the day before', extended, '2028-01-19', 'cover-starts-later', windows],
    [
      'paid late: what Fujian leaves to the national text',
      late,
      '2028-04-09',
      'cover-starts-later',
      nationalWindow,
    ],
    [
      'under employee cover, resident cover beneath or not: no text of the pack',
      [...inTime, transferred('resident', 'employee', '2028-03-01')],
      '2028-03-01',
      'covered-by-employee-scheme',
      null,
    ],
    [
      'under another system',
      [registered, transferred('none', 'other', '2027-03-01')],
      '2028-03-01',
      'covered-by-other-system',
      null,
    ],
    ['the day after death', [...inTime, died('2028-01-31')], '2028-02-01', 'deceased', null],
  ])('%s', (_why, told, on, reason, clause) => {
    const day = civilDate(on);
    const history = historyOf(told, on);
    expect(pooledFundOn(history, day)).toEqual({ payable: false, reasons: [reason] });
    const cited = clauseOfReason(history, day, reason);
    expect(cited && { document: cited.document, at: cited.at }).toEqual(clause);
  });

  // The clause of a late payment is the national one, a wait in Lishui has Lishui's: neither answers for such a day.
  test.each<[why: string, told: readonly Told[], on: string, NotPayableReason, object]>([
    ['never paid, no wait', [registered], '2028-02-01', 'in-waiting-period', wait],
    ['never paid, nothing to start', [registered], '2028-02-01', 'cover-starts-later', windows],
    [
      'before the first cover, which is under other rules',
      [registered, moved(HERE, LISHUI, '2028-01-01'), paid(2028, '2028-04-10')],
      '2027-06-01',
      'in-waiting-period',
      wait,
    ],
    [
      'cover of the next year alone',
      [registered, paid(2028, '2028-04-10')],
      '2027-06-01',
      'cover-starts-later',
      windows,
    ],
    ['on the first day of cover', late, '2028-04-10', 'cover-starts-later', windows],
    ['when it has started', late, '2028-05-01', 'cover-starts-later', windows],
  ])('a reason that the day does not have is answered by the rules of the day: %s', (_why, ...question) => {
    const [told, on, reason, clause] = question;
    expect(clauseOfReason(historyOf(told, on), civilDate(on), reason)).toMatchObject(clause);
  });

  test('it pays on the day of death, and from the day on which the wait is over', () => {
    const pays = { payable: true, reasons: [] };
    expect(
      pooledFundOn(historyOf([...inTime, died('2028-01-31')], '2028-01-31'), civilDate('2028-01-31')),
    ).toEqual(pays);
    expect(pooledFundOn(historyOf(missedThree, '2028-06-01'), civilDate('2028-06-01'))).toEqual(pays);
  });
});

test.each<[why: string, told: readonly Told[], on: string, from: string | null]>([
  ['on a day on which it pays, that day', inTime, '2028-03-15', '2028-03-15'],
  ['in a wait, its end', missedThree, '2028-02-15', '2028-06-01'],
  ['before late cover, the end of the wait that comes with it', late, '2028-03-15', '2028-07-10'],
  [
    'under employee cover, the day of the return, though it paid earlier in the year',
    [
      ...inTime,
      transferred('resident', 'employee', '2028-03-01'),
      transferred('employee', 'resident', '2028-06-01'),
    ],
    '2028-04-01',
    '2028-06-01',
  ],
  ['after the last cover paid for, none in sight', inTime, '2029-01-01', null],
  ['never paid, none in sight', [registered], '2028-02-15', null],
])('the first day on which the fund pays: %s', (_why, told, on, from) => {
  expect(payableFrom(historyOf(told, on), civilDate(on))).toBe(from);
});

test.each<[why: string, told: readonly Told[], on: string, from: string | null, until: string | null]>([
  [
    'within a year the wait ends, and with it the answer',
    missedThree,
    '2028-02-15',
    '2028-01-01',
    '2028-06-01',
  ],
  [
    // 2026 is the second missed year from the first day of 2027 on: not covered before and after.
    'the same answer with another standing is another stretch: a break year has ended',
    [registered, paid(2024, '2023-11-20')],
    '2027-05-01',
    '2027-01-01',
    '2028-01-01',
  ],
  [
    // Another reason, and nothing else of the standing changes.
    'who is not covered is not covered until death and deceased after',
    [{ type: 'MemberRegistered', liableFrom: '2028-01-01' }, died('2028-02-15')],
    '2028-02-15',
    null,
    '2028-02-16',
  ],
  [
    // From then on the standing carries the warning that the text has expired.
    'deceased, as long as the text is in force (to 2035-01-25)',
    [{ type: 'MemberRegistered', liableFrom: '2028-01-01' }, died('2028-02-15')],
    '2028-02-16',
    '2028-02-16',
    '2035-01-26',
  ],
])('the days with the same answer: %s', (_why, told, on, from, until) => {
  expect(eligibilityValidFor(historyOf(told, on), civilDate(on))).toEqual({ from, until });
});

test('of whom no registration is known: no cover, no wait, no years, nothing earned and no ceiling struck', () => {
  expect(standingOfNobody('359902')).toEqual({
    region: '359902',
    covered: 'none',
    benefitEligible: false,
    waiting: null,
    breakYears: [],
    streakYears: 0,
    zeroClaimProvisional: false,
    employeeYearsEquivalent: null,
    ceiling: {
      status: 'not-struck',
      baseFen: null,
      continuousCreditFen: 0,
      zeroClaimCreditFen: 0,
      breakPenaltyFen: 0,
      raiseAppliedFen: null,
      penaltyAppliedFen: null,
      effectiveFen: null,
    },
    readingIds: [],
    warnings: [],
  });
});
