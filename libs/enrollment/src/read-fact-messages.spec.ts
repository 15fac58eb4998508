import { DomainError, type RefusalProblem } from './errors.js';
import { REASONS, SCHEMES, TRANSFER_SIDES } from './events.js';
import { FACT_TYPES } from './fact-fields.js';
import { readFact } from './read-fact.js';

const registration = { type: 'MemberRegistered', region: '359901', liableFrom: '2020-01-01' };
const status = { type: 'SpecialStatusGranted', status: 'newborn', from: '2026-01-01' };
const payment = { type: 'PremiumPaid', coverageYear: 2026, paidOn: '2025-10-15' };
const repair = { type: 'RepairPaid', breakYears: [2026], enrolmentYear: 2029, paidOn: '2028-10-15' };
const lapse = { type: 'CoverageLapsed', coverageYear: 2026, lapsedOn: '2026-01-01' };
const claim = {
  type: 'ClaimSettled',
  claimId: 'C-1',
  servedOn: '2026-03-01',
  settledOn: '2026-03-05',
  pooledFundFen: 1,
  majorIllnessFen: 0,
  medicalAidFen: 0,
};
const transfer = { type: 'SchemeTransferred', from: 'none', to: 'employee', effectiveOn: '2026-05-01' };
const opening = {
  type: 'OpeningBalanceDeclared',
  asOfYear: 2026,
  streakYears: 2,
  continuousCreditFen: 0,
  zeroClaimCreditFen: 0,
  breakPenaltyFen: 0,
  openBreakYears: [],
};
const correction = { type: 'FactCorrected', corrects: 'e1', reason: 'typing-error' };

const text = {
  expected: 'text of 1 to 200 characters without control characters',
  expectedZh: ' 1 至 200 个字符的文本, 不含控制字符',
};
const oneOf = (codes: readonly string[]): Readonly<Record<string, string>> => ({
  expected: `one of ${codes.join(', ')}`,
  expectedZh: ` ${codes.join('、')} 之一`,
});

/** What is wrong with a fact, and what is said of it: what was seen, and what was expected in both languages. */
const malformed: readonly (readonly [string, unknown, string, string, object])[] = [
  ['no object', [payment], '', 'a list of 1', { expected: 'an object', expectedZh: '一个对象' }],
  [
    'no type',
    { coverageYear: 2026 },
    '/type',
    'nothing',
    { expected: `one of ${FACT_TYPES.join(', ')}`, expectedZh: '事件类型之一' },
  ],
  [
    'a field of another type',
    { ...payment, diedOn: '2026-05-01' },
    '/diedOn',
    'an unknown name',
    { expected: 'a field of PremiumPaid', expectedZh: ' PremiumPaid 的字段' },
  ],
  [
    'a number as a day',
    { ...payment, paidOn: 20251015 },
    '/paidOn',
    '20251015',
    { expected: 'a day as text, such as 2028-02-29', expectedZh: '文本形式的日期, 如 2028-02-29' },
  ],
  [
    'text as an amount',
    { ...payment, amountFen: '400' },
    '/amountFen',
    '"400"',
    { expected: 'an amount in fen, a number', expectedZh: '以分计的数' },
  ],
  [
    'half a year',
    { ...payment, coverageYear: 2026.5 },
    '/coverageYear',
    '2026.5',
    { expected: 'a whole number', expectedZh: '整数' },
  ],
  [
    'fewer years than none',
    { ...opening, streakYears: -1 },
    '/streakYears',
    '-1',
    { expected: 'a whole number, 0 or more', expectedZh: '不小于 0 的整数' },
  ],
  [
    'a year listed twice',
    { ...repair, breakYears: [2026, 2026] },
    '/breakYears',
    'a list of 2',
    { expected: 'a list of at most 100 distinct years', expectedZh: '至多 100 个不重复年度的列表' },
  ],
  [
    'text as a flag',
    { ...lapse, asserted: 'yes' },
    '/asserted',
    'yes',
    { expected: 'true or false', expectedZh: ' true 或 false' },
  ],
  ['a reason of its own', { ...correction, reason: 'because' }, '/reason', 'because', oneOf(REASONS)],
  ['an unknown scheme', { ...claim, scheme: 'none' }, '/scheme', 'none', oneOf(SCHEMES)],
  ['an unknown side of a transfer', { ...transfer, to: 'abroad' }, '/to', 'abroad', oneOf(TRANSFER_SIDES)],
  ['an empty text', { ...payment, channel: ' ' }, '/channel', 'empty text', text],
  ['a number as a status', { ...status, status: 1 }, '/status', '1', text],
  ['a long region', { ...registration, region: '3'.repeat(201) }, '/region', 'text of 201 characters', text],
  ['a number as a claim id', { ...claim, claimId: 1 }, '/claimId', '1', text],
  [
    'an event id of two lines',
    { ...correction, corrects: 'e\n1' },
    '/corrects',
    'text of 3 characters, with control characters or halves of characters',
    text,
  ],
  [
    'a transfer to where it comes from',
    { ...transfer, to: 'none' },
    '/to',
    'none',
    { expected: 'another scheme than "from"', expectedZh: '与 from 不同的制度' },
  ],
  [
    'a status that ends when it begins',
    { ...status, until: '2026-01-01' },
    '/until',
    '2026-01-01',
    { expected: 'a day after "from"', expectedZh: '晚于 from 的日期' },
  ],
  [
    'a repair of no year',
    { ...repair, breakYears: [] },
    '/breakYears',
    'an empty list',
    { expected: 'at least one year', expectedZh: '至少一个年度' },
  ],
  [
    'the refund of a repair of no year',
    {
      type: 'RepairRefunded',
      breakYears: [],
      enrolmentYear: 2029,
      refundedOn: '2028-12-01',
      reason: 'typing-error',
      corrects: 'e1',
    },
    '/breakYears',
    'an empty list',
    { expected: 'at least one year', expectedZh: '至少一个年度' },
  ],
  [
    'a replacement four deep',
    nested(4),
    '/replacement/replacement/replacement/replacement',
    'an object',
    { expected: 'fewer nested replacements', expectedZh: '较少层的替换' },
  ],
];

test.each(malformed)('%s', (_name, input, pointer, seen, said) => {
  const field = pointer === '' ? '/' : pointer;
  const facts = { field, seen, seenZh: expect.any(String) as string, ...said };
  expect(problemsOf(input)).toEqual([{ pointer, code: 'malformed-request', facts }]);
});

test.each([
  ['a day that does not exist', { ...payment, paidOn: '2025-02-30' }, '2025-02-30'],
  ['what has not the form of a day', { ...payment, paidOn: 'tomorrow' }, 'tomorrow'],
  ['a day with something before it', { ...payment, paidOn: 'x2025-02-30' }, 'text of 11 characters'],
  ['a day with something behind it', { ...payment, paidOn: '2025-02-30x' }, 'text of 11 characters'],
] as const)('%s', (_name, input, seen) => {
  expect(problemsOf(input)).toMatchObject([
    { pointer: '/paidOn', code: 'invalid-date', facts: { field: '/paidOn', seen } },
  ]);
});

test('an amount below nothing is shown back', () => {
  expect(problemsOf({ ...payment, amountFen: -1 })).toEqual([
    {
      pointer: '/amountFen',
      code: 'invalid-amount',
      facts: { field: '/amountFen', seen: -1, seenZh: -1 },
    },
  ]);
});

test('a personal identifier is never shown back', () => {
  expect(problemsOf({ ...payment, channel: 'tel 13812345678' })).toEqual([
    { pointer: '/channel', code: 'personal-identifier', facts: { field: '/channel' } },
  ]);
});

test('of several faults the first of the list of refusals leads, not the first field', () => {
  const faults = problemsOf({ ...payment, paidOn: '2025-02-30', amountFen: '400' });
  expect(faults.map(({ code, pointer }) => [code, pointer])).toEqual([
    ['malformed-request', '/amountFen'],
    ['invalid-date', '/paidOn'],
  ]);
});

test('a year may be any whole number: which years make sense is for the rules', () => {
  const body = { ...payment, coverageYear: -1 };
  expect(readFact(body, 'case')).toEqual(body);
});

test('a hundred years can be listed, and no more', () => {
  const years = Array.from({ length: 101 }, (_, index) => 2000 + index);
  const body = { ...repair, breakYears: years.slice(1) };
  expect(readFact(body, 'case')).toEqual(body);
  expect(problemsOf({ ...repair, breakYears: years })).toMatchObject([{ pointer: '/breakYears' }]);
});

function nested(depth: number): object {
  return depth === 0 ? payment : { ...correction, replacement: nested(depth - 1) };
}

/** The faults that reading a fact as a case gives it, which may leave out an amount. */
function problemsOf(input: unknown): readonly RefusalProblem[] {
  try {
    readFact(input, 'case');
  } catch (error) {
    if (error instanceof DomainError) return error.problems;
    throw error;
  }
  throw new Error('Expected a refusal, but the fact was read.');
}
