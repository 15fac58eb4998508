import type { ParameterName, Parameters } from '#libs/enrollment';
import { changesOf } from './changes.js';
import { schemaOf } from './schema.js';
import { donorsOf } from './spot.js';

/** The changes of a value as `place: from → to`, with what other packs have there. */
function changes<P extends ParameterName>(
  name: P,
  value: Parameters[P],
  ...others: readonly Parameters[P][]
): readonly string[] {
  const donors = donorsOf(others.map((other) => [name, other] as const));
  return changesOf(name, value, schemaOf(name), donors).map(
    ({ place, from, to }) => `${place}: ${from ?? '-'} → ${to ?? '-'}`,
  );
}

const row: Parameters['windows'][number] = {
  fromYear: 2000,
  untilYear: null,
  opens: 'prev-09-01',
  closes: 'prev-12-31',
  extendedUntil: null,
  extendedCountsAs: 'extended',
  lateUntil: 'same-12-31',
  coverFrom: 'january',
};
const student: NonNullable<Parameters['freshman']> = {
  channel: 'school',
  requiresPreviousYear: true,
  firstPaymentOnly: false,
  coverFrom: 'prev-09-01',
  noWait: false,
};

test('a number is one less and one more, as far as the schema lets it', () => {
  expect(changes('continuous.afterYears', 4)).toEqual([': 4 → 3', ': 4 → 5']);
  expect(changes('continuous.afterYears', 0)).toEqual([': 0 → 1']);
  expect(changes('wait.floorFromBreakYears', 1)).toEqual([': 1 → 2']);
});

test('an amount is a yuan less and more, and written in yuan', () => {
  const limit = { amountFen: 8000050 } as Parameters['raise.limit'];
  expect(changes('raise.limit', limit)).toEqual([
    '.amountYuan: 80000.5 → 79999.5',
    '.amountYuan: 80000.5 → 80001.5',
  ]);
  expect(changes('raise.limit', { percentOfBase: 20, atMostFen: null })).toEqual([
    '.percentOfBase: 20 → 19',
    '.percentOfBase: 20 → 21',
    '.atMostYuan: null → 12',
  ]);
});

test('a flag is flipped, a word becomes each other word of its list', () => {
  expect(changes('periods.lastDayIncluded', false)).toEqual([': false → true']);
  expect(changes('gap.interruptedFrom', 'after')).toEqual([': after → on']);
});

test('null is filled with what other packs have, or else with a number', () => {
  expect(changes('zeroClaim.finalAfterMonths', null)).toEqual([': null → 12']);
  expect(changes('zeroClaim.finalAfterMonths', null, 6, null, 6)).toEqual([': null → 6']);
  expect(changes('zeroClaim.finalAfterMonths', 6)).toEqual([': 6 → 5', ': 6 → 7', ': 6 → null']);
  expect(changes('freshman', null, student)).toEqual([expect.stringContaining(': null → { channel: school')]);
});

test('free text becomes another text, and a day also a word that another pack has there', () => {
  expect(changes('freshman', student, { ...student, coverFrom: 'payment' })).toEqual([
    expect.stringMatching(/^: \{ channel: school, .* → null$/),
    '.channel: school → any-other-text',
    '.requiresPreviousYear: true → false',
    '.firstPaymentOnly: false → true',
    '.coverFrom: prev-09-01 → prev-08-31',
    '.coverFrom: prev-09-01 → prev-09-02',
    '.coverFrom: prev-09-01 → payment',
    '.noWait: false → true',
  ]);
});

test('a list of words has one less or one more', () => {
  expect(changes('zeroClaim.funds', ['pooled', 'medical-aid'])).toEqual([
    '[0]: pooled → -',
    '[1]: medical-aid → -',
    '[]: - → major-illness',
  ]);
  expect(changes('zeroClaim.funds', ['pooled', 'major-illness', 'medical-aid'])).toHaveLength(3);
  expect(changes('ceiling.unlimitedFor', [])).toHaveLength(14);
});

test('an element is taken out or changed within, and never into what the schema refuses', () => {
  const found = changes('exemptions.full', [
    { status: 'newborn', holds: 'newborn-age' },
    { status: 'medical-aid', holds: 'while-status' },
  ]);
  expect(found).toContain('[1]: { status: medical-aid, holds: while-status } → -');
  expect(found).toContain('[1].holds: while-status → calendar-year');
  // Each status is named once.
  expect(found).not.toContain('[1].status: medical-aid → newborn');
});

test('the boundary of two rows moves on both sides, and a row goes to its neighbour', () => {
  const rows = [
    { ...row, untilYear: 2025 },
    { ...row, fromYear: 2025, extendedUntil: 'same-02-last' },
  ] as const;
  const made = changesOf('windows', rows, schemaOf('windows'), new Map());
  const after = (place: string): unknown =>
    made
      .filter((change) => change.place === place && change.from !== null)
      .map(({ value }) => (value as typeof rows).map(({ fromYear, untilYear }) => [fromYear, untilYear]));
  expect(after('[1].fromYear')).toEqual([
    [
      [2000, 2024],
      [2024, null],
    ],
    [
      [2000, 2026],
      [2026, null],
    ],
  ]);
  expect(after('[0]')).toEqual([[[2000, null]]]);
  expect(after('[1]')).toEqual([[[2000, null]]]);
  expect(made.map(({ place }) => place)).not.toContain('[0].untilYear');
});

test('the only row cannot be taken out', () => {
  const found = changes('windows', [row]);
  expect(found).toContain('[0].closes: prev-12-31 → same-01-01');
  expect(found.filter((change) => change.endsWith('→ -'))).toEqual([]);
});

/** The changes that add an element, as `place: element`. */
const added = (found: readonly string[]): readonly string[] =>
  found.filter((change) => change.includes(' - → {'));

test('a group of another pack is added, and copies of each with one field moved', () => {
  const newborn = { status: 'newborn', holds: 'newborn-age' } as const;
  const aid = { status: 'medical-aid', holds: 'while-status' } as const;
  const found = added(changes('exemptions.full', [newborn], [newborn, aid]));
  expect(found).toContain('[0]: - → { status: medical-aid, holds: while-status }');
  expect(found).toContain('[1]: - → { status: medical-aid, holds: while-status }');
  expect(found).toContain('[1]: - → { status: medical-aid, holds: calendar-year }');
  expect(found).toContain('[1]: - → { status: low-income, holds: while-status }');
  // A second exemption by age would never be reached, and no status is named twice.
  expect(found.join()).not.toContain('newborn');
});

test('an exemption after a short gap is added where it is reached', () => {
  const national: Parameters['exemptions.shortGap'][number] = {
    after: 'employee-gap',
    statuses: [],
    months: null,
    countedFrom: 'day',
    coveredYearsBefore: null,
    onlyWithoutBreaks: false,
    onlyLate: false,
    spares: 'fixed',
    lateCoverFrom: 'payment',
  };
  const late = { ...national, coveredYearsBefore: 2, onlyLate: true, spares: 'whole-wait' } as const;
  const found = added(changes('exemptions.shortGap', [national], [late]));
  expect(found).toEqual([expect.stringMatching(/^\[0\]: - → .* onlyLate: true, spares: whole-wait/)]);
});

test('a tier is tried where no pack has one', () => {
  const rule = { birthYearFree: false, nextYearWindowDays: null, tiers: [] };
  expect(added(changes('newborn', rule))).toEqual([
    '.tiers[0]: - → { withinDays: null, withinMonths: 12, coverFrom: birth, noWait: true }',
  ]);
});

test('the last row gives way in a later year, to a copy with one field moved or to the row of another pack', () => {
  const other = { ...row, extendedUntil: 'same-02-last' } as const;
  const found = added(changes('windows', [row], [other]));
  expect(found.every((change) => change.startsWith('[1]: - → { fromYear: 2030, untilYear: null'))).toBe(true);
  expect(found).toContainEqual(
    expect.stringContaining('opens: prev-08-31, closes: prev-12-31, extendedUntil: null'),
  );
  expect(found).toContainEqual(expect.stringContaining('extendedUntil: same-02-last'));
});
