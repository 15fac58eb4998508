import { civilDate, derive, type Readings, type Standing, standingOn, yearOf } from '#libs/enrollment';
import { givenUnder, type Told } from './given.js';
import { bookUnder, type PackId, REGIONS } from './sample-policy.js';
import { paid, transferred } from './told.js';

const registered: Told = { type: 'MemberRegistered', liableFrom: '2020-01-01' };
const granted = (status: string, from: string, until?: string): Told => ({
  type: 'SpecialStatusGranted',
  status,
  from,
  ...(until === undefined ? {} : { until }),
});

/** The standing of a day where every region has made some other choices. */
function standing(
  on: string,
  policy: PackId,
  events: readonly Told[],
  readings: Partial<Readings> = {},
): Standing {
  const { facts } = givenUnder(policy)(...events);
  const day = civilDate(on);
  const history = derive(facts, bookUnder(policy).withReadings(readings), { throughYear: yearOf(day) });
  return standingOn(history!, day);
}

/** The readings that a standing names. */
const namedOn = (...question: Parameters<typeof standing>): readonly string[] =>
  standing(...question).readingIds;

/** Of the readings that say how long a group is exempt, those that a standing names. */
const limitsOn = (...question: Parameters<typeof namedOn>): readonly string[] =>
  namedOn(...question).filter((id) => ['R29', 'R30', 'R35'].includes(id));

describe('how long a group is exempt is named where another choice would have spared the wait', () => {
  const born: Told = { type: 'MemberRegistered', liableFrom: '2027-01-10', bornOn: '2027-01-10' };

  test.each([
    ['2027-03-20', { days: 28 }, ['R29']],
    ['2027-03-20', { days: 90 }, ['R29']],
    ['2027-12-31', { days: 28 }, ['R29']],
  ] as const)('a newborn paid for on %s under %j', (paidOn, R29, expected) => {
    expect(limitsOn('2027-12-31', 'national', [born, paid(2027, paidOn)], { R29 })).toEqual(expected);
  });

  test('a child past its first birthday is one no more under any choice', () => {
    expect(limitsOn('2028-12-31', 'national', [born, paid(2028, '2028-01-10')])).toEqual([]);
    expect(limitsOn('2028-12-31', 'national', [born, paid(2028, '2028-01-09')])).toEqual(['R29']);
  });

  test.each([
    ['in the calendar year of the recognition, which spares it', '2027-12-31', 2027, ['R30']],
    ['within twelve months', '2028-05-31', 2028, ['R30']],
    ['after twelve months', '2028-06-01', 2028, []],
  ])('a newly added aid recipient pays %s', (_name, paidOn, year, expected) => {
    const events = [registered, granted('medical-aid-new', '2027-06-01'), paid(year, paidOn)];
    expect(limitsOn(`${String(year)}-12-31`, 'anhui', events)).toEqual(expected);
  });

  test.each([
    ['released-prisoner', '2028-05-31', ['R35']],
    ['released-prisoner', '2028-06-01', ['R35']],
    ['lapsed-employee', '2028-12-31', ['R35']],
    ['low-income', '2028-12-31', []],
    ['discharged-soldier', '2028-12-31', []],
    ['new-household', '2028-12-31', []],
  ])('%s since June 2027, paid on %s', (status, paidOn, expected) => {
    const events = [registered, granted(status, '2027-06-01'), paid(2028, paidOn)];
    expect(limitsOn('2028-12-31', 'anhui', events)).toEqual(expected);
  });

  test('a group that has ended, or has not begun, is exempt under no choice', () => {
    for (const status of [
      granted('released-prisoner', '2027-06-01', '2028-05-01'),
      granted('released-prisoner', '2028-05-11'),
    ])
      expect(limitsOn('2028-12-31', 'anhui', [registered, status, paid(2028, '2028-05-10')])).toEqual([]);
  });

  test('it is not named where a member of the group waits for nothing anyway', () => {
    const events = [registered, granted('medical-aid-new', '2027-06-01'), paid(2025), paid(2026), paid(2027)];
    expect(limitsOn('2027-12-31', 'anhui', events)).toEqual([]);
  });

  test('a group that is exempt while its status holds names none, also where it serves the variable part', () => {
    const events = [registered, granted('low-income', '2027-06-01'), paid(2028, '2028-05-10')];
    expect(limitsOn('2028-12-31', 'anhui', events, { R14: 'no' })).toEqual([]);
  });
});

describe('before the rules the start of late cover is all that a reading decides', () => {
  const job: readonly Told[] = [
    { type: 'SchemeTransferred', from: 'none', to: 'employee', effectiveOn: '2022-01-01' },
    { type: 'SchemeTransferred', from: 'employee', to: 'none', effectiveOn: '2024-04-01' },
  ];
  const born: Told = { type: 'MemberRegistered', liableFrom: '2023-06-20', bornOn: '2023-06-20' };
  const household = granted('new-household', '2024-03-01');
  const late = paid(2024, '2024-05-10');

  test.each<[why: string, events: readonly Told[], readings: Partial<Readings>, expected: readonly string[]]>(
    [
      ['soon after a job: from the next month', [registered, ...job, late], {}, ['R25']],
      ['too late after a job, by the choice of no month', [registered, ...job, late], { R25: 0 }, ['R25']],
      [
        'a new household whose child is exempt: from the payment',
        [born, household, late],
        {},
        ['R14', 'R29'],
      ],
      ['exempt no more, by the choice of 28 days', [born, household, late], { R29: { days: 28 } }, ['R29']],
      ['without a gap or a group that starts it later', [born, late], {}, []],
      ['paid in the window', [registered, ...job, paid(2024, '2023-12-10')], {}, []],
    ],
  )('%s', (_why, events, readings, expected) => {
    // R4 may count 2024 itself in the streak.
    const named = namedOn('2024-05-20', 'lishui', events, readings).filter((id) => id !== 'R4');
    expect(named).toEqual(expected);
  });
});

test('the first year of counting is named where a later choice leaves out what the listed ones count', () => {
  const liable: Told = { type: 'MemberRegistered', liableFrom: '2025-09-01' };
  expect(namedOn('2028-06-01', 'national', [liable], { R3: 2028 })).toEqual(['R3']);
});

test.each<[string, PackId, readonly Told[], string, readonly string[]]>([
  [
    'a missed year, paid in the window',
    'national',
    [registered, paid(2026)],
    '2026-06-01',
    ['R1', 'R3', 'R6', 'R7', 'R11', 'R33'],
  ],
  [
    'a payment after the window, with the credit of a year without claims',
    'national',
    [registered, paid(2025), paid(2026, '2026-02-01')],
    '2026-06-01',
    ['R3', 'R4', 'R7', 'R10', 'R17', 'R18', 'R33', 'R36'],
  ],
  [
    'a late payment for the first year of the rules, by who owed no year before',
    'national',
    [{ type: 'MemberRegistered', liableFrom: '2024-09-01' }, paid(2025, '2025-06-01')],
    '2025-12-31',
    ['R4', 'R7', 'R10', 'R33', 'R36'],
  ],
])('a standing names the readings of %s', (_name, policy, events, on, expected) => {
  expect(namedOn(on, policy, events)).toEqual(expected);
});

test.each(['carried', 'lost'] as const)(
  'R8: %s is named for each year that a wait brought over would reach, and for no later one',
  (R8) => {
    const { facts } = givenUnder('national')(
      registered,
      {
        type: 'OpeningBalanceDeclared',
        asOfYear: 2026,
        streakYears: 0,
        openBreakYears: [],
        benefitsFrom: '2029-02-01',
      },
      ...[2027, 2028, 2029, 2030].map((year) => paid(year)),
    );
    const history = derive(facts, bookUnder('national').withReadings({ R8 }), { throughYear: 2030 });
    const named = history!.enrolments.filter((each) =>
      history!.waitReadings.of(each).readingIds.includes('R8'),
    );
    expect(named.map(({ year }) => year)).toEqual([2027, 2028, 2029]);
  },
);

const opened = (asOfYear: number, declared: Readonly<Record<string, number>>): Told => ({
  type: 'OpeningBalanceDeclared',
  asOfYear,
  streakYears: 0,
  openBreakYears: [],
  ...declared,
});

describe('a reading is named as long as the credit that it decided about', () => {
  const credit = (...question: Parameters<typeof standing>): unknown =>
    standing(...question).ceiling.zeroClaimCreditFen;

  // A wait of three months to 1 April 2027, and a job from that day on: only without the wait 2027 has days of benefits.
  const jobAfterWait = [
    registered,
    paid(2025),
    paid(2027),
    transferred('resident', 'employee', '2027-04-01'),
    paid(2028),
  ];

  test('of a wait after which a job covered the rest of the year', () => {
    expect(credit('2028-06-01', 'national', jobAfterWait)).toBe(0);
    expect(credit('2028-06-01', 'national', jobAfterWait, { R6: 'no' })).toBe(100_000);
    const named = (readings: Partial<Readings>): readonly string[] =>
      namedOn('2028-06-01', 'national', jobAfterWait, readings).filter((id) => id === 'R6' || id === 'R33');
    expect(named({})).toEqual(['R6', 'R33']);
    // There was no wait of which R33 could say anything.
    expect(named({ R6: 'no' })).toEqual(['R6']);
  });

  // The wait of 2030, to 15 January 2031, goes on in a cover that a freshman has from 1 September, or is lost.
  const freshman = [
    { type: 'MemberRegistered', liableFrom: '2028-09-01' },
    paid(2029),
    granted('freshman', '2030-09-01', '2031-09-01'),
    paid(2030, '2030-10-15'),
    { ...paid(2031, '2030-10-20'), channel: 'school' },
    paid(2032),
  ];

  test.each(['carried', 'lost'] as const)('R8: %s, of a wait in the cover that reaches back', (R8) => {
    expect(credit('2032-06-01', 'fujian', freshman, { R8 })).toBe(R8 === 'lost' ? 900_000 : 600_000);
    expect(namedOn('2032-06-01', 'fujian', freshman, { R8 })).toContain('R8');
  });
});

describe('which readings the continuous credit names', () => {
  const fiveYears = [...[2025, 2026, 2027, 2028].map((year) => paid(year)), paid(2029, '2029-03-05')];

  test.each([
    ['yes', 300_000, ['R5', 'R32']],
    ['no', 0, ['R32']],
  ] as const)('for a fifth year paid late, by R32: %s', (R32, credit, expected) => {
    const question = ['2029-06-01', 'fujian', [registered, ...fiveYears], { R32 }] as const;
    expect(standing(...question).ceiling.continuousCreditFen).toBe(credit);
    expect(namedOn(...question).filter((id) => id === 'R5' || id === 'R32')).toEqual(expected);
  });
});

describe('R21 is named from the day on which a move makes a limit cut', () => {
  // 57,000 of the 60,000 that a fifth of 300,000 allows were brought over. One credit of Fujian fits, one of Lishui does not.
  const moved: Told = {
    type: 'RegionTransferred',
    fromRegion: REGIONS[0],
    toRegion: REGIONS[3],
    effectiveOn: '2028-05-01',
  };

  test.each([
    ['the continuous credit', { streakYears: 4, continuousCreditFen: 5_700_000 }, [paid(2027)]],
    ['the zero-claim credit', { zeroClaimCreditFen: 5_700_000 }, [paid(2027), paid(2028)]],
  ])('%s', (_name, declared, payments) => {
    const events = [registered, opened(2026, declared), ...payments, moved];
    expect(namedOn('2028-04-30', 'fujian', events)).not.toContain('R21');
    expect(namedOn('2028-05-01', 'fujian', events)).toContain('R21');
  });
});

test.each([
  [0, []],
  [300_000, ['R23']],
])('of a penalty of %s fen that was brought over, R23 says whether it is restored', (fen, expected) => {
  const named = namedOn('2027-06-01', 'anhui', [registered, opened(2026, { breakPenaltyFen: fen })]);
  expect(named.filter((id) => id === 'R23')).toEqual(expected);
});
