import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportFailure } from './failures/report-failure.js';
import type { Language } from './language.js';
import { buildProgram } from './program.js';
import { type RecordingShell, recordingShell } from './testing/recording-shell.js';

const PACK = `
id: my-region
version: "1"
regionCode: "990000"
title: { zh: 示例, en: Sample }
extends: national
document: 示例1号
publishedOn: 2026-01-01
effectiveFrom: 2024-09-01
clauses:
  all: { document: 示例1号, at: 一, paraphrase: { zh: 全文, en: The whole text } }
parameters:
  continuous.afterYears: { value: 2, clause: all, evidence: text, confidence: high }
`;
const CASES = `
- name: The third year earns
  policy: ../pack.yaml
  facts:
    - { type: MemberRegistered, liableFrom: 2024-01-01 }
    - { type: PremiumPaid, coverageYear: 2025, paidOn: 2024-10-15 }
    - { type: PremiumPaid, coverageYear: 2026, paidOn: 2025-10-15 }
    - { type: PremiumPaid, coverageYear: 2027, paidOn: 2026-10-15 }
  expect:
    - { on: 2026-12-31, ceiling: { continuousCreditYuan: 0 } }
    - { on: 2027-01-01, ceiling: { continuousCreditYuan: 1000 } }
`;

let folder: string;
let pack: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sensitivity-'));
  mkdirSync(join(folder, 'cases'));
  pack = join(folder, 'pack.yaml');
  writeFileSync(pack, PACK);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  process.exitCode = undefined;
});

async function check(args: readonly string[], language: Language = 'en'): Promise<RecordingShell> {
  const shell = recordingShell(language);
  try {
    await buildProgram(shell).parseAsync(['pack', 'check', ...args], { from: 'user' });
  } catch (error) {
    process.exitCode = reportFailure(error, shell);
  }
  return shell;
}

const FIRST_CHANGE = /^continuous\.afterYears +2 +1 +(.+)$/;

/** The last column of the line about one change; undefined where it is not listed. */
function lineOf({ printed }: RecordingShell): string | undefined {
  return printed.map((line) => FIRST_CHANGE.exec(line)?.[1]).find((found) => found !== undefined);
}

test('a change that no case beside the pack notices is listed with its clause, and the exit code is 1', async () => {
  const shell = await check([pack, '--sensitivity']);
  expect(shell.printed[0]).toMatch(
    /^my-region@1: cases 0, changes \d+: 0 noticed, \d+ not noticed, \d+ not in use$/,
  );
  expect(shell.printed).toContain('changes that no case notices:');
  expect(lineOf(shell)).toBe('示例1号 一');
  expect(process.exitCode).toBe(1);
});

test('with its case it is no longer listed, or with the case that notices it', async () => {
  writeFileSync(join(folder, 'cases', 'credits.yaml'), CASES);
  const shell = await check([pack, '--sensitivity']);
  expect(shell.printed[0]).toMatch(/^my-region@1: cases 1, /);
  expect(lineOf(shell)).toBeUndefined();
  expect(lineOf(await check([pack, '--sensitivity', '--by-case']))).toMatch(
    /credits\.yaml:2 The third year earns$/,
  );
});

test('cases may lie elsewhere', async () => {
  const further = join(folder, 'elsewhere.yaml');
  writeFileSync(further, CASES.replace('../pack.yaml', pack));
  expect(lineOf(await check([pack, '--sensitivity', '--cases', further]))).toBeUndefined();
});

test('a case that fails is printed beside the figures', async () => {
  writeFileSync(join(folder, 'cases', 'wrong.yaml'), CASES.replace('Yuan: 1000', 'Yuan: 999'));
  const shell = await check([pack, '--sensitivity']);
  expect(shell.printed[0]).toMatch(/; failed cases 1$/);
  expect(shell.printed[1]).toContain('continuousCreditYuan: expected 999, got 1000');
});

test('as data every change has its outcome', async () => {
  writeFileSync(join(folder, 'cases', 'credits.yaml'), CASES);
  const { printed } = await check([pack, '--sensitivity', '-o', 'ndjson']);
  const records = printed.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(records).toContainEqual({
    pack: 'my-region@1',
    outcome: 'noticed',
    place: 'continuous.afterYears',
    from: '2',
    to: '1',
    clause: '示例1号 一',
    noticedBy: expect.stringMatching(/The third year earns$/) as unknown,
    notInUse: null,
  });
  expect(records).toContainEqual(
    expect.objectContaining({
      place: 'R2',
      outcome: 'not-in-use',
      notInUse: 'The pack has no break penalty.',
    }),
  );
  const { printed: json } = await check([pack, '--sensitivity', '-o', 'json']);
  const [whole] = JSON.parse(json.join('\n')) as { cases: number; variants: unknown[] }[];
  expect(whole).toMatchObject({ cases: 1 });
  expect(whole?.variants).toHaveLength(records.length);
});

test('a table cuts a long value short, data has all of it', async () => {
  const { printed } = await check([pack, '--sensitivity']);
  const line = printed.find((each) => each.startsWith('freshman '));
  expect(line).toMatch(/^freshman +null +\{ channel: school, .{40}… /);
  const { printed: data } = await check([pack, '--sensitivity', '-o', 'ndjson']);
  expect(data.join('\n')).toContain(
    '{ channel: school, requiresPreviousYear: true, firstPaymentOnly: false, ',
  );
});

test('it speaks Chinese', async () => {
  const { printed } = await check([pack, '--sensitivity'], 'zh');
  expect(printed[0]).toMatch(/^my-region@1: 案例 0, 改动 \d+: 发现 0, 未发现 \d+, 不起作用 \d+$/);
  expect(printed.join('\n')).toContain('本规则包没有断保降低额。');
});

test('a file with problems is reported before anything is changed', async () => {
  writeFileSync(pack, PACK.replace('value: 2', 'value: two'));
  const { printed } = await check([pack, '--sensitivity']);
  expect(printed.join('\n')).toContain('continuous.afterYears');
  expect(printed.join('\n')).not.toContain('no case notices');
  expect(process.exitCode).toBe(1);
});

test('its flags alone are refused', async () => {
  const shell = await check([pack, '--by-case']);
  expect(shell.noted.join('\n')).toContain('go with --sensitivity only');
  expect(process.exitCode).toBe(2);
});
