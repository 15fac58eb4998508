import { DomainError } from './errors.js';
import type { FactType } from './events.js';
import { FACT_FIELDS, FACT_TYPES, type Field, type FieldKind } from './fact-fields.js';
import { MAX_LISTED_YEARS, MAX_TEXT_LENGTH, readFact } from './read-fact.js';
import { REFUSAL_CODES, type RefusalCode } from './refusal-codes.js';

type Input = Readonly<Record<string, unknown>>;

/** A sound fact of each type, with every field. */
const sound: Readonly<Record<FactType, Input>> = {
  MemberRegistered: { region: '359901', liableFrom: '2020-01-01', bornOn: '2000-02-29' },
  SpecialStatusGranted: { status: 'medical-aid', from: '2026-01-01', until: '2027-01-01' },
  SpecialStatusEnded: { status: 'medical-aid', endedOn: '2026-06-01', corrects: 'event-1' },
  PremiumPaid: { coverageYear: 2026, paidOn: '2025-10-15', amountFen: 40_000, channel: 'tax' },
  PremiumRefunded: {
    coverageYear: 2026,
    refundedOn: '2025-11-01',
    reason: 'typing-error',
    corrects: 'event-1',
  },
  CoverageLapsed: { coverageYear: 2026, lapsedOn: '2026-01-01', asserted: true },
  LapseRescinded: { coverageYear: 2026, reason: 'not-liable', corrects: 'event-1' },
  RepairPaid: { breakYears: [2025, 2026], enrolmentYear: 2027, paidOn: '2026-10-15', amountFen: 80_000 },
  RepairRefunded: {
    breakYears: [2025],
    enrolmentYear: 2027,
    refundedOn: '2026-11-01',
    reason: 'payment-reversed',
    corrects: 'event-1',
  },
  ClaimSettled: {
    claimId: 'C-1',
    servedOn: '2026-03-01',
    settledOn: '2026-03-05',
    scheme: 'resident',
    pooledFundFen: 1,
    majorIllnessFen: 0,
    medicalAidFen: 0,
    creditUsedFen: 0,
  },
  ClaimReversed: { claimId: 'C-1', reversedOn: '2026-04-01', reason: 'decision-overturned' },
  SchemeTransferred: { from: 'resident', to: 'employee', effectiveOn: '2026-05-01', reason: 'new job' },
  RegionTransferred: { fromRegion: '359901', toRegion: '359902', effectiveOn: '2026-05-01' },
  MemberDeceased: { diedOn: '2026-05-01' },
  OpeningBalanceDeclared: {
    asOfYear: 2026,
    streakYears: 2,
    continuousCreditFen: 0,
    zeroClaimCreditFen: 100_000,
    breakPenaltyFen: 0,
    openBreakYears: [2025],
    benefitsFrom: '2027-03-01',
    paidResidentYears: 2,
  },
  FactCorrected: {
    corrects: 'event-1',
    reason: 'typing-error',
    replacement: { type: 'MemberDeceased', diedOn: '2026-05-02' },
  },
};

const notText = [null, 7, true, {}, [], ['x'], NaN];
const notNumber = [null, '1', '', true, {}, [], [1], 1n];
const badText = [
  '',
  ' ',
  '\t',
  'a\u0000b',
  'a\nb',
  '\u0007',
  '\u007f',
  '\u0085',
  '\ud800',
  'a\udc00',
  'x'.repeat(MAX_TEXT_LENGTH + 1),
];
const text = { 'malformed-request': [...notText, ...badText] };
const identifiers = ['13812345678', 'call +86 13812345678', '11010519491231002X', '１３８１２３４５６７８'];
const notOneOf = {
  'malformed-request': [...notText, '', 'Resident', 'resident ', 'typing error', 'toString', '__proto__'],
};

/** What no field of a kind may hold, by the code with which it is refused. */
const bad: Readonly<Record<FieldKind, Readonly<Partial<Record<RefusalCode, readonly unknown[]>>>>> = {
  date: {
    'malformed-request': [...notText, 20260101, ['2026-01-01']],
    'invalid-date': [
      '',
      ' ',
      '2026-02-30',
      '2026-02-29',
      '2100-02-29',
      '2026-13-01',
      '2026-00-01',
      '2026-01-00',
      '2026-1-1',
      '2026/01/01',
      '20260101',
      '0000-01-01',
      '99999-01-01',
      '1899-12-31',
      '2200-01-01',
      '-2026-01-01',
      '2026-01-01T00:00:00Z',
      ' 2026-01-01',
      '２０２６-01-01',
      'tomorrow',
      '\ud800',
      'x'.repeat(10_000),
    ],
  },
  amount: {
    'malformed-request': notNumber,
    'invalid-amount': [
      -1,
      -0.5,
      0.5,
      1e-9,
      2 ** 53,
      2 ** 53 + 2,
      Number('9007199254740993'),
      1e308,
      NaN,
      Infinity,
      -Infinity,
    ],
  },
  year: { 'malformed-request': [...notNumber, 2026.5, NaN, Infinity, -Infinity, 2 ** 53, '2026'] },
  count: { 'malformed-request': [...notNumber, -1, 0.5, NaN, Infinity, 2 ** 53 + 2] },
  years: {
    'malformed-request': [
      null,
      2026,
      '2026',
      true,
      {},
      { length: 1, 0: 2026 },
      [2026, 2026],
      [2026, '2027'],
      [2026.5],
      [NaN],
      [null],
      [[2026]],
      [2 ** 53],
      Array.from({ length: MAX_LISTED_YEARS + 1 }, (_, index) => 2025 + index),
    ],
  },
  flag: { 'malformed-request': [null, 0, 1, 'true', 'false', '', {}, []] },
  reason: notOneOf,
  scheme: notOneOf,
  'transfer-side': notOneOf,
  text: { ...text, 'personal-identifier': identifiers },
  status: { ...text, 'personal-identifier': identifiers },
  region: text,
  identifier: text,
  'event-id': text,
  replacement: {
    'malformed-request': [null, 7, 'x', true, [], [{}], {}, { type: 'Nothing' }, { type: 'toString' }],
  },
};

function refusedBy(input: unknown, source: 'request' | 'case' = 'request'): DomainError {
  try {
    readFact(input, source);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error(`Expected a refusal of ${JSON.stringify(input)}.`);
}

const fieldsOf = (type: FactType): readonly (readonly [string, Field])[] =>
  Object.entries(FACT_FIELDS[type].fields);
const everyField = FACT_TYPES.flatMap((type) =>
  fieldsOf(type).map(([name, field]) => ({ type, name, field })),
);

function shown(value: unknown): string {
  if (typeof value === 'bigint') return `${String(value)}n`;
  const json = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return json.length > 40 ? `${json.slice(0, 40)}… (${String(json.length)})` : json;
}

test.each(FACT_TYPES)('a sound %s is read as it is', (type) => {
  const input = { type, ...sound[type] };
  expect(readFact(input, 'request')).toBe(input);
  expect(readFact(input, 'case')).toBe(input);
});

describe('a wrong value is refused', () => {
  const rows = everyField.flatMap(({ type, name, field }) =>
    Object.entries(bad[field.kind]).flatMap(([code, values]) =>
      values.map((value) => ({ type, name, code, value, shown: shown(value) })),
    ),
  );

  test('there are hundreds of them', () => {
    expect(rows.length).toBeGreaterThan(800);
  });

  test.each(rows)('$type.$name = $shown: $code', ({ type, name, code, value }) => {
    const error = refusedBy({ type, ...sound[type], [name]: value });
    expect(error.code).toBe(code);
    expect(error.problems).toHaveLength(1);
    const [problem] = error.problems;
    expect(problem?.pointer.startsWith(`/${name}`)).toBe(true);
    for (const said of [error.detail, error.remedy]) {
      expect(said.zh).toMatch(/\p{Script=Han}/u);
      expect(said.en).toMatch(/^[\x20-\x7e\u00a0-\u024f\u2010-\u2030]+$/);
    }
  });
});

describe('a field left out', () => {
  test.each(everyField)('$type without $name', ({ type, name, field }) => {
    const input: Record<string, unknown> = { type, ...sound[type] };
    Reflect.deleteProperty(input, name);
    const isRead = (source: 'request' | 'case'): boolean => {
      try {
        return readFact(input, source) === input;
      } catch {
        return false;
      }
    };
    expect(isRead('request')).toBe(field.optional === 'always');
    expect(isRead('case')).toBe(field.optional !== undefined);
  });

  test.each(everyField)('$type with an undefined $name counts as left out', ({ type, name, field }) => {
    const input = { type, ...sound[type], [name]: undefined };
    if (field.optional === 'always') expect(readFact(input, 'request')).toBe(input);
    else
      expect(refusedBy(input).problems).toMatchObject([{ pointer: `/${name}`, code: 'malformed-request' }]);
  });
});

describe('an unknown field is refused', () => {
  test.each(FACT_TYPES)('in %s', (type) => {
    const error = refusedBy({ type, ...sound[type], note: 'x' });
    expect(error.problems).toMatchObject([{ pointer: '/note', code: 'malformed-request' }]);
  });

  test.each([
    [
      'a prototype from JSON',
      '{"type":"MemberDeceased","diedOn":"2026-05-01","__proto__":{"diedOn":"2026-02-30"}}',
      '/__proto__',
    ],
    ['a constructor', '{"type":"MemberDeceased","diedOn":"2026-05-01","constructor":{}}', '/constructor'],
    [
      'a field of another type',
      '{"type":"MemberDeceased","diedOn":"2026-05-01","paidOn":"2026-05-01"}',
      '/paidOn',
    ],
    [
      'another case of letters',
      '{"type":"MemberDeceased","diedOn":"2026-05-01","DiedOn":"2026-05-01"}',
      '/DiedOn',
    ],
    ['an empty name', '{"type":"MemberDeceased","diedOn":"2026-05-01","":1}', '/'],
    [
      'a name with a slash and a tilde',
      '{"type":"MemberDeceased","diedOn":"2026-05-01","a/b~c":1}',
      '/a~1b~0c',
    ],
    ['a lone surrogate', '{"type":"MemberDeceased","diedOn":"2026-05-01","\\ud800":1}', '/?'],
  ])('%s', (_name, json, pointer) => {
    const error = refusedBy(JSON.parse(json));
    expect(error.problems).toMatchObject([{ pointer, code: 'malformed-request' }]);
  });

  test('a very long name is cut in the pointer', () => {
    const error = refusedBy({ type: 'MemberDeceased', diedOn: '2026-05-01', ['x'.repeat(100_000)]: 1 });
    expect(error.problems[0]?.pointer.length).toBeLessThanOrEqual(MAX_TEXT_LENGTH + 1);
  });

  test('a field that only the prototype has is not there', () => {
    const inherited = Object.assign(Object.create({ diedOn: '2026-05-01' }) as object, {
      type: 'MemberDeceased',
    });
    expect(refusedBy(inherited).problems).toMatchObject([{ pointer: '/diedOn', code: 'malformed-request' }]);
  });
});

describe('what is no fact at all is malformed', () => {
  test.each([
    [null],
    [undefined],
    [''],
    ['MemberDeceased'],
    [0],
    [true],
    [[]],
    [[{ type: 'MemberDeceased', diedOn: '2026-05-01' }]],
    [{}],
    [{ type: null }],
    [{ type: 7 }],
    [{ type: '' }],
    [{ type: 'memberdeceased', diedOn: '2026-05-01' }],
    [{ type: 'MemberDeceased ', diedOn: '2026-05-01' }],
    [{ type: '__proto__' }],
    [{ type: 'constructor' }],
    [{ type: 'toString' }],
    [{ type: 'hasOwnProperty' }],
    [{ type: ['MemberDeceased'], diedOn: '2026-05-01' }],
  ])('%j', (input) => {
    expect(refusedBy(input).code).toBe('malformed-request');
  });
});

describe('two fields that contradict each other', () => {
  test.each([
    [
      'a transfer to where it comes from',
      { type: 'SchemeTransferred', from: 'employee', to: 'employee', effectiveOn: '2026-05-01' },
      '/to',
    ],
    [
      'a status that ends on its first day',
      { type: 'SpecialStatusGranted', status: 'medical-aid', from: '2026-05-01', until: '2026-05-01' },
      '/until',
    ],
    [
      'a status that ends before it begins',
      { type: 'SpecialStatusGranted', status: 'medical-aid', from: '2026-05-01', until: '2026-04-30' },
      '/until',
    ],
    [
      'a repair of nothing',
      { type: 'RepairPaid', breakYears: [], enrolmentYear: 2027, paidOn: '2026-10-15', amountFen: 0 },
      '/breakYears',
    ],
    [
      'a refund of nothing',
      { ...sound.RepairRefunded, type: 'RepairRefunded', breakYears: [] },
      '/breakYears',
    ],
  ])('%s', (_name, input, pointer) => {
    expect(refusedBy(input).problems).toMatchObject([{ pointer, code: 'malformed-request' }]);
  });

  test('a status of a single day is sound', () => {
    const input = {
      type: 'SpecialStatusGranted',
      status: 'medical-aid',
      from: '2026-05-01',
      until: '2026-05-02',
    };
    expect(readFact(input, 'request')).toBe(input);
  });
});

describe('a replacement', () => {
  const correction = (replacement: unknown): Input => ({
    ...sound.FactCorrected,
    type: 'FactCorrected',
    replacement,
  });
  const death = { type: 'MemberDeceased', diedOn: '2026-05-02' };

  test('is read like a fact of its own, under its own pointer', () => {
    const error = refusedBy(correction({ type: 'MemberDeceased', diedOn: '2026-02-30', note: 1 }));
    expect(error.code).toBe('malformed-request');
    expect(error.problems).toMatchObject([
      { pointer: '/replacement/note', code: 'malformed-request' },
      { pointer: '/replacement/diedOn', code: 'invalid-date' },
    ]);
  });

  test.each(FACT_TYPES)('may be a %s', (type) => {
    const input = correction({ type, ...sound[type] });
    expect(readFact(input, 'request')).toBe(input);
  });

  test('may be three deep and no deeper', () => {
    expect(readFact(correction(correction(correction(death))), 'request')).toMatchObject({
      type: 'FactCorrected',
    });
    const error = refusedBy(correction(correction(correction(correction(death)))));
    const pointer = '/replacement/replacement/replacement/replacement';
    expect(error.problems).toMatchObject([{ pointer, code: 'malformed-request' }]);
  });

  test('ten thousand levels deep is refused without running out of stack', () => {
    let nested: unknown = death;
    for (let level = 0; level < 10_000; level += 1) nested = correction(nested);
    expect(refusedBy(nested).code).toBe('malformed-request');
  });

  test('that contains itself is refused', () => {
    const circular: Record<string, unknown> = { ...sound.FactCorrected, type: 'FactCorrected' };
    circular['replacement'] = circular;
    expect(refusedBy(circular).code).toBe('malformed-request');
  });
});

describe('where several faults apply', () => {
  const everyFault = {
    type: 'PremiumPaid',
    coverageYear: '2026',
    paidOn: '2026-02-30',
    amountFen: -1,
    channel: '13812345678',
  };

  test('all are listed, in the order of the refusals', () => {
    const error = refusedBy(everyFault);
    expect(error.problems.map(({ pointer, code }) => [code, pointer])).toEqual([
      ['malformed-request', '/coverageYear'],
      ['invalid-date', '/paidOn'],
      ['invalid-amount', '/amountFen'],
      ['personal-identifier', '/channel'],
    ]);
  });

  test.each([
    ['malformed-request', {}],
    ['invalid-date', { coverageYear: 2026 }],
    ['invalid-amount', { coverageYear: 2026, paidOn: '2025-10-15' }],
    ['personal-identifier', { coverageYear: 2026, paidOn: '2025-10-15', amountFen: 1 }],
  ])('%s comes first', (code, repaired) => {
    const error = refusedBy({ ...everyFault, ...repaired });
    expect(error.code).toBe(code);
    expect(error.problems[0]?.code).toBe(code);
    const order = error.problems.map((problem) => REFUSAL_CODES.indexOf(problem.code));
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });
});

describe('what a message repeats', () => {
  test.each([
    ['{"type":"MemberDeceased","diedOn":"Zhang San"}', 'Zhang'],
    ['{"type":"MemberDeceased","diedOn":"张三"}', '张三'],
    [
      '{"type":"PremiumPaid","coverageYear":2026,"paidOn":"2025-10-15","amountFen":1,"channel":"13812345678"}',
      '1381234',
    ],
    ['{"type":"SpecialStatusGranted","status":"11010519491231002X","from":"2026-01-01"}', '1101051'],
    [
      '{"type":"PremiumPaid","coverageYear":"11010519491231002X","paidOn":"2025-10-15","amountFen":1}',
      '1101051',
    ],
  ])('is no text that somebody typed: %s', (json, typed) => {
    const { problems, detail, remedy, message } = refusedBy(JSON.parse(json));
    expect(JSON.stringify({ problems, detail, remedy, message })).not.toContain(typed);
  });
});
