import type { CivilDate } from '../../calendar/civil-date.js';
import { type Fact, type FactBody, factOf } from '../../events.js';
import { policyBook } from '../../policy-book.js';
import { groupsOf } from './fact-groups.js';
import {
  isAfterDeath,
  isBeforeOpening,
  type Member,
  memberOf,
  regionOn,
  statusesOf,
  statusOnDay,
} from './member.js';

/** No rule is asked for here: who is where, and which facts count, follows from the facts alone. */
const book = policyBook({ packs: [], regions: [] });

const fact = (id: string, type: Fact['type'], data: object): Fact =>
  factOf(id, { type, ...data } as FactBody);
const registered = (id: string, more: object = {}): Fact =>
  fact(id, 'MemberRegistered', { region: '359901', liableFrom: '2020-01-01', ...more });
const paid = (id: string, coverageYear: number, paidOn: string): Fact =>
  fact(id, 'PremiumPaid', { coverageYear, paidOn });
const died = (id: string, diedOn: string): Fact => fact(id, 'MemberDeceased', { diedOn });
const opened = (id: string, asOfYear: number): Fact => fact(id, 'OpeningBalanceDeclared', { asOfYear });
const granted = (id: string, status: string, from: string): Fact =>
  fact(id, 'SpecialStatusGranted', { status, from });
const moved = (id: string, fromRegion: string, toRegion: string, effectiveOn: string): Fact =>
  fact(id, 'RegionTransferred', { fromRegion, toRegion, effectiveOn });

function memberFrom(...facts: readonly Fact[]): Member {
  const member = memberOf(groupsOf(facts), book);
  if (member === undefined) throw new Error('Expected a registration.');
  return member;
}

/** A member of two regions, so that no rules are looked up. */
const known = (...facts: readonly Fact[]): Member =>
  memberFrom(registered('member'), moved('move', '359901', '359902', '2028-05-01'), ...facts);

const idsOf = (facts: readonly Fact[]): readonly string[] => facts.map(({ id }) => id);

test('nobody is known without a registration', () => {
  expect(memberOf(groupsOf([paid('p', 2028, '2027-10-15')]), book)).toBeUndefined();
});

test('of two registrations the one with the lowest id counts, in any order', () => {
  const [a, b] = [registered('a'), registered('b')];
  const move = moved('move', '359901', '359902', '2028-05-01');
  for (const facts of [
    [a, b],
    [b, a],
  ])
    expect(memberFrom(...facts, move).registration.id).toBe('a');
});

test.each([
  ['in their order', ['2025 a 2024-10-15', '2026 b 2025-10-15', '2028 c 2027-10-15'], ['a', 'b', 'c']],
  ['by year', ['2028 c 2027-10-15', '2025 a 2024-10-15', '2026 b 2025-10-15'], ['a', 'b', 'c']],
  [
    'of two for a year the first to arrive',
    ['2025 a 2024-11-15', '2025 b 2024-10-15', '2026 c 2025-10-15'],
    ['b', 'c'],
  ],
  ['of two of one day the lower id', ['2025 b 2024-10-15', '2025 a 2024-10-15'], ['a']],
  ['of two of one day the lower id, come first', ['2025 a 2024-10-15', '2025 b 2024-10-15'], ['a']],
  [
    'of three the last of which is out of order',
    ['2025 a 2024-10-15', '2027 c 2026-10-15', '2026 b 2025-10-15'],
    ['a', 'b', 'c'],
  ],
])('payments count one a year, %s', (_name, told, expected) => {
  const payments = told.map((each) => {
    const [year = '', id = '', paidOn = ''] = each.split(' ');
    return paid(id, Number(year), paidOn);
  });
  expect(idsOf(known(...payments).payments)).toEqual(expected);
});

test.each([
  ['as they came', ['a 2028-01-01', 'b 2028-01-01', 'c 2028-02-01'], ['a', 'b', 'c']],
  ['by day', ['c 2028-02-01', 'a 2028-01-01'], ['a', 'c']],
  ['on one day by id', ['b 2028-01-01', 'a 2028-01-01', 'c 2028-02-01'], ['a', 'b', 'c']],
  ['by day before id', ['a 2028-02-01', 'b 2028-01-01'], ['b', 'a']],
  ['with the last one out of order', ['a 2028-02-01', 'b 2028-03-01', 'c 2028-01-01'], ['c', 'a', 'b']],
])('repairs are taken %s', (_name, told, expected) => {
  const repairs = told.map((each) => {
    const [id = '', paidOn = ''] = each.split(' ');
    return fact(id, 'RepairPaid', { breakYears: [2026], enrolmentYear: 2028, paidOn });
  });
  expect(idsOf(known(...repairs).repairs)).toEqual(expected);
});

test('of two deaths the earlier counts, in any order; its day is not after it', () => {
  const [early, late] = [died('early', '2028-03-01'), died('late', '2028-04-01')];
  for (const facts of [
    [early, late],
    [late, early],
  ]) {
    const member = known(...facts);
    expect(member.death?.id).toBe('early');
    expect(isAfterDeath(member, '2028-03-01' as CivilDate)).toBe(false);
    expect(isAfterDeath(member, '2028-03-02' as CivilDate)).toBe(true);
  }
  expect(isAfterDeath(known(), '2199-12-31' as CivilDate)).toBe(false);
});

test('cover under another scheme ends with the day of death', () => {
  const job = fact('job', 'SchemeTransferred', {
    from: 'resident',
    to: 'employee',
    effectiveOn: '2026-03-01',
  });
  const army = fact('army', 'SchemeTransferred', {
    from: 'resident',
    to: 'other',
    effectiveOn: '2026-04-01',
  });
  const { employee, other } = known(army, job, died('death', '2028-02-28'));
  expect(employee).toEqual([{ from: '2026-03-01', until: '2028-02-29', eventIds: ['job'] }]);
  expect(other).toEqual([{ from: '2026-04-01', until: '2028-02-29', eventIds: ['army'] }]);
});

test('of several opening balances that of the latest year counts, and of one year the highest id', () => {
  const balances = [opened('a', 2026), opened('c', 2026), opened('z', 2025), opened('b', 2026)];
  expect(known(...balances).opening?.id).toBe('c');
  expect(known(...[...balances].reverse()).opening?.id).toBe('c');
  expect(known(opened('z', 2025), opened('a', 2026)).opening?.id).toBe('a');
});

test('an opening balance answers for its year and those before it', () => {
  const member = known(opened('opened', 2026));
  expect([2025, 2026, 2027].map((year) => isBeforeOpening(member, year))).toEqual([true, true, false]);
  expect(isBeforeOpening(known(), 2026)).toBe(false);
});

test.each([
  ['2028-04-30', '359901'],
  ['2028-05-01', '359902'],
  ['2029-12-31', '359902'],
  ['2030-01-01', '359904'],
])('on %s the member is in %s', (day, expected) => {
  const member = known(moved('again', '359902', '359904', '2030-01-01'));
  expect(regionOn(member, day as CivilDate)).toBe(expected);
});

test('the day of birth is that of the registration, else the first day of the newborn status', () => {
  const newborn = granted('newborn', 'newborn', '2026-05-02');
  const move = moved('move', '359901', '359902', '2028-05-01');
  const stated = registered('member', { bornOn: '2026-05-01' });
  expect(memberFrom(stated, move, newborn).birth).toEqual({ on: '2026-05-01', eventId: 'member' });
  expect(known(granted('aid', 'medical-aid', '2026-01-01'), newborn).birth).toEqual({
    on: '2026-05-02',
    eventId: 'newborn',
  });
  expect(known(granted('aid', 'medical-aid', '2026-01-01')).birth).toBeUndefined();
});

test('a status is found by its code and its days', () => {
  const member = known(
    granted('aid', 'medical-aid', '2026-01-01'),
    granted('low', 'low-income', '2026-02-01'),
  );
  expect(statusesOf(member, 'low-income').map(({ eventId }) => eventId)).toEqual(['low']);
  expect(statusOnDay(member, 'low-income', '2026-01-31' as CivilDate)).toBeUndefined();
  expect(statusOnDay(member, 'low-income', '2026-02-01' as CivilDate)?.eventId).toBe('low');
});
