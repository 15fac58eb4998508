import { civilDate, explain, type ExplainedField, quoteRepair, type RepairQuote } from '#libs/enrollment';
import { givenUnder, type Told } from './given.js';
import { bookUnder, type PackId, REGIONS } from './sample-policy.js';

const registered: Told = { id: 'member', type: 'MemberRegistered', liableFrom: '2020-01-01' };
const paid = (coverageYear: number, paidOn = `${String(coverageYear - 1)}-10-15`): Told => ({
  id: `paid-${String(coverageYear)}`,
  type: 'PremiumPaid',
  coverageYear,
  paidOn,
});
const repaired = (breakYears: readonly number[], enrolmentYear: number, paidOn: string): Told => ({
  type: 'RepairPaid',
  breakYears,
  enrolmentYear,
  paidOn,
});

const quoted = (policy: PackId, events: readonly Told[], on: string, enrolmentYear?: number): RepairQuote =>
  quoteRepair(givenUnder(policy)(...events).facts, bookUnder(policy), { on: civilDate(on), enrolmentYear });

describe('the quote of a repair', () => {
  const missedFive = [registered, paid(2030)];

  test('goes down to the floor; a row that the ledger would refuse leaves the wait as the row before', () => {
    // 2025 to 2029 missed: 3 + 4 months, of which 6 stay. A year costs 400 yuan.
    expect(quoted('national', missedFive, '2030-01-10')).toEqual({
      enrolmentYear: 2030,
      breakYears: [2029, 2028, 2027, 2026, 2025],
      rows: [
        { years: 0, costFen: 0, totalMonths: 7, benefitsFrom: '2030-08-01', helps: false },
        { years: 1, costFen: 40_000, totalMonths: 6, benefitsFrom: '2030-07-01', helps: true },
        { years: 2, costFen: 80_000, totalMonths: 6, benefitsFrom: '2030-07-01', helps: false },
        { years: 3, costFen: 120_000, totalMonths: 6, benefitsFrom: '2030-07-01', helps: false },
        { years: 4, costFen: 160_000, totalMonths: 6, benefitsFrom: '2030-07-01', helps: false },
      ],
    });
  });

  test('shortens no wait to before the day on which it would be paid', () => {
    const { rows } = quoted('national', missedFive, '2030-07-15');
    expect(rows[1]).toEqual({
      years: 1,
      costFen: 40_000,
      totalMonths: 6,
      benefitsFrom: '2030-07-15',
      helps: true,
    });
  });

  test('helps with no year more, once the first lets benefits begin on the day that it is paid', () => {
    // 2026 to 2028 missed: 3 + 2 months, to 2029-05-31. A second year is taken and begins nothing earlier.
    const events = [registered, paid(2025), paid(2029)];
    expect(quoted('national', events, '2029-05-10').rows).toEqual([
      { years: 0, costFen: 0, totalMonths: 5, benefitsFrom: '2029-06-01', helps: false },
      { years: 1, costFen: 40_000, totalMonths: 4, benefitsFrom: '2029-05-10', helps: true },
      { years: 2, costFen: 80_000, totalMonths: 3, benefitsFrom: '2029-05-10', helps: false },
    ]);
  });

  test('has a row for each variable part where the wait is counted in days', () => {
    // Three years missed, and 90 + 2 * 30 days.
    const { facts } = givenUnder('national')(registered, paid(2025), paid(2029));
    const book = bookUnder('national').withReadings({ R7: 'days, arrival' });
    const { breakYears, rows } = quoteRepair(facts, book, { on: civilDate('2029-01-10') });
    expect(breakYears).toEqual([2028, 2027, 2026]);
    expect(rows.map(({ years, totalDays }) => [years, totalDays])).toEqual([
      [0, 150],
      [1, 120],
      [2, 90],
    ]);
  });

  test('leaves out the years repaired already', () => {
    // 2027 and 2028 are left of 2026 to 2028: 3 + 2 - 1 months.
    const events = [registered, paid(2025), paid(2029), repaired([2026], 2029, '2028-11-02')];
    expect(quoted('national', events, '2029-01-10')).toEqual({
      enrolmentYear: 2029,
      breakYears: [2028, 2027],
      rows: [
        { years: 0, costFen: 0, totalMonths: 4, benefitsFrom: '2029-05-01', helps: false },
        { years: 1, costFen: 40_000, totalMonths: 3, benefitsFrom: '2029-04-01', helps: true },
        { years: 2, costFen: 80_000, totalMonths: 3, benefitsFrom: '2029-04-01', helps: false },
      ],
    });
  });

  test('leaves in the years repaired for another enrolment, where every missed year of a life counts', () => {
    const events = [registered, paid(2027), repaired([2025], 2027, '2026-11-02'), paid(2030)];
    const { facts } = givenUnder('national')(...events);
    const book = bookUnder('national').withReadings({ R11: 'lifetime' });
    const { breakYears } = quoteRepair(facts, book, { on: civilDate('2030-01-10') });
    expect(breakYears).toEqual([2029, 2028, 2026, 2025]);
  });

  test('is for the enrolment of the day, or for the one that is named', () => {
    const events = [registered, paid(2027), paid(2030)];
    expect(quoted('national', events, '2027-02-01').enrolmentYear).toBe(2027);
    expect(quoted('national', events, '2027-02-01', 2030)).toMatchObject({
      enrolmentYear: 2030,
      breakYears: [2029, 2028],
    });
    expect(quoted('national', events, '2027-02-01', 2028)).toEqual({
      enrolmentYear: null,
      breakYears: [],
      rows: [],
    });
  });

  test('has no rows where nothing is waited for, and none for a wait from an older system', () => {
    expect(quoted('national', [registered, paid(2025)], '2025-02-01')).toEqual({
      enrolmentYear: 2025,
      breakYears: [],
      rows: [],
    });
    // A year before the first that the text is about has neither a wait nor missed years.
    expect(quoted('national', [registered, paid(2024)], '2024-02-01')).toEqual({
      enrolmentYear: 2024,
      breakYears: [],
      rows: [],
    });
    const opened: Told = {
      type: 'OpeningBalanceDeclared',
      asOfYear: 2026,
      streakYears: 0,
      continuousCreditFen: 0,
      zeroClaimCreditFen: 0,
      breakPenaltyFen: 0,
      openBreakYears: [2025],
      benefitsFrom: '2027-03-01',
    };
    expect(quoted('national', [registered, opened, paid(2027)], '2027-01-15')).toEqual({
      enrolmentYear: null,
      breakYears: [],
      rows: [],
    });
    expect(quoted('national', [registered, opened, paid(2027)], '2027-01-15', 2027)).toEqual({
      enrolmentYear: 2027,
      breakYears: [],
      rows: [],
    });
    expect(quoteRepair([], bookUnder('national'), { on: civilDate('2030-01-10') })).toEqual({
      enrolmentYear: null,
      breakYears: [],
      rows: [],
    });
  });

  test('names no price where neither the province that sets it nor the region has one', () => {
    const elsewhere: Told = { ...registered, region: REGIONS[2] };
    for (const { rows } of [
      quoted('national', [elsewhere, paid(2027)], '2027-01-10'),
      quoted('anhui', [elsewhere, paid(2027)], '2027-01-10'),
    ])
      expect(rows).toEqual([
        { years: 0, costFen: 0, totalMonths: 4, benefitsFrom: '2027-05-01', helps: false },
        { years: 1, costFen: null, totalMonths: 3, benefitsFrom: '2027-04-01', helps: true },
      ]);
  });

  test('takes the price of the region where none is configured for the province', () => {
    const costs = quoted('anhui', [registered, paid(2027)], '2027-01-10').rows.map(({ costFen }) => costFen);
    expect(costs).toEqual([0, 40_000]);
  });

  test('helps only with the payment where the region takes a repair on no other day', () => {
    const events = [registered, paid(2027)];
    const helping = (on: string): readonly boolean[] =>
      quoted('lishui', events, on).rows.map(({ helps }) => helps);
    expect(helping('2026-10-15')).toEqual([false, true]);
    expect(helping('2027-01-10')).toEqual([false, false]);
  });
});

describe('what a premium paid on the day would change', () => {
  const changes = (policy: PackId, events: readonly Told[], on: string, field: ExplainedField): unknown =>
    explain(givenUnder(policy)(...events).facts, bookUnder(policy), { on: civilDate(on), field })
      ?.wouldChange;
  const premium = { type: 'PremiumPaid', coverageYear: 2028 };

  test('is the cover, and the benefits where nothing is waited for', () => {
    const aided: Told = { type: 'SpecialStatusGranted', status: 'medical-aid', from: '2027-01-01' };
    const result = { covered: 'resident', benefitEligible: true, benefitsFrom: '2028-05-05' };
    for (const field of ['covered', 'benefitEligible'] as const)
      expect(changes('fujian', [registered, aided], '2028-05-05', field)).toEqual([
        { action: premium, result },
      ]);
  });

  test('is nothing for other fields', () => {
    expect(changes('national', [registered], '2028-05-05', 'streakYears')).toEqual([]);
    expect(changes('national', [registered], '2028-05-05', 'breakYears')).toEqual([]);
  });

  test('is nothing for who is covered', () => {
    expect(changes('national', [registered, paid(2028)], '2028-05-05', 'covered')).toEqual([]);
    const employed: Told = {
      type: 'SchemeTransferred',
      from: 'none',
      to: 'employee',
      effectiveOn: '2028-01-01',
    };
    expect(changes('national', [registered, employed], '2028-05-05', 'covered')).toEqual([]);
  });

  test('is nothing before a member is liable', () => {
    const later: Told = { ...registered, liableFrom: '2028-05-06' };
    expect(changes('national', [later], '2028-05-05', 'covered')).toEqual([]);
    expect(changes('national', [later], '2028-05-06', 'covered')).toHaveLength(1);
  });

  test('is nothing for who is known to have died, whatever day is asked about', () => {
    const died: Told = { type: 'MemberDeceased', diedOn: '2028-06-30' };
    expect(changes('national', [registered, died], '2028-05-05', 'covered')).toEqual([]);
    expect(changes('national', [registered, died], '2028-07-05', 'covered')).toEqual([]);
  });
});

test('nothing is explained of whom no registration is known', () => {
  const question = { on: civilDate('2030-01-10'), field: 'covered' } as const;
  expect(explain([], bookUnder('national'), question)).toBeUndefined();
});
