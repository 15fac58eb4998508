import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPack, packLibrary, readCases, shippedPolicies } from '#libs/policy';
import { problemText } from './problems.js';

const cases = `- name: Broken
  policy: fujain
  baseCeilingYuan: 3.125
  readings: { R1: maybe, R99: yes }
  windows: { 2027: { opens: prev-09-01, closes: prev-08-31 }, next: { opens: prev-13-01 } }
  facts:
    - { type: PremiumPaid, amountFen: 1, recordedAt: yesterday, refused: no-such-code }
  expect:
    - { on: 2027-02-30, covered: maybe, benefitEligible: perhaps, streakYears: -1, cover: none }
- { name: Empty, policy: national, facts: [] }
`;

/** Letters beside names, values and paths: a phrase that was not said in Chinese has several words. */
const ENGLISH = /[A-Za-z]+ [a-z]+ [a-z]+/;

describe('a problem of a file', () => {
  it('is said in Chinese, in full', () => {
    const problems = readCases(cases, 'mine.yaml', packLibrary()).flatMap((read) => read.problems);
    expect(problems.length).toBeGreaterThan(12);
    for (const problem of problems) {
      const line = problemText(problem, 'zh');
      expect(line).toMatch(/^mine\.yaml:\d+:\d+ .*见到 .*, 应为 .*。/);
      expect(line).not.toMatch(ENGLISH);
    }
  });

  it('is said in Chinese for a pack, too', () => {
    const folder = mkdtempSync(join(tmpdir(), 'canbao-pack-'));
    const file = join(folder, 'pack.yaml');
    const sound = readFileSync(join(shippedPolicies(), '350000-fujian', 'pack.yaml'), 'utf8');
    writeFileSync(
      file,
      sound
        .replace('closes: prev-12-31, ext', 'closes: prev-08-31, ext')
        .replace('inForceUntil: 20', 'inForceUntil: 19'),
    );
    const { problems } = checkPack(file);
    rmSync(folder, { recursive: true, force: true });
    const lines = problems.map((problem) => problemText(problem, 'zh').slice(file.length));
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(
      '见到 集中参保期 2024-09-01 开始, 却在 2024-08-31 结束, 应为 不早于 2024-09-01 的日期。',
    );
  });

  it.each([
    [
      'wait.unit: { clause: wait }',
      'wait.unit: { value: days, clause: wait, evidence: text, confidence: high }',
      'wait.unit 为 days, 而 wait.fixed 沿用以 months 计的值, 应为 以 days 计的 wait.fixed。写出 wait.fixed。',
    ],
    [
      '- { fromYear: 2025, opens: prev-09-01',
      '- { fromYear: 2025, opens: 2024-09-01',
      '跨多个年度的一行中的日期 2024-09-01, 应为 每年的日期。写成相对年度的日期: prev-09-01。',
    ],
    [
      '{ after: employee-gap, ',
      '{ after: employee-gap, months: 3, ',
      'after: employee-gap, 0 个身份, 3 个月, 应为 不写身份和月数, 月数由解读 R25 决定。删去身份和月数。',
    ],
    [
      '{ after: employee-gap, ',
      '{ after: status, ',
      'after: status, 0 个身份, 没有月数, 应为 身份和月数。写出身份和月数。',
    ],
  ])('is said in Chinese where a pack has %s as %s', (seen, instead, expected) => {
    const folder = mkdtempSync(join(tmpdir(), 'canbao-pack-'));
    const file = join(folder, 'pack.yaml');
    const sound = readFileSync(join(shippedPolicies(), '350000-fujian', 'pack.yaml'), 'utf8');
    writeFileSync(file, sound.replace(seen, instead));
    const { problems } = checkPack(file);
    rmSync(folder, { recursive: true, force: true });
    const lines = problems.map((problem) => problemText(problem, 'zh'));
    expect(lines).toContainEqual(expect.stringContaining(`见到 ${expected}`));
  });
});
