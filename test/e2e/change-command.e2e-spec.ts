import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImpactRun, PolicyChangeAnswer } from '#libs/ledger';
import { buildProgram } from '../../apps/cli/src/program.js';
import { reportFailure } from '../../apps/cli/src/failures/report-failure.js';
import { type RecordingShell, recordingShell } from '../../apps/cli/src/testing/recording-shell.js';
import { type RunningApp, startApp } from './running-app.js';

const root = mkdtempSync(join(tmpdir(), 'canbao-change-'));
let run: RunningApp;
let url = '';
beforeAll(async () => {
  run = await startApp({ sample: true });
  url = `http://127.0.0.1:${String((run.server.address() as AddressInfo).port)}`;
});
afterAll(async () => {
  await run.stop();
  rmSync(root, { recursive: true });
});
afterEach(() => {
  process.exitCode = undefined;
});

const file = (name: string, content: string): string => {
  const path = join(root, name);
  writeFileSync(path, content);
  return path;
};
const fujian = readFileSync(join(__dirname, '../../policies/350000-fujian/pack.yaml'), 'utf8');
const draft = file(
  'fujian-2.yaml',
  fujian
    .replace(/^version: .*$/m, 'version: "2"')
    .replace(
      /^ {2}wait\.fixed: .*$/m,
      '  wait.fixed: { clause: wait, value: 4, evidence: text, confidence: high }',
    ),
);
const casesOf = (months: number): string =>
  file(
    `cases-${String(months)}.yaml`,
    `
- name: Two missed years
  policy: fujian
  facts:
    - { type: MemberRegistered, liableFrom: 2020-01-01 }
    - { type: PremiumPaid, coverageYear: 2027, paidOn: 2026-10-15 }
  expect:
    - { on: 2027-01-01, waiting: { totalMonths: ${String(months)} } }
`,
  );

interface Ran {
  readonly exit: typeof process.exitCode;
  readonly shell: RecordingShell;
}

async function canbao(...args: readonly string[]): Promise<Ran> {
  const shell = recordingShell();
  process.exitCode = 0;
  try {
    await buildProgram(shell).parseAsync([...args, '--url', url], { from: 'user' });
  } catch (error) {
    process.exitCode = reportFailure(error, shell);
  }
  return { exit: process.exitCode, shell };
}

const answerOf = ({ shell }: Ran): unknown => JSON.parse(shell.printed.join('\n'));

test('a pack version is submitted, simulated and adopted from the command line', async () => {
  const red = await canbao('change', 'pack', draft, '--cases', casesOf(4), '-o', 'table');
  expect(red.exit).toBe(1);
  expect(red.shell.printed.join('\n')).toContain('totalMonths: expected 4, got 5');
  const shownOnly = await canbao('change', 'withdraw', 'change-1');
  expect([shownOnly.exit, shownOnly.shell.printed.join('\n')]).toEqual([
    0,
    expect.stringContaining('"state":"submitted"'),
  ]);
  const withdrawn = await canbao('change', 'withdraw', 'change-1', '--commit');
  expect([withdrawn.exit, withdrawn.shell.printed.join('\n')]).toEqual([
    0,
    expect.stringContaining('"state":"withdrawn"'),
  ]);

  const submitted = await canbao('change', 'pack', draft, '--cases', casesOf(5), '-o', 'table');
  expect(submitted.exit).toBe(0);
  const text = submitted.shell.printed.join('\n');
  expect(text).toContain('change-2  submitted, to be approved');
  expect(text).toMatch(/^impact run +open +-/m);
  expect(text).toContain('canbao impact --everyone --b change=change-2');
  const impact = answerOf(
    await canbao('impact', '--everyone', '--b', 'change=change-2', '-o', 'json'),
  ) as ImpactRun;
  expect(impact.numbers.buckets['wait-up']).toBeGreaterThan(0);

  const approve = ['change', 'approve', 'change-2', '--impact', impact.id] as const;
  expect(answerOf(await canbao(...approve, '-o', 'json'))).toMatchObject({ state: 'submitted' });
  expect((await canbao(...approve, '--commit')).exit).toBe(7);
  expect((await canbao('change', 'approve', 'change-2', '--commit', '--user', '07')).exit).toBe(4);
  const approved = await canbao(...approve, '--commit', '--user', '07', '-o', 'json');
  expect(answerOf(approved)).toMatchObject({ state: 'adopted', approvedBy: 'sample-user:07' });
  const shown = (await canbao('change', 'show', 'change-2', '-o', 'table')).shell.printed.join('\n');
  expect(shown).toMatch(/^subject +fujian@2$/m);
});

test('a reading and a region are submitted', async () => {
  const flags = ['--pack', 'fujian', '--choice', 'freeze', '--evidence', 'Letter 7.', '--confidence', 'low'];
  const reading = await canbao('change', 'reading', 'R16', ...flags, '--cases', casesOf(5), '-o', 'json');
  const change = answerOf(reading) as PolicyChangeAnswer;
  expect(change).toMatchObject({ kind: 'reading', subject: 'fujian R16' });
  const data = file(
    'region.json',
    JSON.stringify({ pack: 'fujian', baseCeilingFen: 30_000_000, sample: true }),
  );
  const region = await canbao('change', 'region', '359977', data, '-o', 'json');
  expect(answerOf(region)).toMatchObject({ kind: 'region-data', regions: [] });
});

test.each([
  [
    'a draft without a version',
    ['change', 'pack', file('none.yaml', 'id: fujian\n'), '--cases', casesOf(5)],
    2,
  ],
  ['region data that is no JSON', ['change', 'region', '359977', file('bad.json', '{')], 2],
  ['an unknown change', ['change', 'show', 'change-999'], 3],
  ['an unknown subcommand', ['change', 'everything'], 2],
])('%s', async (_, args, exit) => {
  expect((await canbao(...args)).exit).toBe(exit);
});
