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
const correction = { type: 'FactCorrected', corrects: 'e1', reason: 'typing-error' };

const text = { expected: 'text of 1 to 200 characters', expectedZh: '文本' };
const oneOf = (codes: readonly string[]): Readonly<Record<string, string>> => ({
  expected: `one of ${codes.join(', ')}`,
  expectedZh: `${codes.join('、')} 之一`,
});

/** What is wrong with a fact, and what is said of it besides the field: what was expected in both languages, or seen. */
const malformed: readonly (readonly [string, unknown, string, object])[] = [
  ['no object', [payment], '', { expected: 'an object', expectedZh: '一个对象' }],
  [
    'no type',
    { coverageYear: 2026 },
    '/type',
    { expected: `one of ${FACT_TYPES.join(', ')}`, expectedZh: '事件类型之一' },
  ],
  [
    'a field of another type',
    { ...payment, diedOn: '2026-05-01' },
    '/diedOn',
    { expected: 'a field of PremiumPaid', expectedZh: ' PremiumPaid 的字段' },
  ],
  [
    'a number as a day',
    { ...payment, paidOn: 20251015 },
    '/paidOn',
    { expected: 'a day as text, such as 2028-02-29', expectedZh: '文本形式的日期' },
  ],
  [
    'text as an amount',
    { ...payment, amountFen: '400' },
    '/amountFen',
    { expected: 'an amount in fen, a number', expectedZh: '以分计的数' },
  ],
  [
    'half a year',
    { ...payment, coverageYear: 2026.5 },
    '/coverageYear',
    { expected: 'a whole number', expectedZh: '整数' },
  ],
  [
    'a year listed twice',
    { ...repair, breakYears: [2026, 2026] },
    '/breakYears',
    { expected: 'a list of distinct years', expectedZh: '不重复的年度列表' },
  ],
  [
    'text as a flag',
    { ...lapse, asserted: 'yes' },
    '/asserted',
    { expected: 'true or false', expectedZh: 'true 或 false' },
  ],
  ['a reason of its own', { ...correction, reason: 'because' }, '/reason', oneOf(REASONS)],
  ['an unknown scheme', { ...claim, scheme: 'none' }, '/scheme', oneOf(SCHEMES)],
  ['an unknown side of a transfer', { ...transfer, to: 'abroad' }, '/to', oneOf(TRANSFER_SIDES)],
  ['an empty text', { ...payment, channel: ' ' }, '/channel', text],
  ['a number as a status', { ...status, status: 1 }, '/status', text],
  ['a long region', { ...registration, region: '3'.repeat(201) }, '/region', text],
  ['a number as a claim id', { ...claim, claimId: 1 }, '/claimId', text],
  ['an event id of two lines', { ...correction, corrects: 'e\n1' }, '/corrects', text],
  [
    'a transfer to where it comes from',
    { ...transfer, to: 'none' },
    '/to',
    { expected: 'another scheme than "from"', expectedZh: '与 from 不同的制度' },
  ],
  [
    'a status that ends when it begins',
    { ...status, until: '2026-01-01' },
    '/until',
    { expected: 'a day after "from"', expectedZh: '晚于 from 的日期' },
  ],
  [
    'a repair of no year',
    { ...repair, breakYears: [] },
    '/breakYears',
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
    { expected: 'at least one year', expectedZh: '至少一个年度' },
  ],
  [
    'a replacement four deep',
    nested(4),
    '/replacement/replacement/replacement/replacement',
    { expected: 'fewer nested replacements', expectedZh: '较少层的替换' },
  ],
];

test.each(malformed)('%s', (_name, input, pointer, said) => {
  const field = pointer === '' ? '/' : pointer;
  expect(problemsOf(input)).toEqual([{ pointer, code: 'malformed-request', facts: { field, ...said } }]);
});

test.each([
  ['a day that does not exist', { ...payment, paidOn: '2025-02-30' }, 'invalid-date', { seen: '2025-02-30' }],
  ['what has not the form of a day', { ...payment, paidOn: 'tomorrow' }, 'invalid-date', { seen: '…' }],
  ['a day with something before it', { ...payment, paidOn: 'x2025-02-30' }, 'invalid-date', { seen: '…' }],
  ['a day with something behind it', { ...payment, paidOn: '2025-02-30x' }, 'invalid-date', { seen: '…' }],
] as const)('%s', (_name, input, code, said) => {
  expect(problemsOf(input)).toEqual([{ pointer: '/paidOn', code, facts: { field: '/paidOn', ...said } }]);
});

test('an amount below nothing is shown back', () => {
  expect(problemsOf({ ...payment, amountFen: -1 })).toEqual([
    { pointer: '/amountFen', code: 'invalid-amount', facts: { field: '/amountFen', seen: -1 } },
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
