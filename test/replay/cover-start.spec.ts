import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  civilDate,
  derive,
  explain,
  type Explanation,
  type ExplainedField,
  type History,
  type PolicyBook,
  type PolicyPack,
  Trace,
  yearOf,
} from '#libs/enrollment';
import { loadPack } from '#libs/policy';
import { givenUnder, type Told } from './given.js';
import { bookOver, bookUnder, packs } from './sample-policy.js';
import { transferred } from './told.js';

const registered: Told = { id: 'member', type: 'MemberRegistered', liableFrom: '2020-01-01' };
const paid = (coverageYear: number, paidOn: string, channel = 'bank'): Told => ({
  id: `paid-${String(coverageYear)}`,
  type: 'PremiumPaid',
  coverageYear,
  paidOn,
  channel,
});
const granted = (status: string, from: string, until?: string): Told => ({
  id: `${status}-${from}`,
  type: 'SpecialStatusGranted',
  status,
  from,
  ...(until === undefined ? {} : { until }),
});
const born = (on: string): Told => ({
  id: 'member',
  type: 'MemberRegistered',
  liableFrom: on,
  bornOn: on,
});

const REGIONS = join(__dirname, '..', '..', 'test', 'regions');
/** The sample region with windows that differ by year and children in tiers by age. */
const tiered = readdirSync(REGIONS)
  .filter((name) => name.startsWith('sample-'))
  .map((name) => loadPack(join(REGIONS, name)).pack)
  .find(({ parameters }) => parameters.windows.some(({ value }) => value.length > 1));
if (tiered === undefined) throw new Error('No sample region has windows that differ by year.');
const inTiers = bookOver(tiered);

/** The facts are taken by the national rules, and answered by those of a book. */
function explained(told: readonly Told[], book: PolicyBook, on: string, field: ExplainedField): Explanation {
  const { facts } = givenUnder('national')(...told);
  const explanation = explain(facts, book, { on: civilDate(on), field });
  if (explanation === undefined) throw new Error('Expected a registration.');
  return explanation;
}

function historyOf(told: readonly Told[], book: PolicyBook, year: number, trace?: Trace): History {
  const { facts } = givenUnder('national')(...told);
  const history = derive(facts, book, { throughYear: year, trace });
  if (history === undefined) throw new Error('Expected a registration.');
  return history;
}

describe('the clause by which cover starts', () => {
  test.each<[why: string, book: PolicyBook, told: readonly Told[], on: string, at: string]>([
    [
      'a child of ninety days, from birth',
      inTiers,
      [born('2027-01-20'), paid(2027, '2027-04-20')],
      '2027-01-20',
      '3.1',
    ],
    [
      'a child of 91 days, from the payment',
      inTiers,
      [born('2027-01-20'), paid(2027, '2027-04-21')],
      '2027-04-21',
      '3.1',
    ],
    [
      'a child paid for in time, whose own start is that of the window',
      inTiers,
      [born('2027-07-01'), paid(2028, '2027-10-10')],
      '2028-01-01',
      '3.1',
    ],
    [
      'a child paid for in time, whose own start would be later than that of the window',
      inTiers,
      [born('2027-02-20'), paid(2028, '2028-01-30')],
      '2028-01-30',
      '1.1',
    ],
    [
      'a child paid for in time, of which no tier speaks: the second year after birth',
      inTiers,
      [born('2027-12-10'), paid(2029, '2028-10-10')],
      '2029-01-01',
      '1.1',
    ],
    [
      'soon after a job, on the day on which any late cover would start: what is said of late cover',
      bookUnder('anhui'),
      [
        registered,
        transferred('none', 'employee', '2024-01-01'),
        transferred('employee', 'none', '2028-03-01'),
        paid(2028, '2028-04-10'),
      ],
      '2028-04-10',
      '三(六)',
    ],
    [
      'soon after a job, from the next month: what is said of the gap',
      bookUnder('lishui'),
      [
        registered,
        transferred('none', 'employee', '2024-01-01'),
        transferred('employee', 'none', '2028-03-01'),
        paid(2028, '2028-04-10'),
      ],
      '2028-05-01',
      '二(三)2',
    ],
  ])('%s', (_why, book, told, on, at) => {
    expect(explained(told, book, on, 'covered').steps.at(-1)).toMatchObject({
      value: 'resident',
      clause: { at },
    });
  });
});

describe('the facts that cover rests on', () => {
  test.each<[why: string, book: PolicyBook, told: readonly Told[], on: string, facts: readonly string[]]>([
    [
      "a child's, on its birth too",
      inTiers,
      [
        { ...registered, liableFrom: '2027-01-20' },
        granted('newborn', '2027-01-20'),
        paid(2027, '2027-04-20'),
      ],
      '2027-03-01',
      ['member', 'newborn-2027-01-20', 'paid-2027'],
    ],
    [
      "a freshman's, not on the year before where the rule does not ask for it",
      bookUnder('jincheng'),
      [
        registered,
        paid(2027, '2026-10-15'),
        granted('freshman', '2027-09-01'),
        paid(2028, '2027-10-15', 'school'),
      ],
      '2028-05-01',
      ['freshman-2027-09-01', 'member', 'paid-2028'],
    ],
  ])('%s', (_why, book, told, on, facts) => {
    const result = explained(told, book, on, 'covered').steps.at(-1);
    expect([...(result?.eventIds ?? []), ...(result?.context ?? [])].sort()).toEqual(facts);
  });
});

test('an enrolment names the payment and then the birth, and its cover ends with the day of death', () => {
  const told = [
    { ...registered, liableFrom: '2027-01-20' },
    granted('newborn', '2027-01-20'),
    paid(2027, '2027-04-20'),
    { type: 'MemberDeceased', diedOn: '2027-06-30' },
  ];
  expect(historyOf(told, inTiers, 2027).enrolments).toMatchObject([
    {
      eventIds: ['paid-2027', 'newborn-2027-01-20'],
      cover: { from: '2027-01-20', until: '2027-07-01' },
    },
  ]);
});

test('a short gap may ask for a late payment without a break; where its cover starts is known before the breaks are', () => {
  const national = packs.find(({ id }) => id === 'national');
  if (national === undefined) throw new Error('There is no national pack.');
  const asked = { onlyLate: true, onlyWithoutBreaks: true, lateCoverFrom: 'next-month' as const };
  const pack: PolicyPack = {
    ...national,
    id: 'sample-gap',
    parameters: {
      ...national.parameters,
      'exemptions.shortGap': national.parameters['exemptions.shortGap'].map((dated) => ({
        ...dated,
        value: dated.value.map((rule) => ({ ...rule, ...asked })),
      })),
    },
  };
  const told = [
    registered,
    transferred('none', 'employee', '2026-01-01'),
    transferred('employee', 'none', '2028-03-01'),
    paid(2028, '2028-04-10'),
  ];
  expect(historyOf(told, bookOver(pack), 2028).enrolments[0]?.cover.from).toBe('2028-05-01');
});

describe('what was tried in vain says what was seen', () => {
  test.each<[why: string, book: PolicyBook, told: readonly Told[], rule: string, seen: string]>([
    [
      'the last day of the window is not in the extended one',
      bookUnder('fujian'),
      [registered, paid(2028, '2027-12-31')],
      'windows.extended',
      '2027-12-31',
    ],
    [
      'each time that a status held',
      bookUnder('lishui'),
      [
        registered,
        granted('medical-aid', '2026-01-01', '2026-02-01'),
        granted('medical-aid', '2027-01-01', '2027-02-01'),
        paid(2028, '2028-05-10'),
      ],
      'waiting.exempt.medical-aid',
      '2026-01-01..2026-02-01, 2027-01-01..2027-02-01',
    ],
    [
      'each status that began too long ago',
      bookUnder('lishui'),
      [
        registered,
        granted('new-household', '2027-01-01'),
        granted('residence-permit', '2027-02-01'),
        paid(2028, '2028-05-10'),
      ],
      'waiting.shortGap.status',
      'new-household from 2027-01-01, residence-permit from 2027-02-01; paid on 2028-05-10',
    ],
  ])('%s', (_why, book, told, rule, seen) => {
    const { notApplied } = explained(told, book, '2028-06-01', 'waiting');
    expect(notApplied.filter((tried) => tried.rule === rule).map((tried) => tried.seen)).toContain(seen);
  });
});

test('what a status spares rests on no reading of gaps after a job', () => {
  const trace = new Trace();
  const on = civilDate('2028-05-10');
  const told = [
    { ...registered, liableFrom: '2027-09-01' },
    granted('new-household', '2028-05-01'),
    paid(2028, on),
  ];
  historyOf(told, bookUnder('lishui'), yearOf(on), trace);
  const { steps } = trace.upTo(['wait:2028']);
  expect(steps.find(({ id }) => id === 'wait:2028')).toMatchObject({ value: 0, readingIds: [] });
});
