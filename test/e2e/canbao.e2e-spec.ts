import { READING_IDS } from '#libs/enrollment';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canbao, ROOT } from './canbao.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'canbao-cli-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function fileWith(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const history = [
  { type: 'MemberRegistered', liableFrom: '2020-01-01' },
  { type: 'PremiumPaid', coverageYear: 2028, paidOn: '2027-11-20' },
];
const ndjson = (events: readonly object[]): string =>
  events.map((event) => `${JSON.stringify(event)}\n`).join('');
const derive = ['derive', '--policy', 'fujian', '--on', '2028-03-15', '--base-ceiling-fen', '30000000'];

describe('canbao', () => {
  it('says its version', () => {
    expect(canbao(['--version'])).toEqual({ status: 0, stdout: '0.1.0\n', stderr: '' });
  });

  it('lists its commands', () => {
    const { status, stdout } = canbao(['--help', '--lang', 'en']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Usage: canbao[\s\S]*^ {2}derive /m);
  });

  it('exits with 2 and says the nearest where a command does not exist', () => {
    const { status, stdout, stderr } = canbao(['standin', 'P-0001']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toBe('错误: 没有命令 "standin" (是否指 standing?)\n处理: 见 canbao --help\n');
  });

  it('says what to do where no ledger answers', () => {
    const { status, stderr } = canbao(['standing', 'P-0001', '--url', 'http://127.0.0.1:9']);
    expect(status).toBe(7);
    expect(stderr).toMatch(/^错误: 无法连接 .*\n处理: .*canbao demo/);
  });

  it('finds no ledger where there is none', () => {
    expect(canbao(['standing', 'P-0001', '--data', join(folder, 'none')]).status).toBe(3);
  });
});

describe('canbao derive', () => {
  it('prints the standing of the facts on standard input as one line into a pipe', () => {
    const { status, stdout, stderr } = canbao(derive, { input: ndjson(history) });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.split('\n')).toHaveLength(2);
    expect(JSON.parse(stdout)).toMatchObject({
      covered: 'resident',
      waiting: { totalMonths: 5, benefitsFrom: '2028-06-01' },
      ceiling: { effectiveFen: 30_000_000 },
      refused: [],
      coordinates: { on: '2028-03-15', packs: [{ id: 'fujian', version: '1' }], engine: '0.1.0' },
    });
  });

  it('ends a table with the coordinates', () => {
    const { stdout } = canbao([...derive, '-o', 'table'], { input: ndjson(history) });
    expect(stdout).toContain('等待期        5 个月   2028-01-01 至 2028-05-31   2028-06-01 起可支付');
    expect(stdout).toMatch(/\non 2028-03-15 \| fujian@1 [0-9a-f]{4} \| 0\.1\.0\n$/);
  });

  it('prints the result all the same when a fact is refused, and exits with 5', () => {
    const input = ndjson([...history, { type: 'PremiumPaid', coverageYear: 2028, paidOn: '2027-11-21' }]);
    const { status, stdout, stderr } = canbao([...derive, '--lang', 'en'], { input });
    expect(status).toBe(5);
    expect(JSON.parse(stdout)).toMatchObject({
      waiting: { totalMonths: 5 },
      refused: [{ index: 2, code: 'duplicate-payment' }],
    });
    expect(stderr).toBe('line 3 PremiumPaid: refused duplicate-payment\n');
  });

  it('names the line that is no JSON', () => {
    const { status, stderr } = canbao([...derive, '--lang', 'en'], { input: `${ndjson(history)}{oops\n` });
    expect(status).toBe(2);
    expect(stderr).toContain('Line 3 is no JSON');
  });

  it('takes a what-if reading, and a region without a ceiling', () => {
    const args = ['derive', '--policy', 'fujian', '--on', '2028-03-15', '--base-ceiling-fen', 'none'];
    const { stdout } = canbao([...args, '--reading', 'R1=yes'], { input: ndjson(history) });
    expect(JSON.parse(stdout)).toMatchObject({
      hypothetical: true,
      waiting: { totalMonths: 6 },
      ceiling: { status: 'not-applicable' },
    });
  });

  it('knows only the packs there are', () => {
    expect(canbao(['derive', '--policy', 'nowhere', '--on', '2028-03-15'], { input: '' }).status).toBe(3);
  });
});

describe('canbao cases', () => {
  const passing = `- name: Paid in time
  clause: test
  why: Nothing was missed.
  policy: national
  facts:
    - { type: MemberRegistered, liableFrom: 2026-10-01 }
    - { type: PremiumPaid, coverageYear: 2027, paidOn: 2026-11-01 }
  expect:
    - { on: 2027-01-01, benefitEligible: true, waiting: null }
`;

  it('runs the cases of a folder and counts them', () => {
    const { status, stdout } = canbao(['cases', join(ROOT, 'policies', '350000-fujian', 'cases')]);
    expect(stdout).toMatch(/^\d+ passed, 0 failed\n$/);
    expect(status).toBe(0);
  });

  it('prints each difference and exits with 1', () => {
    const file = fileWith(
      'failing.yaml',
      passing.replace('true', 'false').replace('null', '{ totalMonths: 3 }'),
    );
    const { status, stdout } = canbao(['cases', file]);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(
      /failing\.yaml:\d+ Paid in time — on 2027-01-01: benefitEligible: expected false, got true/,
    );
    expect(lines[2]).toBe('0 passed, 1 failed');
    expect(status).toBe(1);
  });

  it('reads patterns that the shell has not expanded', () => {
    fileWith('one.case.yaml', passing);
    expect(canbao(['cases', join(folder, '*.case.yaml')]).stdout).toBe('1 passed, 0 failed\n');
    expect(canbao(['cases', join(folder, '*.nothing.yaml')]).status).toBe(3);
  });

  it('gives one record a case where that is asked for', () => {
    const file = fileWith('records.yaml', passing);
    const { stdout, stderr } = canbao(['cases', file, '-o', 'ndjson']);
    expect(JSON.parse(stdout)).toMatchObject({ name: 'Paid in time', passed: true, report: [] });
    expect(stderr).toBe('1 passed, 0 failed\n');
  });

  it('runs every case under another pack', () => {
    const file = fileWith('other-pack.yaml', passing);
    expect(canbao(['cases', file, '--policy', 'anhui']).stdout).toBe('1 passed, 0 failed\n');
  });
});

describe('canbao pack', () => {
  it('lists the packs as records', () => {
    const { stdout } = canbao(['pack', 'list']);
    const ids = stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { readonly id: string }).id);
    expect(ids).toEqual(['national', 'jincheng', 'lishui', 'anhui', 'fujian']);
  });

  it('shows every value of a pack with its clause', () => {
    const { stdout } = canbao(['pack', 'show', 'fujian', '-o', 'table']);
    expect(stdout).toMatch(/continuous\.credit .*闽政办〔2025〕3号/);
    expect(stdout).toMatch(/^R16 /m);
  });

  it('finds the problems of a file, and nothing wrong with the shipped ones', () => {
    expect(canbao(['pack', 'check']).status).toBe(0);
    const { status, stdout } = canbao(['pack', 'check', fileWith('broken.yaml', 'id: broken\n')]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/broken\.yaml:1:1/);
  });

  it('lists the readings, and of one what each choice changes and each pack chose', () => {
    const ids = canbao(['readings'])
      .stdout.trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { readonly id: string }).id);
    expect(ids).toEqual(READING_IDS);
    const { stdout } = canbao(['readings', 'r25', '-o', 'table', '--lang', 'zh']);
    expect(stdout).toMatch(/^R25 职工医保中断后/);
    expect(stdout).toMatch(/^4 +职工医保中断后 4 个月内（含当日）/m);
    expect(stdout).toMatch(/^<months> +其他数字同理: 0–1200$/m);
    expect(stdout).toMatch(/^lishui@1 +3 +medium +ZJKC73-2025-0001 /m);
    const unknown = canbao(['readings', 'R9']);
    expect(unknown.status).toBe(3);
  });

  it('writes CSV that Excel opens with its ids whole', () => {
    const { stdout } = canbao(['pack', 'list', '--excel']);
    expect(stdout.startsWith('\ufeff')).toBe(true);
    expect(stdout).toContain('"=""000000"""');
  });
});

describe('canbao generate', () => {
  it('fills a new sample ledger, which can be asked at once, and no other', () => {
    const data = join(folder, 'county');
    const made = canbao(['generate', '--members', '20', '--seed', '3', '--data', data, '--lang', 'en']);
    expect(made.status).toBe(0);
    expect(made.stdout).toMatch(/^20 members, \d+ facts, \d+ left out/);
    const asked = canbao(['standing', 'G-0000001', '--data', data, '-o', 'json']);
    expect(asked.status).toBe(0);
    expect(JSON.parse(asked.stdout)).toMatchObject({
      member: 'G-0000001',
      region: expect.stringMatching(/^3599\d\d$/),
    });
    const again = canbao(['generate', '--members', '20', '--seed', '3', '--data', data]);
    expect({ status: again.status, stdout: again.stdout }).toEqual({ status: 4, stdout: '' });
    expect(again.stderr).toContain('已有台账');
  });

  it.each([
    [['--data', 'x']],
    [['--members', '5']],
    [['--members', '0', '--data', 'x']],
    [['--members', 'many', '--data', 'x']],
    [['--members', '5', '--seed', '-1', '--data', 'x']],
  ])('wrong usage %j leaves nothing behind', (args) => {
    const { status, stdout } = canbao(['generate', ...args]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });
});
