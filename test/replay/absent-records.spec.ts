import fc from 'fast-check';
import {
  absentRecordsBehind,
  addDays,
  type CivilDate,
  civilDate,
  decide,
  derive,
  DomainError,
  type Fact,
  type FactBody,
  factOf,
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

/** `[what is known, the day asked about, kind → last day that could matter]`, under Fujian. */
type Row = readonly [
  name: string,
  told: readonly Told[],
  on: string,
  absent: Readonly<Partial<Record<RecordKind, string>>>,
];

const registered: Told = { type: 'MemberRegistered', liableFrom: '2020-01-01' };
const paid = (coverageYear: number, paidOn: string): Told => ({ type: 'PremiumPaid', coverageYear, paidOn });
const moved = (from: string, to: string, effectiveOn: string): Told => ({
  type: 'SchemeTransferred',
  from,
  to,
  effectiveOn,
});

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
      moved('resident', 'employee', '2028-03-01'),
    ],
    '2028-08-01',
    { transfers: '2028-08-01' },
  ],
  ['employee cover alone', [registered, moved('none', 'employee', '2027-03-01')], '2028-08-01', {}],
  [
    'under another system a premium would give resident cover',
    [registered, moved('none', 'other', '2027-03-01')],
    '2028-08-01',
    { premiums: '2028-08-01' },
  ],
  ['deceased', [registered, { type: 'MemberDeceased', diedOn: '2028-01-31' }], '2028-08-01', {}],
];

test.each(rows)('%s', (_, told, day, expected) => {
  const on = civilDate(day);
  const { facts } = givenUnder('fujian')(...told);
  const history = derive(facts, bookUnder('fujian'), { throughYear: yearOf(on) });
  const absent = history === undefined ? [] : absentRecordsBehind(history, on);
  expect(Object.fromEntries(absent.map(({ kind, neededThrough }) => [kind, neededThrough]))).toEqual(
    expected,
  );
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
