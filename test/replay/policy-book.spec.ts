import {
  civilDate,
  dayOfYear,
  fen,
  type PolicyBook,
  policyBook,
  type PolicyPack,
  type Premium,
  type RegionData,
  rulesOf,
  windowIn,
} from '#libs/enrollment';
import { packs } from './sample-policy.js';

const REGION = '359901';
const national = packs.find(({ id }) => id === 'national')!;
const [fixed] = national.parameters['wait.fixed'];

/** A version of the national pack whose fixed wait tells it from the others. */
function version(name: string, months: number, from: string, publishedOn: string): PolicyPack {
  return {
    ...national,
    version: name,
    effectiveFrom: civilDate(from),
    publishedOn: civilDate(publishedOn),
    parameters: { ...national.parameters, 'wait.fixed': [{ ...fixed!, value: months }] },
  };
}

function bookOf(versions: readonly PolicyPack[], region: Partial<RegionData> = {}): PolicyBook {
  const data = {
    code: REGION,
    policy: 'national',
    baseCeilingFen: new Map(),
    premiumFen: new Map(),
    ...region,
  };
  return policyBook({ packs: versions, regions: [data], fallbackPack: 'national' });
}

const monthsOn = (book: PolicyBook, ...days: readonly string[]): readonly number[] =>
  days.map((day) => book.rules(REGION, civilDate(day))['wait.fixed']);

describe('the version that answers', () => {
  const first = version('1', 3, '2024-09-01', '2024-08-01');
  const second = version('2', 4, '2027-03-01', '2027-02-01');

  test('changes on the day on which a later one takes effect; the first answers before its own day too', () => {
    for (const versions of [
      [first, second],
      [second, first],
    ])
      expect(monthsOn(bookOf(versions), '1999-01-01', '2027-02-28', '2027-03-01', '2199-12-31')).toEqual([
        3, 3, 4, 4,
      ]);
  });

  test('is the latest published among those in effect, even where it takes effect earlier', () => {
    const retroactive = version('3', 5, '2025-06-01', '2027-05-01');
    expect(monthsOn(bookOf([first, second, retroactive]), '2025-05-31', '2025-06-01', '2027-03-01')).toEqual([
      3, 5, 5,
    ]);
  });

  test('is the later published one, whatever its name', () => {
    const [b, a] = [version('b', 7, '2024-09-01', '2024-08-01'), version('a', 8, '2024-09-01', '2024-08-02')];
    for (const versions of [
      [a, b],
      [b, a],
    ])
      expect(monthsOn(bookOf(versions), '2025-01-01')).toEqual([8]);
  });

  test('is another one from the days on which one takes effect', () => {
    expect(bookOf([second, first]).ruleDays(REGION)).toEqual(['2027-03-01']);
    expect(bookOf([first]).ruleDays(REGION)).toEqual([]);
  });

  test('is of two published on one day the one with the later name', () => {
    const again = version('1a', 6, '2024-09-01', '2024-08-01');
    for (const versions of [
      [first, again],
      [again, first],
    ])
      expect(monthsOn(bookOf(versions), '2025-01-01')).toEqual([6]);
  });

  test('is asked for where nothing is adopted: that is a fault', () => {
    expect(() => bookOf([]).rules(REGION, civilDate('2025-01-01'))).toThrow(
      `No policy pack answers for region ${REGION}.`,
    );
  });

  test('is that of the national text where the pack of the region is not known yet', () => {
    const others = packs.filter(({ id }) => id === 'anhui' || id === 'lishui');
    const book = bookOf([...others, first, ...others], { policy: 'fujian' });
    expect(book.rules(REGION, civilDate('2025-01-01')).pack.id).toBe('national');
  });

  test('is that of the region, though the national text is known too', () => {
    const book = policyBook({
      packs,
      regions: [
        { code: REGION, policy: 'fujian', baseCeilingFen: new Map(), premiumFen: new Map() },
        { code: '359902', policy: 'anhui', baseCeilingFen: new Map(), premiumFen: new Map() },
      ],
      fallbackPack: 'national',
    });
    const ids = [REGION, '359902', REGION, '359909'].map(
      (code) => book.rules(code, civilDate('2025-01-01')).pack.id,
    );
    expect(ids).toEqual(['fujian', 'anhui', 'fujian', 'national']);
    expect([REGION, '359902', '359909'].map((code) => book.isRegion(code))).toEqual([true, true, false]);
  });
});

describe('a value of a version', () => {
  const dated = (from: string | null, until: string | null, value: number) => ({
    ...fixed!,
    from: from === null ? null : civilDate(from),
    until: until === null ? null : civilDate(until),
    value,
  });
  const changing: PolicyPack = {
    ...national,
    parameters: {
      ...national.parameters,
      'wait.fixed': [dated('2025-01-01', '2026-01-01', 3), dated('2026-01-01', null, 2)],
    },
  };

  test('holds from its day until the next one; before the first of them that one holds', () => {
    expect(monthsOn(bookOf([changing]), '2024-09-01', '2025-12-31', '2026-01-01')).toEqual([3, 3, 2]);
    expect(rulesOf(changing, civilDate('2024-10-01'), {})['wait.fixed']).toBe(3);
  });

  test('that holds from before the version takes effect is its first', () => {
    const earlier: PolicyPack = {
      ...national,
      parameters: { ...national.parameters, 'wait.fixed': [dated('2020-01-01', null, 4)] },
    };
    expect(monthsOn(bookOf([earlier]), '2024-09-01', '2030-01-01')).toEqual([4, 4]);
    expect(bookOf([earlier]).onlyRules(REGION)).toBeDefined();
  });

  test('makes the rules of a region change; where none does, they are the same on every day', () => {
    expect(bookOf([changing]).onlyRules(REGION)).toBeUndefined();
    const steady = bookOf([national]);
    expect(steady.onlyRules(REGION)).toBe(steady.rules(REGION, civilDate('2030-01-01')));
  });

  test('that is missing is a fault', () => {
    const lacking = { ...national, parameters: { ...national.parameters, 'wait.fixed': [] } };
    expect(() => rulesOf(lacking, national.effectiveFrom, {})).toThrow(
      'Pack national has no value for wait.fixed.',
    );
  });
});

describe('the force of a text', () => {
  const ending = { ...version('1', 3, '2024-09-01', '2024-08-01'), inForceUntil: civilDate('2029-06-01') };
  const later = { ...version('2', 4, '2027-01-01', '2026-12-01'), inForceUntil: civilDate('2031-01-01') };
  const endless = version('3', 5, '2030-01-01', '2029-12-01');

  test('ends before its last day and not on the day before', () => {
    const book = bookOf([ending]);
    expect(['2029-05-31', '2029-06-01'].map((day) => book.isExpired(REGION, civilDate(day)))).toEqual([
      false,
      true,
    ]);
    expect(bookOf([endless]).isExpired(REGION, civilDate('2199-12-31'))).toBe(false);
  });

  test('ends on the days of the versions that answer, each once', () => {
    expect(bookOf([ending, later, endless]).expiryDays(REGION)).toEqual(['2029-06-01', '2031-01-01']);
    const twice = { ...later, inForceUntil: ending.inForceUntil };
    expect(bookOf([ending, twice]).expiryDays(REGION)).toEqual(['2029-06-01']);
  });
});

test('a what-if question changes the readings it names and keeps those asked before', () => {
  const readings = (book: PolicyBook): unknown => {
    const { R1, R25, R33 } = book.rules(REGION, civilDate('2025-01-01')).readings;
    return { R1, R25, R33 };
  };
  const book = bookOf([national]);
  const asked = book.withReadings({ R1: 'yes' }).withReadings({ R25: 6 });
  expect(readings(asked)).toEqual({ R1: 'yes', R25: 6, R33: 'yes' });
  expect(readings(book)).toEqual({ R1: 'no', R25: 3, R33: 'yes' });
  // The same question is made once.
  expect(book.withReadings({ R1: 'yes' })).toBe(book.withReadings({ R1: 'yes' }));
  expect(book.withReadings({ R1: 'yes' })).not.toBe(book.withReadings({ R1: 'no' }));
});

describe('the amounts of a region', () => {
  const step = (from: string | null, amount: number) => ({ from: from as never, amountFen: fen(amount) });
  const book = bookOf([national], {
    baseCeilingFen: new Map([
      [2028, null],
      [2024, fen(300)],
    ]),
    premiumFen: new Map<number, Premium>([
      [2024, fen(38)],
      [2026, [step(null, 40), step('prev-11-01', 45), step('2026-02-01', 50)]],
      [2027, [step('prev-11-01', 60), step('same-01-01', 65)]],
    ]),
  });

  test('a year takes the ceiling of the last one listed before it, asked once or twice', () => {
    const years = [2023, 2024, 2027, 2028, 2035];
    const expected = [undefined, 300, 300, null, null];
    for (let times = 0; times < 2; times += 1)
      expect(years.map((year) => book.baseCeilingFen(REGION, year))).toEqual(expected);
    expect(book.baseCeilingFen('359909', 2025)).toBeUndefined();
  });

  test.each([
    [2023, '2023-01-01', undefined],
    [2025, '2024-10-15', 38],
    [2026, '2025-10-31', 40],
    [2026, '2025-11-01', 45],
    [2026, '2026-01-31', 45],
    [2026, '2026-02-01', 50],
    [2027, '2026-10-15', 60],
    [2027, '2026-12-31', 60],
    [2027, '2027-01-01', 65],
  ])('the premium of %i asked on %s is %s', (year, day, expected) => {
    for (let times = 0; times < 2; times += 1)
      expect(book.premiumFen(REGION, year, civilDate(day))).toBe(expected);
  });

  test('the premium of a region that is not configured is unknown', () => {
    expect(book.premiumFen('359909', 2026, civilDate('2026-01-01'))).toBeUndefined();
  });
});

describe('the windows', () => {
  const row = {
    opens: 'prev-09-01',
    closes: 'prev-12-31',
    extendedUntil: 'same-02-last',
    extendedCountsAs: 'extended',
    lateUntil: 'same-12-31',
    coverFrom: 'january',
  } as const;

  test('are days of the coverage year or the year before it', () => {
    expect(windowIn(row, 2028)).toEqual({
      opens: '2027-09-01',
      closes: '2027-12-31',
      extendedUntil: '2028-02-29',
      extendedCountsAs: 'extended',
      lateUntil: '2028-12-31',
      coverFrom: 'january',
    });
    expect(windowIn({ ...row, extendedUntil: null }, 2027).extendedUntil).toBeNull();
  });

  test.each([
    ['prev-11-30', '2026-11-30'],
    ['same-02-last', '2027-02-28'],
    ['prev-12-last', '2026-12-31'],
    ['2031-05-06', '2031-05-06'],
  ])('%s of coverage year 2027 is %s', (day, expected) => {
    expect(dayOfYear(day, 2027)).toBe(expected);
  });

  const windows = (rows: readonly (readonly [number, number | null, string])[]): PolicyPack => {
    const [given] = national.parameters.windows;
    const value = rows.map(([fromYear, untilYear, opens]) => ({
      ...row,
      fromYear,
      untilYear,
      opens: opens as never,
    }));
    return { ...national, parameters: { ...national.parameters, windows: [{ ...given!, value }] } };
  };

  test('of a year are those of its row; a year that no row names has the first', () => {
    const rules = rulesOf(
      windows([
        [2025, 2027, 'prev-09-01'],
        [2027, null, 'prev-10-01'],
      ]),
      national.effectiveFrom,
      {},
    );
    const opened = [2020, 2025, 2026, 2027, 2040].map((year) => rules.window(year).opens);
    expect(opened).toEqual(['2019-09-01', '2024-09-01', '2025-09-01', '2026-10-01', '2039-10-01']);
    expect(rules.window(2030)).toBe(rules.window(2030));
  });

  test('are those of the question where it names the year', () => {
    const own = { ...windowIn(row, 2028), closes: civilDate('2028-01-31') };
    const rules = rulesOf(national, national.effectiveFrom, {}, new Map([[2028, own]]));
    expect(rules.window(2028)).toBe(own);
    expect(rules.window(2029).closes).toBe('2028-12-31');
  });

  test('that are not there are a fault', () => {
    expect(() => rulesOf(windows([]), national.effectiveFrom, {}).window(2028)).toThrow(
      'No enrolment window for 2028.',
    );
  });
});
