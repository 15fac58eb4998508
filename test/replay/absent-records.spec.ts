import fc from 'fast-check';
import {
  absenceDays,
  absentRecordsBehind,
  type AbsentRecords,
  addDays,
  bodyOf,
  changeDays,
  type CivilDate,
  civilDate,
  decide,
  derive,
  DomainError,
  earlierOf,
  type Fact,
  type FactBody,
  factOf,
  type History,
  ownDay,
  type PolicyBook,
  pooledFundOn,
  type RecordKind,
  SCHEMES,
  STATUSES,
  TRANSFER_SIDES,
  yearOf,
} from '#libs/enrollment';
import { QUESTION_DAYS } from './answers.js';
import { CORNER_DAYS, cornerHistories } from './corner-histories.js';
import { givenUnder, type Told } from './given.js';
import { histories, LAST_YEAR, returns } from './histories.js';
import { bookUnder, PACK_IDS, type PackId } from './sample-policy.js';
import { enough, tried } from './sizes.js';
import { granted, moved, paid, transferred } from './told.js';

/** A record that may be missing: its kind, the day it is dated, and what it would say. */
interface Missing {
  readonly kind: RecordKind;
  readonly day: CivilDate;
  readonly body: FactBody;
}

/** What a guess is about; a status may have an end of its own, and one that was granted may have ended. */
const GUESSES = ['premium', 'transfer', 'status', 'status-end', 'repair', 'death'] as const;

/** A guess at a missing record; `anchor` and `back` choose its day, `pick` and `size` what it says. */
interface Guess {
  readonly what: (typeof GUESSES)[number];
  readonly anchor: number;
  readonly back: number;
  readonly pick: number;
  readonly size: number;
}

const DAYS_BACK = 1_200;

const guess: fc.Arbitrary<Guess> = fc.record({
  what: fc.constantFrom(...GUESSES, 'premium', 'status'),
  anchor: fc.nat(200),
  back: fc.nat(DAYS_BACK),
  pick: fc.nat(59),
  size: fc.nat(11),
});

/** The day of a guess: not long before the day asked about, long before it, or beside a day on which something happens. */
function dayOf({ anchor, back }: Guess, on: CivilDate, days: readonly CivilDate[]): CivilDate {
  const beside = days[anchor % Math.max(1, days.length)];
  if (back % 3 === 0) return addDays(on, -(anchor % 6));
  if (back % 3 === 1 || beside === undefined) return addDays(on, -back);
  return earlierOf(on, addDays(beside, (back % 5) - 2));
}

/** The record that a guess comes to for a member; undefined where there is nothing that it could be about. */
function missingBy(
  each: Guess,
  on: CivilDate,
  { history, facts }: { readonly history: History; readonly facts: readonly Fact[] },
): Missing | undefined {
  const { what, pick, size } = each;
  const named = facts.flatMap((fact) => ownDay(bodyOf(fact), facts) ?? []);
  const day = dayOf(each, on, [...named, ...changeDays(history).filter((change) => change <= on)]);
  switch (what) {
    case 'premium': {
      const coverageYear = yearOf(day) + (pick % 3) - 1;
      const channel = size % 2 === 0 ? {} : { channel: 'school' };
      return { kind: 'premiums', day, body: { type: 'PremiumPaid', coverageYear, paidOn: day, ...channel } };
    }
    case 'transfer': {
      const from = TRANSFER_SIDES[pick % TRANSFER_SIDES.length] ?? 'none';
      const to = SCHEMES[size % SCHEMES.length] ?? 'resident';
      const sides = size === 11 ? { from, to: 'none' as const, reason: 'left-the-region' } : { from, to };
      return { kind: 'transfers', day, body: { type: 'SchemeTransferred', effectiveOn: day, ...sides } };
    }
    case 'status': {
      const status = STATUSES[pick % STATUSES.length] ?? 'freshman';
      const { liableFrom } = history.member.registration.data;
      // Nobody is born after being liable, nor liable long after birth.
      if (status === 'newborn' && (day > liableFrom || day < addDays(liableFrom, -366))) return undefined;
      const until = size % 3 === 0 ? {} : { until: addDays(day, size % 3 === 1 ? 1 : 45) };
      return { kind: 'statuses', day, body: { type: 'SpecialStatusGranted', status, from: day, ...until } };
    }
    case 'status-end': {
      const granted = facts.filter((fact) => fact.type === 'SpecialStatusGranted');
      const ended = granted[pick % Math.max(1, granted.length)];
      if (ended?.type !== 'SpecialStatusGranted') return undefined;
      const corrects = size % 2 === 0 ? {} : { corrects: ended.id };
      const { status } = ended.data;
      return {
        kind: 'statuses',
        day,
        body: { type: 'SpecialStatusEnded', status, endedOn: day, ...corrects },
      };
    }
    case 'repair': {
      const { breakYears: run, year: enrolmentYear } =
        history.enrolments[pick % Math.max(1, history.enrolments.length)] ?? {};
      if (run === undefined || run.length === 0 || enrolmentYear === undefined) return undefined;
      const count = 1 + (size % run.length);
      const breakYears = pick % 2 === 0 ? run.slice(0, count) : run.slice(-count);
      return {
        kind: 'repairs',
        day,
        body: { type: 'RepairPaid', breakYears, enrolmentYear, paidOn: day },
      };
    }
    case 'death':
      return { kind: 'deaths', day, body: { type: 'MemberDeceased', diedOn: day } };
  }
}

/** Whether the pooled fund pays on a day, with one more record; undefined where the ledger would refuse it. */
function payableWith(facts: readonly Fact[], book: PolicyBook, body: FactBody, on: CivilDate): unknown {
  const payable = (fact: Fact): unknown => {
    const history = derive([...facts, fact], book, { throughYear: yearOf(on) });
    return history === undefined ? undefined : pooledFundOn(history, on).payable;
  };
  try {
    return payable(factOf('~', decide(body, facts, book)));
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

/** A premium paid at the place of study. */
const throughSchool = (coverageYear: number, paidOn: string): Told => ({
  ...paid(coverageYear, paidOn),
  channel: 'school',
});

const yearly = [registered, paid(2025), paid(2026), paid(2027)];
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
    'paid for next year, not through school: no status starts that cover in this one',
    [registered, paid(2028, '2027-11-20')],
    '2027-11-20',
    { premiums: '2027-08-20' },
  ],
  [
    'paid for next year through school: the status of a freshman would start that cover in this one',
    [registered, throughSchool(2028, '2027-11-20')],
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
    'liable since this year, and paid for the next: the status of a newborn all the same',
    [liableFrom('2028-03-01'), paid(2029, '2028-10-15')],
    '2028-11-01',
    { premiums: '2028-08-01', statuses: '2028-11-01' },
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
  [
    'died later: nobody dies twice',
    [...yearly, paid(2028), { type: 'MemberDeceased', diedOn: '2028-11-30' }],
    '2028-08-01',
    { transfers: '2028-08-01' },
  ],
  ...(['fujian', 'lishui'] as const).map((packId): Row => [
    `waiting for breaks carried over employee cover (${packId}): a premium for the year that was stepped over`,
    [
      registered,
      paid(2025),
      transferred('none', 'employee', '2028-02-01'),
      transferred('employee', 'none', '2028-11-15'),
      paid(2029, '2028-12-10'),
    ],
    '2029-01-15',
    {
      premiums: '2028-12-31',
      transfers: '2029-01-01',
      statuses: '2028-12-10',
      ...(packId === 'lishui' ? { repairs: '2029-01-15' } : {}),
    },
    packId,
  ]),
  [
    'a freshman who waits: a payment through school for the next year would cover from 1 September',
    [...yearly, paid(2028, '2028-06-30'), granted('freshman', '2028-09-01')],
    '2028-09-17',
    { premiums: '2028-09-17', transfers: '2028-06-30', statuses: '2028-06-30' },
  ],
  [
    'a freshman who waits: a payment through school for the next year would cover from its day',
    [registered, paid(2027), paid(2028, '2028-08-30'), granted('freshman', '2028-09-01')],
    '2028-09-17',
    { premiums: '2028-09-17', transfers: '2028-08-30', statuses: '2028-08-30' },
    'jincheng',
  ],
  [
    'a freshman whose payment through school lacks the year before',
    [registered, granted('freshman', '2028-10-01'), throughSchool(2029, '2028-10-13')],
    '2028-09-17',
    { premiums: '2028-09-17', statuses: '2028-09-17' },
  ],
  [
    'in the first month of a term, no freshman: nothing may start the cover of the next year',
    [...yearly, paid(2028, '2028-06-30')],
    '2028-09-17',
    { transfers: '2028-06-30', statuses: '2028-06-30' },
  ],
  [
    'waiting, and paid later through school for the next year: the status of a freshman on that day',
    [...yearly, paid(2028, '2028-09-09'), throughSchool(2029, '2028-10-13')],
    '2028-09-17',
    { transfers: '2028-09-09', statuses: '2028-09-17' },
  ],
  [
    'cover starts later, and paid later through school for the next year: the status of a freshman on that day',
    [...yearly, paid(2028, '2028-10-01'), throughSchool(2029, '2028-10-13')],
    '2028-09-17',
    { statuses: '2028-09-17' },
  ],
  [
    'waiting, and paid through school for the next year some days ago',
    [registered, paid(2027), paid(2028, '2028-08-30'), throughSchool(2029, '2028-09-10')],
    '2028-09-17',
    { transfers: '2028-08-30', statuses: '2028-09-10' },
    'jincheng',
  ],
  [
    'paid later through school, where cover begins with the payment: no status starts it earlier',
    [registered, paid(2027), paid(2028, '2028-08-30'), throughSchool(2029, '2028-10-10')],
    '2028-09-17',
    { transfers: '2028-08-30', statuses: '2028-08-30' },
    'jincheng',
  ],
  [
    'covered as a freshman: the end of the status, and an earlier payment through school, may be missing',
    [registered, paid(2027), granted('freshman', '2028-09-01'), throughSchool(2029, '2028-09-10')],
    '2028-09-17',
    { premiums: '2028-09-17', transfers: '2028-09-17', deaths: '2028-09-16', statuses: '2028-09-10' },
    'jincheng',
  ],
  [
    'covered as a freshman, with the year before paid',
    [...yearly, paid(2028), granted('freshman', '2028-09-01'), throughSchool(2029, '2028-10-13')],
    '2029-02-01',
    { transfers: '2029-02-01', deaths: '2029-01-31', statuses: '2028-10-13' },
  ],
  // By R35 the three months of a group are over on 15 October 2025, unless its end is known: then it holds up to it.
  [
    'waiting in a group whose end is not known: known, it would hold on the day of payment',
    [
      registered,
      granted('released-prisoner', '2025-07-15'),
      paid(2026, '2025-10-10'),
      paid(2027, '2027-02-19'),
    ],
    '2027-03-05',
    { transfers: '2027-02-19', statuses: '2027-03-05' },
    'anhui',
  ],
  [
    'waiting in another group, whose end does not matter after the payment',
    [registered, granted('freshman', '2025-07-15'), paid(2026, '2025-10-10'), paid(2027, '2027-02-19')],
    '2027-03-05',
    { transfers: '2027-02-19', statuses: '2027-02-19' },
    'anhui',
  ],
  [
    'moved within the year of birth, which was free before the move',
    [
      liableFrom('2026-07-01'),
      transferred('none', 'other', '2026-07-01'),
      moved('359901', '359904', '2026-05-10'),
    ],
    '2026-09-04',
    { premiums: '2026-09-04', statuses: '2026-09-04' },
    'jincheng',
  ],
  // Employee cover ended within three months before a late payment; resident cover of 2027 would have come after it.
  [
    'a short gap spared a late payment its wait: a premium for the year before would close the gap',
    [
      registered,
      transferred('none', 'employee', '2025-01-01'),
      transferred('employee', 'none', '2027-12-15'),
      paid(2028, '2028-02-10'),
    ],
    '2028-03-15',
    { premiums: '2027-12-31', transfers: '2028-03-15', deaths: '2028-03-14', statuses: '2028-02-10' },
    'anhui',
  ],
  // Paid late after the day, which is covered as a freshman's; the wait of this year would be carried into the next.
  [
    'waiting in cover that began before its year: a death would leave nothing to wait for',
    [
      ...yearly,
      granted('freshman', '2028-09-01'),
      throughSchool(2029, '2028-10-13'),
      paid(2028, '2028-10-22'),
    ],
    '2028-10-09',
    { transfers: '2028-10-09', statuses: '2028-10-09', deaths: '2028-10-09' },
  ],
  // Nothing is owed for 2026 and 2027; a payment would begin liability again, and the missed years a longer wait.
  [
    'paid late after having left the region, the wait is over: any premium before it would have made the years missed ones',
    [
      registered,
      paid(2025),
      { ...transferred('resident', 'none', '2025-12-01'), reason: 'left-the-region' },
      paid(2029, '2029-03-10'),
    ],
    '2029-07-01',
    { premiums: '2028-12-31', transfers: '2029-07-01', deaths: '2029-06-30' },
    'national',
  ],
  // Of two newborn statuses the earlier one tells the day of birth.
  [
    'a newborn by status, in the month of a late payment: an earlier such status, and any up to the payment',
    [liableFrom('2028-02-10'), granted('newborn', '2028-02-10'), paid(2028, '2028-06-10')],
    '2028-06-20',
    { transfers: '2028-06-20', deaths: '2028-06-19', statuses: '2028-06-10' },
    'anhui',
  ],
  [
    'paid late after employee cover, and never having left the region: the year before alone brings nothing',
    [
      registered,
      paid(2025),
      transferred('resident', 'employee', '2025-12-01'),
      transferred('employee', 'none', '2028-06-01'),
      paid(2029, '2029-03-10'),
    ],
    '2029-09-01',
    { transfers: '2029-09-01', deaths: '2029-08-31' },
    'national',
  ],
  [
    'a freshman by the first payment through school: an earlier one',
    [registered, granted('freshman', '2028-09-01'), throughSchool(2029, '2028-09-20')],
    '2028-10-01',
    { premiums: '2028-10-01', transfers: '2028-10-01', deaths: '2028-09-30', statuses: '2028-09-20' },
    'jincheng',
  ],
  [
    'waiting in a group whose end is known: it does not matter after the payment',
    [
      registered,
      { ...granted('released-prisoner', '2025-07-15'), until: '2026-01-01' },
      paid(2026, '2025-10-10'),
      paid(2027, '2027-02-19'),
    ],
    '2027-03-05',
    { transfers: '2027-02-19', statuses: '2027-02-19' },
    'anhui',
  ],
  [
    'waiting, and in a group only after the payment: its end does not matter',
    [
      registered,
      granted('released-prisoner', '2027-02-25'),
      paid(2026, '2025-10-10'),
      paid(2027, '2027-02-19'),
    ],
    '2027-03-05',
    { transfers: '2027-02-19', statuses: '2027-02-19' },
    'anhui',
  ],
  [
    'waiting in two groups, of one of which the end may still matter',
    [
      registered,
      granted('freshman', '2025-07-01'),
      granted('released-prisoner', '2025-07-15'),
      paid(2026, '2025-10-10'),
      paid(2027, '2027-02-19'),
    ],
    '2027-03-05',
    { transfers: '2027-02-19', statuses: '2027-03-05' },
    'anhui',
  ],
  [
    'paid later than the day, liable for long: no birth may begin the cover earlier',
    [registered, paid(2027, '2026-11-20'), paid(2028, '2028-04-10')],
    '2028-04-01',
    {},
    'anhui',
  ],
  [
    'paid later than the day, liable since this year, where no payment early in life begins cover with the birth',
    [liableFrom('2028-01-01'), paid(2028, '2028-04-10')],
    '2028-03-01',
    {},
  ],
  [
    'waiting with another status than that of a freshman: no payment for the next year would help',
    [...yearly, granted('new-household', '2028-09-01'), paid(2028, '2028-06-30')],
    '2028-09-17',
    { transfers: '2028-06-30', statuses: '2028-06-30' },
  ],
  [
    'waiting, and a freshman only before the window for the next year: no payment through school would help',
    [...yearly, { ...granted('freshman', '2026-09-01'), until: '2027-07-01' }, paid(2028, '2028-06-30')],
    '2028-09-17',
    { transfers: '2028-06-30', statuses: '2028-06-30' },
  ],
  [
    'waiting, a freshman once before and again now: a payment through school would help',
    [
      ...yearly,
      { ...granted('freshman', '2026-09-01'), until: '2027-07-01' },
      granted('freshman', '2028-09-01'),
      paid(2028, '2028-06-30'),
    ],
    '2028-09-17',
    { premiums: '2028-09-17', transfers: '2028-06-30', statuses: '2028-06-30' },
  ],
  [
    'waiting for a late payment of last year, in which the member may be born: the year would be free',
    [liableFrom('2027-12-15'), paid(2027, '2027-10-02'), paid(2028, '2027-09-01')],
    '2028-01-01',
    { transfers: '2027-10-02', statuses: '2028-01-01' },
    'jincheng',
  ],
  [
    'paid late for the first year of life: born within the days of its own window, cover would start with the year',
    [liableFrom('2027-12-15'), paid(2028, '2028-03-20')],
    '2028-02-01',
    { statuses: '2028-02-01' },
    'jincheng',
  ],
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

/** Of each kind the day before, whether a record is needed no longer, or through an earlier day. */
function restsOnLess(history: History, day: CivilDate): boolean {
  const now = byKind(absentRecordsBehind(history, day));
  return absentRecordsBehind(history, addDays(day, -1)).some(
    ({ kind, neededThrough }) => (now[kind] ?? '') < neededThrough,
  );
}

describe('the days from which an answer may rest on less than the day before', () => {
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
      ['2028-01-01', '2028-04-10', '2028-05-01', '2029-01-01'],
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

  test('the month after a late payment, in a year without waits: no status begins the cover later any more', () => {
    const [from, until] = [civilDate('2024-08-25'), civilDate('2024-12-31')];
    const history = historyOf([registered, paid(2024, '2024-08-24')], until, 'fujian');
    expect(restsOnLess(history, civilDate('2024-09-01'))).toBe(true);
    expect(changeDays(history)).not.toContain('2024-09-01');
    expect(absenceDays(history, { from, until })).toEqual(['2024-09-01']);
  });
});

describe.each(PACK_IDS)('under %s', (packId: PackId) => {
  const book = bookUnder(packId);
  const question = fc.record({
    day: fc.constantFrom(...QUESTION_DAYS, ...CORNER_DAYS, ...CORNER_DAYS),
    /** Half of the questions are about days beside one on which the standing changes. */
    near: fc.oneof(
      fc.constant(null),
      fc.record({ change: fc.nat(200), days: fc.integer({ min: -1, max: 40 }) }),
    ),
    facts: fc.oneof(
      histories(packId).map((lived) => lived.facts),
      returns(packId).map((lived) => lived.facts),
      cornerHistories(packId),
    ),
    guesses: fc.array(guess, { minLength: 40, maxLength: 40 }),
  });
  const aheadOf = (facts: readonly Fact[], throughYear: number): History | undefined =>
    derive(facts, book, { throughYear });

  test('no single record of a kind that is not named, or dated later than named, changes whether the fund pays', () => {
    let changing = 0;
    fc.assert(
      fc.property(question, ({ day: asked, near, facts, guesses }) => {
        const whole = aheadOf(facts, LAST_YEAR);
        if (whole === undefined) return;
        const changes = changeDays(whole);
        const change = near === null ? undefined : changes[near.change % changes.length];
        const on = near === null || change === undefined ? asked : addDays(change, near.days);
        const history = aheadOf(facts, yearOf(on));
        if (history === undefined) return;
        const { payable } = pooledFundOn(history, on);
        const absent = absentRecordsBehind(history, on);
        for (const { neededThrough } of absent) expect(neededThrough <= on).toBe(true);
        for (const each of guesses) {
          const missing = missingBy(each, on, { history, facts });
          if (missing === undefined) continue;
          const { kind, day, body } = missing;
          const after = payableWith(facts, book, body, on);
          if (after === undefined || after === payable) continue;
          changing += 1;
          const needed =
            absent.find((named) => named.kind === kind)?.neededThrough ?? civilDate('1900-01-01');
          expect({ on, kind, body, needed, isCovered: day <= needed }).toMatchObject({ isCovered: true });
        }
      }),
      tried(150),
    );
    expect(changing).toBeGreaterThan(enough(40));
  });

  test('between the days that are looked at, what an answer rests on only grows', () => {
    const lives = fc.oneof(
      histories(packId).map((lived) => lived.facts),
      cornerHistories(packId),
    );
    const asked = fc.record({ facts: lives, from: fc.constantFrom(...QUESTION_DAYS) });
    fc.assert(
      fc.property(asked, ({ facts, from }) => {
        const history = aheadOf(facts, yearOf(from) + 1);
        if (history === undefined) return;
        const until = addDays(from, 100);
        const looked = new Set([...absenceDays(history, { from, until }), ...changeDays(history)]);
        for (let day = addDays(from, 1); day < until; day = addDays(day, 1))
          if (!looked.has(day))
            expect({ day, less: restsOnLess(history, day) }).toEqual({ day, less: false });
      }),
      tried(100),
    );
  });
});
