import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packLibrary } from '../pack/pack-library.js';
import { readCases } from './case-file.js';
import { type CaseResult, runCase } from './run-cases.js';

/** A version of a pack whose fixed wait, or first day of the window, tells which one answered. */
function version(text: {
  readonly version: string;
  readonly publishedOn: string;
  readonly effectiveFrom: string;
  readonly months: number;
  readonly opens: string;
}): string {
  return `
id: my-region
version: "${text.version}"
regionCode: "990000"
title: { zh: 示例, en: Sample }
extends: national
document: 示例${text.version}号
publishedOn: ${text.publishedOn}
effectiveFrom: ${text.effectiveFrom}
clauses:
  all: { document: 示例${text.version}号, at: 一, paraphrase: { zh: 全文, en: The whole text } }
parameters:
  windows: { value: [{ fromYear: 2000, opens: ${text.opens}, closes: prev-12-31 }], clause: all, evidence: text, confidence: high }
  wait.fixed: { value: ${String(text.months)}, clause: all, evidence: text, confidence: high }
`;
}

const library = packLibrary();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopted-'));
  mkdirSync(join(folder, 'cases'));
  const first = { version: '1', publishedOn: '2025-06-01', effectiveFrom: '2025-01-01' };
  const second = { version: '2', publishedOn: '2027-06-01', effectiveFrom: '2028-03-01' };
  writeFileSync(join(folder, 'first.yaml'), version({ ...first, months: 4, opens: 'prev-09-01' }));
  writeFileSync(join(folder, 'second.yaml'), version({ ...second, months: 5, opens: 'prev-10-01' }));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function run(policy: string, rest: string): CaseResult {
  const content = `
- name: A late payer
  policy: ${policy}
${rest}`;
  const [read] = readCases(content, join(folder, 'cases', 'cases.yaml'), library);
  if (read === undefined) throw new Error('No case.');
  return runCase(read);
}

/** The wait of a late payment on a day, as expected where so much is known. */
const lateOn = (paidOn: string, knownAt: string, months: number): string => `
  facts:
    - { type: MemberRegistered, liableFrom: 2020-01-01 }
    - { type: PremiumPaid, coverageYear: 2027, paidOn: 2026-10-15 }
    - { type: PremiumPaid, coverageYear: 2028, paidOn: ${paidOn} }
  expect: [{ on: ${paidOn}, ${knownAt}waiting: { fixedMonths: ${String(months)} } }]
`;
const ALL = '[national, ../first.yaml, ../second.yaml]';

test.each([
  ['before the first version was published, the national text', '2028-03-10', 'knownAt: 2025-05-31, ', 3],
  ['once it was, the first version', '2028-03-10', 'knownAt: 2025-06-01, ', 4],
  ['the day before the second was published, the first', '2028-03-10', 'knownAt: 2027-05-31, ', 4],
  ['once it was, the second', '2028-03-10', 'knownAt: 2027-06-01, ', 5],
  ['the day before the second takes effect, the first', '2028-02-29', '', 4],
  ['on the day it takes effect, the second', '2028-03-01', '', 5],
])('of listed packs, %s answers', (_which, paidOn, knownAt, months) => {
  expect(run(ALL, lateOn(paidOn, knownAt, months)).report).toEqual([]);
});

test('one pack is pinned, whenever it was published', () => {
  expect(run('../second.yaml', lateOn('2028-02-01', 'knownAt: 2024-01-01, ', 5)).report).toEqual([]);
});

test.each([
  ['2027-05-31', ''],
  ['2027-06-01', ', refused: window-not-open'],
])('a fact recorded on %s is admitted by what was known then', (recordedOn, refused) => {
  const rest = `
  facts:
    - { type: MemberRegistered, liableFrom: 2020-01-01 }
    - { type: PremiumPaid, coverageYear: 2029, paidOn: 2028-09-15, recordedAt: ${recordedOn}T08:00:00+08:00${refused} }
  expect: [{ on: 2028-09-15, covered: none }]
`;
  expect(run(ALL, rest).report).toEqual([]);
});

test.each([
  ['[national]', 'national of 2024-08-01'],
  ['[]', 'none'],
  ['[national, fujian, anhui]', 'fujian of 2025-01-26, anhui of 2024-11-22'],
  ['[national, ../second.yaml, ../first.yaml]', 'my-region of 2027-06-01, my-region of 2025-06-01'],
])('%s is no list of adopted packs', (policy, seen) => {
  const { report } = run(policy, lateOn('2028-02-01', '', 3));
  expect(report).toEqual([expect.stringContaining(seen)]);
  expect(report[0]).toContain(
    'expected the text that answers from the start, then one or more versions of one pack',
  );
});
