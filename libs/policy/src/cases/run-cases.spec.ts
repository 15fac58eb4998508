import { packLibrary } from '../pack/pack-library.js';
import { readCases } from './case-file.js';
import { type CaseResult, runCase, summarizeCases } from './run-cases.js';

const library = packLibrary();
const run = (content: string): readonly CaseResult[] =>
  readCases(content, 'cases.yaml', library).map(runCase);
const reportOf = (content: string): readonly string[] => run(content).flatMap((result) => result.report);

/** A case about a member who paid 2027 late, on 30 April, and so waits until 30 July. */
const lateCase = (expect: string, facts = '', settings = ''): string => `
- name: Late
  policy: national
  baseCeilingYuan: 300000
${settings}  facts:
    - { type: MemberRegistered, liableFrom: 2026-09-01 }
    - { type: PremiumPaid, coverageYear: 2027, paidOn: 2027-04-30 }
${facts}  expect:
    - ${expect}
`;

test('a case that holds passes', () => {
  const [result] = run(
    lateCase(`{ on: 2027-05-01, covered: resident, benefitEligible: false, breakYears: [], warnings: [],
      waiting: { fixedMonths: 3, endsOn: 2027-07-29, benefitsFrom: 2027-07-30 },
      ceiling: { status: known, effectiveYuan: 300000, zeroClaimCreditYuan: 0 }, employeeYearsEquivalent: null }`),
  );
  expect(result).toEqual({ file: 'cases.yaml', line: 2, name: 'Late', passed: true, report: [] });
});

// Each expectation is wrong in one way.
test.each([
  ['{ on: 2027-05-01, covered: none }', 'on 2027-05-01: covered: expected none, got resident'],
  ['{ on: 2027-05-01, benefitEligible: true }', 'on 2027-05-01: benefitEligible: expected true, got false'],
  ['{ on: 2027-05-01, breakYears: [2026] }', 'on 2027-05-01: breakYears: expected [2026], got []'],
  ['{ on: 2027-05-01, waiting: null }', 'on 2027-05-01: waiting: expected null, got { fixedMonths: 3, '],
  [
    '{ on: 2027-05-01, waiting: { totalMonths: 4 } }',
    'on 2027-05-01: waiting.totalMonths: expected 4, got 3',
  ],
  [
    '{ on: 2028-05-01, waiting: { totalMonths: 4 } }',
    'on 2028-05-01: waiting: expected { totalMonths: 4 }, got null',
  ],
  [
    '{ on: 2027-05-01, ceiling: { effectiveYuan: 300000.5 } }',
    'ceiling.effectiveYuan: expected 300000.5, got 300000',
  ],
  ['{ on: 2027-05-01, ceiling: { effectiveYuan: indeterminate } }', 'expected indeterminate, got 300000'],
  [
    '{ on: 2027-04-29, ceiling: { effectiveYuan: 300000 } }',
    'ceiling.effectiveYuan: expected 300000, got null',
  ],
  ['{ on: 2027-05-01, warnings: [moved] }', 'warnings: expected [moved], got []'],
  ['{ on: 2027-05-01, employeeYearsEquivalent: { years: 1 } }', 'expected { years: 1 }, got null'],
])('%s is reported', (expectation, text) => {
  const [report, ...others] = reportOf(lateCase(expectation));
  expect(report).toMatch(/^cases\.yaml:9 Late — on /);
  expect(report).toContain(text);
  expect(others).toEqual([]);
});

test('each difference has its own line, with what was known', () => {
  expect(
    reportOf(lateCase('{ on: 2027-05-01, knownAt: 2027-06-01, covered: none, streakYears: 2 }')),
  ).toEqual([
    'cases.yaml:9 Late — on 2027-05-01 (known 2027-06-01): covered: expected none, got resident',
    'cases.yaml:9 Late — on 2027-05-01 (known 2027-06-01): streakYears: expected 2, got 1',
  ]);
});

const second = '{ type: PremiumPaid, coverageYear: 2027, paidOn: 2027-05-01';
const holds = '{ on: 2027-05-01, covered: resident }';

test('a fact must be accepted or refused as it says, and with its code', () => {
  expect(reportOf(lateCase(holds, `    - ${second}, refused: duplicate-payment }\n`))).toEqual([]);
  const unmarked = 'cases.yaml:8 Late — fact 3 PremiumPaid: expected accepted, got refused duplicate-payment';
  expect(reportOf(lateCase(holds, `    - ${second} }\n`))).toEqual([expect.stringContaining(unmarked)]);
  const wrong = 'fact 3 PremiumPaid: expected refused window-not-open, got refused duplicate-payment';
  const marked = reportOf(lateCase(holds, `    - ${second}, refused: window-not-open }\n`));
  expect(marked).toEqual([expect.stringContaining(wrong)]);
  const tooGood = '    - { type: MemberDeceased, diedOn: 2027-06-01, refused: already-dead }\n';
  expect(reportOf(lateCase(holds, tooGood))).toEqual([
    'cases.yaml:8 Late — fact 3 MemberDeceased: expected refused already-dead, got accepted',
  ]);
});

test('amounts are turned from yuan into fen, and bad ones are left to the core', () => {
  const paid = (amount: string, code: string): string =>
    `    - { type: RepairPaid, breakYears: [2026], enrolmentYear: 2027, paidOn: 2027-05-01, amountYuan: ${amount}, refused: ${code} }\n`;
  expect(reportOf(lateCase(holds, paid('400.25', 'not-a-break-year')))).toEqual([]);
  expect(reportOf(lateCase(holds, paid('-400', 'invalid-amount')))).toEqual([]);
  expect(reportOf(lateCase(holds, paid('0.001', 'invalid-amount')))).toEqual([]);
  expect(reportOf(lateCase(holds, paid('"400"', 'malformed-request')))).toEqual([]);
});

test('a fact without recordedAt is always known, one with it from that instant on', () => {
  const death = '    - { type: MemberDeceased, diedOn: 2027-06-01, recordedAt: 2027-07-01T00:00:00+08:00 }\n';
  const at = (knownAt: string, covered: string): string =>
    lateCase(`{ on: 2027-06-02, knownAt: ${knownAt}, covered: ${covered} }`, death);
  expect(reportOf(at('2027-06-30T15:59:59.999Z', 'resident'))).toEqual([]);
  expect(reportOf(at('2027-06-30T16:00:00Z', 'none'))).toEqual([]);
  expect(reportOf(at('2027-06-30', 'resident'))).toEqual([]);
  expect(reportOf(at('2027-07-01', 'none'))).toEqual([]);
});

test('a case overrides readings and windows and names other regions', () => {
  const settings = `  readings: { R7: next-month, R29: { days: 90 } }
  windows: { 2027: { opens: 2026-10-01, closes: 2027-04-30 } }
  regions: { 331100: { policy: lishui, baseCeilingYuan: { 2027: null } } }
`;
  const move = '    - { type: RegionTransferred, toRegion: 331100, effectiveOn: 2028-01-01 }\n';
  expect(
    reportOf(lateCase('{ on: 2027-05-01, benefitEligible: true, waiting: null }', move, settings)),
  ).toEqual([]);
});

test('facts without a registration give no standing', () => {
  const content = `
- { name: Nobody, policy: national, facts: [], expect: [{ on: 2027-01-01, covered: none }] }
`;
  expect(reportOf(content)).toEqual([
    'cases.yaml:2 Nobody — on 2027-01-01: member: expected a registered member, got none',
  ]);
});

test('a bad case fails alone and is counted', () => {
  const results = run(`${lateCase(holds)}
- name: Bad
  policy: nationel
  facts: [{ type: PremiumPaid, amountFen: 1 }]
  expect: [{ on: 2027-02-30, cover: none }]
  readings: { R1: maybe }
${lateCase(holds)}`);
  expect(results.map(({ passed }) => passed)).toEqual([true, false, true]);
  expect(summarizeCases(results)).toBe('2 passed, 1 failed');
  const report = results[1]?.report.join('\n') ?? '';
  expect(report).toContain(
    'cases.yaml:12:11 policy: found "nationel", expected the id or path of a pack. Did you mean national?',
  );
  expect(report).toContain(
    'cases.yaml:13:32 facts[0].amountFen: found the key amountFen, expected an amount in yuan',
  );
  expect(report).toContain('expect[0].on: found "2027-02-30"');
  expect(report).toContain('the key cover, expected a known key. Did you mean covered?');
  expect(report).toContain('readings.R1: found "maybe", expected one of no, yes');
});

test.each([
  ['name: no list', 'a list'],
  ['- [unclosed', 'YAML 1.2'],
  ['- just text', 'a mapping'],
  ['- { name: Nothing, policy: national, facts: [{ type: MemberRegistered }] }', 'nothing to check'],
  [
    '- { name: Twice, policy: national, facts: [{ id: a }, { id: a }], expect: [{ on: 2027-01-01, covered: none }] }',
    'two facts with the id a',
  ],
  ['- { name: Empty, policy: national, facts: [], expect: [{ on: 2027-01-01 }] }', 'nothing to check'],
])('%s is one failed case', (content, part) => {
  const results = run(content);
  expect(summarizeCases(results)).toBe('0 passed, 1 failed');
  expect(results[0]?.report.join('\n')).toContain(part);
});

test.each([
  [
    '{ opens: prev-09-01, closes: prev-08-31 }',
    'cases.yaml:6:40 windows.2027.closes: found a window that closes on 2026-08-31, before it opens on 2026-09-01',
  ],
  [
    '{ opens: prev-09-01, closes: prev-12-31, extendedUntil: prev-12-31 }',
    'windows.2027.extendedUntil: found an extension until 2026-12-31 of a window that closes on 2026-12-31',
  ],
])('a window %s is refused at its place', (window, text) => {
  const settings = `  windows: {\n    2027: ${window} }\n`;
  expect(reportOf(lateCase('{ on: 2027-05-01, covered: none }', '', settings)).join('\n')).toContain(text);
});
