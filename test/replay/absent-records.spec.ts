import fc from 'fast-check';
import {
  absenceDays,
  absentRecordsBehind,
  type AbsentRecords,
  addDays,
  changeDays,
  type CivilDate,
  civilDate,
  decide,
  derive,
  DomainError,
  type Fact,
  type FactBody,
  factOf,
  type History,
  type PolicyBook,
  pooledFundOn,
  type RecordKind,
  SCHEMES,
  STATUSES,
  TRANSFER_SIDES,
  yearOf,
} from '#libs/enrollment';
import { QUESTION_DAYS } from './answers.js';
import { givenUnder, type Told } from './given.js';
import { histories } from './histories.js';
import { bookUnder, PACK_IDS, type PackId } from './sample-policy.js';
import { enough, tried } from './sizes.js';
import { granted, paid, transferred } from './told.js';

/** A record that may be missing: its kind, the day it is dated, and what it would say. */
interface Missing {
  readonly kind: RecordKind;
  readonly day: CivilDate;
  readonly body: FactBody;
}

const DAYS_BACK = 500;

/** Every group that a member can come to belong to; nobody of these histories is a newborn years after being liable. */
const GROUPS = STATUSES.filter((status) => status !== 'newborn');

/** Any one record dated up to a day. */
function missingBy(on: CivilDate): fc.Arbitrary<Missing> {
  const dayOf = (back: number): CivilDate => addDays(on, -back);
  const back = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: DAYS_BACK }));
  const premium = fc.tuple(back, fc.integer({ min: -1, max: 1 })).map(([days, ahead]): Missing => {
    const day = dayOf(days);
    const coverageYear = yearOf(day) + ahead;
    return { kind: 'premiums', day, body: { type: 'PremiumPaid', coverageYear, paidOn: day } };
  });
  const transfer = fc
    .tuple(back, fc.constantFrom(...TRANSFER_SIDES), fc.constantFrom(...SCHEMES))
    .map(([days, from, to]): Missing => {
      const day = dayOf(days);
      return { kind: 'transfers', day, body: { type: 'SchemeTransferred', from, to, effectiveOn: day } };
    });
  const status = fc.tuple(back, fc.constantFrom(...GROUPS)).map(([days, named]): Missing => {
    const day = dayOf(days);
    return { kind: 'statuses', day, body: { type: 'SpecialStatusGranted', status: named, from: day } };
  });
  const death = back.map((days): Missing => {
    const day = dayOf(days);
    return { kind: 'deaths', day, body: { type: 'MemberDeceased', diedOn: day } };
  });
  const repair = fc.tuple(back, fc.integer({ min: 1, max: 4 })).map(([days, years]): Missing => {
    const day = dayOf(days);
    const enrolmentYear = yearOf(on);
    const breakYears = Array.from({ length: years }, (_, index) => enrolmentYear - 1 - index);
    return { kind: 'repairs', day, body: { type: 'RepairPaid', breakYears, enrolmentYear, paidOn: day } };
  });
  return fc.oneof(premium, transfer, status, death, repair);
}

/** Whether the pooled fund pays on a day, with one more record; undefined where the ledger would refuse it. */
function payableWith(facts: readonly Fact[], book: PolicyBook, body: FactBody, on: CivilDate): unknown {
  try {
    const history = derive([...facts, factOf('~', decide(body, facts, book))], book, {
      throughYear: yearOf(on),
    });
    return history === undefined ? undefined : pooledFundOn(history, on).payable;
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

/** `[what is known, the day asked about, kind → last day that could matter, pack]`, under Fujian unless another is named. */
type Row = readonly [
  name: string,
  told: readonly Told[],
  on: string,
  absent: Readonly<Partial<Record<RecordKind, string>>>,
  packId?: PackId,
];

const registered: Told = { type: 'MemberRegistered', liableFrom: '2020-01-01' };

const liableFrom = (day: string): Told => ({ type: 'MemberRegistered', liableFrom: day });

const back = [registered, paid(2024, '2023-11-20'), paid(2028, '2027-11-20')];
const late = [registered, paid(2027, '2026-11-20'), paid(2028, '2028-04-10')];
const rows: readonly Row[] = [
  ['nothing paid, in the window', [registered], '2028-01-15', { premiums: '2028-01-15' }],
  ['nothing paid: the extended window is over', [registered], '2028-04-01', { premiums: '2028-02-29' }],
  [
    'nothing paid: a late payment would have served its wait',
    [registered],
    '2028-09-30',
    { premiums: '2028-06-30' },
  ],
  [
    'nothing paid, but a group may be spared the wait',
    [registered, { type: 'SpecialStatusGranted', status: 'medical-aid', from: '2028-01-01' }],
    '2028-09-30',
    { premiums: '2028-09-30' },
  ],
  ['a year before the rules has no wait', [registered], '2023-09-30', { premiums: '2023-09-30' }],
  [
    'waiting after missed years: a premium for the last of them',
    back,
    '2028-02-15',
    { premiums: '2027-12-31', transfers: '2028-01-01', statuses: '2027-11-20' },
  ],
  [
    'waiting, and a repair could have ended it by now',
    back,
    '2028-04-15',
    { premiums: '2027-12-31', transfers: '2028-01-01', statuses: '2027-11-20', repairs: '2028-04-15' },
  ],
  [
    'waiting after a late payment alone',
    late,
    '2028-05-01',
    { transfers: '2028-04-10', statuses: '2028-04-10' },
  ],
  ['paid, and cover starts later', late, '2028-04-01', {}],
  ['the wait is over', late, '2028-08-01', { transfers: '2028-08-01', deaths: '2028-07-31' }],
  [
    'paid in time each year',
    [registered, paid(2027, '2026-11-20'), paid(2028, '2027-11-20')],
    '2028-08-01',
    { transfers: '2028-08-01', deaths: '2028-07-31' },
  ],
  [
    'spared as a group: its end may be missing',
    [
      registered,
      { type: 'SpecialStatusGranted', status: 'medical-aid', from: '2028-01-01' },
      paid(2028, '2028-06-01'),
    ],
    '2028-08-01',
    { transfers: '2028-08-01', deaths: '2028-07-31', statuses: '2028-06-01' },
  ],
  [
    'employee cover over resident cover: the transfer back',
    [
      registered,
      paid(2027, '2026-11-20'),
      paid(2028, '2027-11-20'),
      transferred('resident', 'employee', '2028-03-01'),
    ],
    '2028-08-01',
    { transfers: '2028-08-01' },
  ],
  [
    'paid in time after missed years, the wait is over: a late premium would only have shortened it',
    back,
    '2028-08-01',
    { transfers: '2028-08-01', deaths: '2028-07-31' },
  ],
  // 2026 and 2027 missed: the variable month from 1 May; with the three fixed ones it would last until 1 September.
  [
    'a short gap spared the fixed months of a wait that is over: the end of the status may be missing',
    [registered, paid(2025, '2024-10-15'), granted('new-household', '2028-03-01'), paid(2028, '2028-04-10')],
    '2028-06-15',
    { transfers: '2028-06-15', deaths: '2028-06-14', statuses: '2028-04-10' },
    'lishui',
  ],
  [
    'the first day under another system: who pays late from there may be spared',
    [registered, transferred('none', 'other', '2028-09-30')],
    '2028-09-30',
    { premiums: '2028-09-30' },
  ],
  ['employee cover alone', [registered, transferred('none', 'employee', '2027-03-01')], '2028-08-01', {}],
  [
    'under another system a premium would give resident cover',
    [registered, transferred('none', 'other', '2027-03-01')],
    '2028-08-01',
    { premiums: '2028-08-01' },
  ],
  [
    'employee cover over a wait: a transfer back would not make the fund pay',
    [...back, transferred('resident', 'employee', '2028-03-01')],
    '2028-05-31',
    {},
  ],
  [
    'employee cover over a wait, begun before it: a transfer to another system in between would have ended both',
    [
      registered,
      paid(2024, '2023-11-20'),
      transferred('resident', 'employee', '2028-01-01'),
      paid(2031, '2030-11-20'),
    ],
    '2031-01-15',
    { transfers: '2031-01-01' },
    'lishui',
  ],
  [
    'employee cover over a wait that is over from the day on',
    [...back, transferred('resident', 'employee', '2028-03-01')],
    '2028-06-01',
    { transfers: '2028-06-01' },
  ],
  // Liable since July 2027 and paid in time for 2028: a late premium for 2027 would bring 3 months that 2028 carries on.
  [
    'paid in time, the year before open: a late premium for it',
    [liableFrom('2027-07-01'), paid(2028, '2027-10-15')],
    '2028-02-01',
    { premiums: '2027-12-31', transfers: '2028-02-01', deaths: '2028-01-31' },
  ],
  [
    'paid in the extended window, the year before open on its last day',
    [liableFrom('2027-12-31'), paid(2028, '2028-01-20')],
    '2028-02-01',
    { premiums: '2027-12-31', transfers: '2028-02-01', deaths: '2028-01-31' },
  ],
  [
    'paid in time, liable since this year alone: a late premium for the year before counts, though nobody owed it',
    [liableFrom('2028-01-01'), paid(2028, '2027-10-15')],
    '2028-02-01',
    { premiums: '2027-12-31', transfers: '2028-02-01', deaths: '2028-01-31' },
  ],
  // In the extended window three missed years bring 2 months, over on 1 March: a late premium for 2027 would have brought 3 + 1.
  [
    'the wait for missed years is over: a late premium for the last of them would bring a longer one',
    [registered, paid(2028, '2028-01-01')],
    '2028-03-15',
    { premiums: '2027-12-31', transfers: '2028-03-15', deaths: '2028-03-14' },
  ],
  [
    'the whole wait for missed years is over: a late premium for the last of them would bring no longer one',
    back,
    '2028-06-01',
    { transfers: '2028-06-01', deaths: '2028-05-31' },
  ],
  [
    'paid late, and paying in the same month: after some statuses cover would begin with the next',
    [{ type: 'MemberRegistered', liableFrom: '2024-01-01' }, paid(2024, '2024-08-24')],
    '2024-08-31',
    { transfers: '2024-08-31', deaths: '2024-08-30', statuses: '2024-08-24' },
    'lishui',
  ],
  [
    'paid late, and paying from the next month on: no status could change it',
    [{ type: 'MemberRegistered', liableFrom: '2024-01-01' }, paid(2024, '2024-08-24')],
    '2024-09-01',
    { transfers: '2024-09-01', deaths: '2024-08-31' },
    'lishui',
  ],
  [
    'paid late but spared: it carries no wait, whatever is missing of the year before',
    [liableFrom('2027-07-01'), granted('medical-aid', '2028-01-01'), paid(2028, '2028-06-01')],
    '2028-08-01',
    { transfers: '2028-08-01', deaths: '2028-07-31', statuses: '2028-06-01' },
  ],
  [
    'the wait of an opening balance rests on its declaration, and on no status of the day of payment',
    [
      registered,
      {
        type: 'OpeningBalanceDeclared',
        asOfYear: 2027,
        streakYears: 0,
        continuousCreditFen: 0,
        zeroClaimCreditFen: 0,
        benefitsFrom: '2028-04-01',
      },
      paid(2028, '2027-11-20'),
    ],
    '2028-02-01',
    { statuses: '2027-11-20' },
  ],
  // A freshman's cover begins with the payment; the declared wait is that of the year paid for.
  [
    'waiting in cover that began before its year: a premium for the running year',
    [
      registered,
      { type: 'SpecialStatusGranted', status: 'freshman', from: '2027-09-01', until: '2028-09-01' },
      { type: 'PremiumPaid', coverageYear: 2028, paidOn: '2027-09-21', channel: 'school' },
      {
        type: 'OpeningBalanceDeclared',
        asOfYear: 2028,
        streakYears: 0,
        continuousCreditFen: 0,
        zeroClaimCreditFen: 0,
        benefitsFrom: '2029-01-01',
      },
    ],
    '2027-10-31',
    { premiums: '2027-10-31', transfers: '2027-09-21', statuses: '2027-09-21' },
    'jincheng',
  ],
  // Employee cover ended 7 months before the cover: a premium in between would have closed the gap.
  [
    'waiting for a gap after employee cover, no year missed: a premium for the gap',
    [
      registered,
      transferred('none', 'employee', '2025-01-01'),
      transferred('employee', 'none', '2027-06-01'),
      paid(2028, '2027-11-20'),
    ],
    '2028-02-15',
    { premiums: '2027-12-31', transfers: '2028-01-01', statuses: '2027-11-20' },
  ],
  [
    'waiting, the day before a repair of all that can be repaired could have ended it',
    back,
    '2028-03-31',
    { premiums: '2027-12-31', transfers: '2028-01-01', statuses: '2027-11-20' },
  ],
  [
    'waiting, the day on which a repair paid that day would end it',
    back,
    '2028-04-01',
    { premiums: '2027-12-31', transfers: '2028-01-01', statuses: '2027-11-20', repairs: '2028-04-01' },
  ],
  [
    'paid for last year alone: a late payment would have served its wait',
    [registered, paid(2027, '2026-11-20')],
    '2028-09-30',
    { premiums: '2028-06-30' },
  ],
  // 31 March and three months are 30 June, as 30 March and three months are.
  [
    'nothing paid, at the end of a short month: from the 31st the wait has passed as well',
    [registered],
    '2028-06-30',
    { premiums: '2028-03-31' },
  ],
  ['the first year of the rules has a wait', [registered], '2025-09-30', { premiums: '2025-06-30' }],
  [
    'paid for next year, today: a status might start that cover in this one',
    [registered, paid(2028, '2027-11-20')],
    '2027-11-20',
    { premiums: '2027-08-20', statuses: '2027-11-20' },
  ],
  [
    'paid for next year, some days ago',
    [registered, paid(2028, '2027-11-20')],
    '2027-11-30',
    { premiums: '2027-08-31', statuses: '2027-11-20' },
  ],
  [
    'paid, and cover starts next month: a status or a transfer might have started it at once',
    [registered, paid(2027, '2026-11-20'), granted('new-household', '2028-03-01'), paid(2028, '2028-04-10')],
    '2028-04-20',
    { statuses: '2028-04-10', transfers: '2028-04-20' },
    'lishui',
  ],
  [
    'liable since this year where the year of birth is free: the status of a newborn',
    [liableFrom('2028-01-01')],
    '2028-05-01',
    { premiums: '2028-02-01', statuses: '2028-05-01' },
    'jincheng',
  ],
  [
    'liable since last year where the year of birth is free: no newborn any more',
    [liableFrom('2027-12-31')],
    '2028-05-01',
    { premiums: '2028-02-01' },
    'jincheng',
  ],
  [
    'liable since this year where the year of birth is not free',
    [liableFrom('2028-01-01')],
    '2028-05-01',
    { premiums: '2028-02-29' },
  ],
  [
    'liable since this year, and paid for the next: the status counts up to the payment',
    [liableFrom('2028-03-01'), paid(2029, '2028-10-15')],
    '2028-11-01',
    { premiums: '2028-08-01', statuses: '2028-10-15' },
    'jincheng',
  ],
  [
    'a group that begins on the day may be spared the wait',
    [registered, granted('medical-aid', '2028-09-30')],
    '2028-09-30',
    { premiums: '2028-09-30' },
  ],
  [
    'a group that begins the day after spares no earlier day',
    [registered, granted('medical-aid', '2028-10-01')],
    '2028-09-30',
    { premiums: '2028-06-30' },
  ],
  [
    'born last year: the wait may be spared',
    [{ ...liableFrom('2027-12-31'), bornOn: '2027-12-31' }],
    '2028-12-31',
    { premiums: '2028-12-31' },
  ],
  [
    'born the year before last',
    [{ ...liableFrom('2026-12-31'), bornOn: '2026-12-31' }],
    '2028-12-31',
    { premiums: '2028-09-30' },
  ],
  // 12 months and the 3 of R25 before 30 September 2028 is 30 June 2027.
  [
    'cover elsewhere that ended on the last day that counts as lately',
    [
      registered,
      transferred('none', 'employee', '2025-01-01'),
      transferred('employee', 'none', '2027-07-01'),
    ],
    '2028-09-30',
    { premiums: '2028-09-30' },
  ],
  [
    'cover elsewhere that ended a day earlier',
    [registered, transferred('none', 'other', '2025-01-01'), transferred('other', 'none', '2027-06-30')],
    '2028-09-30',
    { premiums: '2028-06-30' },
  ],
  [
    'cover elsewhere that begins later',
    [registered, transferred('none', 'employee', '2028-10-15')],
    '2028-09-30',
    { premiums: '2028-06-30' },
  ],
  ['deceased', [registered, { type: 'MemberDeceased', diedOn: '2028-01-31' }], '2028-08-01', {}],
];

/** What is known of a member, derived for questions about a day. */
function historyOf(told: readonly Told[], on: CivilDate, packId: PackId): History {
  const { facts } = givenUnder(packId)(...told);
  const history = derive(facts, bookUnder(packId), { throughYear: yearOf(on) });
  if (history === undefined) throw new Error('Expected a registration.');
  return history;
}

const byKind = (absent: readonly AbsentRecords[]): Readonly<Record<string, CivilDate>> =>
  Object.fromEntries(absent.map(({ kind, neededThrough }) => [kind, neededThrough]));

const underPacks = rows.map(
  ([name, told, on, absent, packId = 'fujian']) => [name, told, on, absent, packId] as const,
);

test.each(underPacks)('%s', (_, told, day, expected, packId) => {
  const on = civilDate(day);
  const absent = absentRecordsBehind(historyOf(told, on, packId), on);
  expect(byKind(absent)).toStrictEqual(expected);
});

describe('the days from which an answer may rest on less than the day before', () => {
  /** Of each kind the day before, whether a record is needed no longer, or through an earlier day. */
  const restsOnLess = (history: History, day: CivilDate): boolean => {
    const now = byKind(absentRecordsBehind(history, day));
    return absentRecordsBehind(history, addDays(day, -1)).some(
      ({ kind, neededThrough }) => (now[kind] ?? '') < neededThrough,
    );
  };
  const range = { from: civilDate('2027-12-01'), until: civilDate('2029-03-01') };

  test.each<[why: string, told: readonly Told[], less: readonly string[], named: readonly string[]]>([
    ['nothing paid', [registered], [], ['2028-01-01', '2029-01-01']],
    [
      // 15 months after 31 March 2027 is 30 June 2028, but 15 months before 30 June is 30 March: 1 July is the first day too late.
      'employee cover until 30 March 2027: a late payer is spared for 15 months at the most',
      [
        registered,
        transferred('none', 'employee', '2025-01-01'),
        transferred('employee', 'none', '2027-03-31'),
      ],
      ['2028-07-01'],
      ['2028-01-01', '2028-06-30', '2028-07-01', '2029-01-01'],
    ],
    [
      'another system until 14 March 2027',
      [registered, transferred('none', 'other', '2025-01-01'), transferred('other', 'none', '2027-03-15')],
      ['2028-06-15'],
      ['2028-01-01', '2028-06-15', '2028-06-16', '2029-01-01'],
    ],
    [
      'employee cover that has not ended',
      [registered, transferred('none', 'employee', '2028-03-01')],
      ['2028-03-01'],
      ['2028-01-01', '2029-01-01'],
    ],
    [
      'paid late: nothing until the payment, then the wait, then a fund that pays',
      late,
      ['2028-01-01', '2028-07-10', '2029-01-01'],
      ['2028-01-01', '2028-04-10', '2029-01-01'],
    ],
  ])('%s', (_, told, less, named) => {
    const history = historyOf(told, range.from, 'fujian');
    const days = absenceDays(history, range);
    expect(days).toEqual(named);
    const found: CivilDate[] = [];
    for (let day = addDays(range.from, 1); day < range.until; day = addDays(day, 1))
      if (restsOnLess(history, day)) found.push(day);
    expect(found).toEqual(less);
    const looked = new Set([...days, ...changeDays(history)]);
    expect(found.filter((day) => !looked.has(day))).toEqual([]);
  });
});

describe.each(PACK_IDS)('under %s', (packId: PackId) => {
  const book = bookUnder(packId);
  const question = fc.constantFrom(...QUESTION_DAYS).chain((on) =>
    fc.record({
      on: fc.constant(on),
      lived: histories(packId),
      missing: fc.array(missingBy(on), { minLength: 20, maxLength: 20 }),
    }),
  );

  test('no single record of a kind that is not named, or dated later than named, changes whether the fund pays', () => {
    let changing = 0;
    fc.assert(
      fc.property(question, ({ on, lived: { facts }, missing }) => {
        const history = derive(facts, book, { throughYear: yearOf(on) });
        if (history === undefined) return;
        const { payable } = pooledFundOn(history, on);
        const absent = absentRecordsBehind(history, on);
        for (const { neededThrough } of absent) expect(neededThrough <= on).toBe(true);
        for (const { kind, day, body } of missing) {
          const after = payableWith(facts, book, body, on);
          if (after === undefined || after === payable) continue;
          changing += 1;
          const needed = absent.find((each) => each.kind === kind)?.neededThrough ?? civilDate('1900-01-01');
          expect({ kind, body, needed, isCovered: day <= needed }).toMatchObject({ isCovered: true });
        }
      }),
      tried(150),
    );
    expect(changing).toBeGreaterThan(enough(40));
  });
});
