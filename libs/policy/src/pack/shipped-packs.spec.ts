import { isCivilDate, type PolicyPack, READING_IDS, rulesOf } from '#libs/enrollment';
import { packDigest } from './merge.js';
import { packLibrary } from './pack-library.js';
import { showPack } from './pack-report.js';
import { PARAMETER_NAMES } from './parameter-values.js';

const library = packLibrary();
const packs = library.all();
const pack = (id: string): PolicyPack => library.find(id).pack;
const value = (id: string, name: keyof PolicyPack['parameters']): unknown =>
  pack(id).parameters[name].map((dated) => dated.value)[0];

test('five packs are shipped', () => {
  expect(packs.map((loaded) => loaded.pack.id).sort()).toEqual([
    'anhui',
    'fujian',
    'jincheng',
    'lishui',
    'national',
  ]);
});

// docs/domain.md §5, amounts in fen.
test.each([
  [
    'continuous.credit',
    {
      national: { amountFen: 100000 },
      fujian: { amountFen: 300000 },
      lishui: { amountFen: 500000 },
      anhui: { amountFen: 300000 },
      jincheng: { amountFen: 300000 },
    },
  ],
  [
    'zeroClaim.credit',
    {
      national: { amountFen: 100000 },
      fujian: { amountFen: 300000 },
      lishui: { amountFen: 500000 },
      anhui: { amountFen: 300000 },
      jincheng: { amountFen: 300000 },
    },
  ],
  [
    'penalty.perBreakYear',
    {
      national: { amountFen: 0 },
      fujian: { amountFen: 0 },
      lishui: { amountFen: 0 },
      anhui: { amountFen: 300000 },
      jincheng: { amountFen: 300000 },
    },
  ],
  ['raise.limit', { national: { percentOfBase: 20, atMostFen: null }, jincheng: { amountFen: 8000000 } }],
  ['penalty.limit', { anhui: { percentOfBase: 20, atMostFen: null }, jincheng: { amountFen: 8000000 } }],
  [
    'breaks.employeeDetour',
    { national: 'clears', fujian: 'carries', lishui: 'carries', anhui: 'clears', jincheng: 'clears' },
  ],
  ['gap.interruptedMonths', { national: null, fujian: null, lishui: 4, anhui: null, jincheng: null }],
  [
    'gap.interruptedFrom',
    { national: 'after', fujian: 'after', lishui: 'on', anhui: 'after', jincheng: 'after' },
  ],
  [
    'zeroClaim.funds',
    { national: ['pooled', 'major-illness'], lishui: ['pooled'], anhui: ['pooled', 'major-illness'] },
  ],
  ['repair.onlyWithPayment', { national: false, fujian: false, lishui: true, anhui: false, jincheng: false }],
  ['repair.price', { national: 'place-of-enrolment', anhui: 'provincial', jincheng: 'place-of-enrolment' }],
  ['ceiling.mustBeSet', { national: false, fujian: true, lishui: false }],
  ['employeeYears.residentYearsPerYear', { national: null, anhui: null, jincheng: 5 }],
  [
    'newborn',
    {
      fujian: { birthYearFree: false, nextYearWindowDays: null, tiers: [] },
      jincheng: { birthYearFree: true, nextYearWindowDays: 90, tiers: [] },
    },
  ],
] as const)('%s is that of the table', (name, expected) => {
  for (const [id, wanted] of Object.entries(expected))
    expect({ id, value: value(id, name) }).toEqual({ id, value: wanted });
});

test.each(['national', 'fujian', 'lishui', 'anhui', 'jincheng'])(
  '%s waits 3 + 1 a year, 6 from four years on',
  (id) => {
    expect(value(id, 'wait.fixed')).toBe(3);
    expect(value(id, 'wait.variablePerYear')).toBe(1);
    expect(value(id, 'wait.floor')).toBe(6);
    expect(value(id, 'wait.floorFromBreakYears')).toBe(4);
  },
);

test.each(packs.map((loaded) => [loaded.pack.id, loaded.pack] as const))(
  '%s has one window for each year',
  (_id, { parameters }) => {
    for (const { value: rows } of parameters.windows) {
      for (let year = 2001; year <= 2040; year += 1) {
        const matching = rows.filter(
          (row) => row.fromYear <= year && (row.untilYear === null || year < row.untilYear),
        );
        expect({ year, rows: matching.length }).toEqual({ year, rows: 1 });
      }
    }
  },
);

test.each(packs.map((loaded) => [loaded.pack.id, loaded.pack] as const))(
  '%s opens each window after the one before has closed',
  (_id, shipped) => {
    const rules = rulesOf(shipped, shipped.effectiveFrom, {});
    for (let year = 2001; year < 2040; year += 1) {
      const window = rules.window(year);
      expect(isCivilDate(window.opens) && isCivilDate(window.closes)).toBe(true);
      expect(window.opens < window.closes).toBe(true);
      expect((window.extendedUntil ?? window.closes) < rules.window(year + 1).opens).toBe(true);
    }
  },
);

test('Fujian extends its window to the last day of February', () => {
  const window = (year: number): unknown =>
    rulesOf(pack('fujian'), pack('fujian').effectiveFrom, {}).window(year);
  expect(window(2027)).toMatchObject({
    opens: '2026-09-01',
    closes: '2026-12-31',
    extendedUntil: '2027-02-28',
  });
  expect(window(2028)).toMatchObject({ extendedUntil: '2028-02-29' });
});

test('a region cites its own text where the text states the inherited value', () => {
  const [fixed] = pack('fujian').parameters['wait.fixed'];
  expect(fixed).toMatchObject({
    value: 3,
    clause: { document: '闽政办〔2025〕3号', at: '二(三)' },
    evidence: 'text',
  });
  const [periods] = pack('fujian').parameters['periods.lastDayIncluded'];
  expect(periods).toMatchObject({ clause: { document: '国办发〔2024〕38号' } });
});

test('readings carry the confidence of their region', () => {
  expect(pack('national').readings.R5).toMatchObject({ choice: 'start-of-year', confidence: 'high' });
  expect(pack('lishui').readings.R5).toMatchObject({ choice: 'start-of-year', confidence: 'low' });
  expect(pack('lishui').readings.R6).toMatchObject({ choice: 'yes', confidence: 'medium' });
});

test.each([
  ['national', '000000', '2024-08-01', '2024-09-01', null],
  ['fujian', '350000', '2025-01-26', '2024-09-01', '2035-01-26'],
  ['lishui', '331100', '2025-05-29', '2024-09-01', null],
  ['anhui', '340000', '2024-11-22', '2024-09-01', null],
  ['jincheng', '140500', '2025-01-01', '2024-09-01', null],
])('%s has the code and the days of docs/domain.md', (id, regionCode, publishedOn, effectiveFrom, until) => {
  expect(pack(id)).toMatchObject({ regionCode, publishedOn, effectiveFrom, inForceUntil: until });
});

test('the digest is that of the content, whatever the order of its keys', () => {
  for (const { pack: shipped } of packs) {
    const { digest, ...content } = shipped;
    const reversed = Object.fromEntries(Object.entries(content).reverse()) as typeof content;
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(packDigest(reversed)).toBe(digest);
  }
  expect(new Set(packs.map((loaded) => loaded.pack.digest)).size).toBe(packs.length);
});

test('the shown pack has every parameter and says where it comes from', () => {
  const { parameters, readings, summary } = showPack(library.find('jincheng'));
  expect(new Set(parameters.map(({ name }) => name))).toEqual(new Set(PARAMETER_NAMES));
  expect(readings.map(({ id }) => id)).toEqual(READING_IDS);
  expect(parameters.find(({ key }) => key === 'penalty.limit')).toMatchObject({
    text: '{ amount: 80,000 yuan }',
    origin: 'own',
  });
  expect(parameters.find(({ key }) => key === 'repair.onlyWithPayment')).toMatchObject({
    text: 'false',
    origin: 'inherited',
  });
  expect(summary).toMatchObject({ id: 'jincheng', regionCode: '140500', inForceUntil: null });
});
