import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canbao, ROOT, type Run } from '../e2e/canbao.js';

const root = mkdtempSync(join(tmpdir(), 'canbao-export-command-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

const place = (name: string): string => join(root, name);
const english = (...args: string[]): Run => canbao([...args, '--lang', 'en']);
const file = place('ledger.ndjson');

test('a ledger goes through a file into another directory, and comes out of it as the same bytes', () => {
  const key = ['--role', 'auditor', '--regions', 'all', '--commit'];
  expect(english('key', 'create', '--data', place('data'), ...key).status).toBe(0);
  const exported = english('export', file, '--data', place('data'), '-o', 'table');
  expect(exported.stderr).toBe('');
  expect(exported.stdout).toMatch(
    /^Exported to .*: everything recorded up to pos:\d+\.\nevents +\d+ {2}sha256:/,
  );
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const imported = english('import', '--ledger', file, '--data', place('copy'), '-o', 'json');
  expect(JSON.parse(imported.stdout)).toMatchObject({ taken: true, missing: [], checkpoints: 0 });
  expect(english('export', '-', '--data', place('copy')).stdout).toBe(readFileSync(file, 'utf8'));
}, 30_000);

// Only Linux has a device that is always full.
(existsSync('/dev/full') ? test : test.skip)('a full disk is called that', () => {
  const full = openSync('/dev/full', 'w');
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'bin', 'canbao'), 'export', '-', '--data', place('data'), '--lang', 'en'],
    { stdio: ['ignore', full, 'pipe'], encoding: 'utf8' },
  );
  closeSync(full);
  expect(stderr).toBe(
    'error [disk-full]: The disk is full; not everything was written.\nremedy: Free some space, or take another disk.\n',
  );
  expect(status).toBe(7);
});

test('an altered line is refused by its number, and nothing is made', () => {
  const lines = readFileSync(file, 'utf8').split('\n');
  const altered = place('altered.ndjson');
  writeFileSync(altered, lines.with(3, (lines[3] ?? '').replace('"type":"', '"type":"X')).join('\n'));
  const run = english('import', '--ledger', altered, '--data', place('x'));
  expect(run.stderr).toContain('[export-hash]');
  expect(run.stderr).toContain('altered.ndjson, line 4: what it says does not fit its hash.');
  expect(run.status).toBe(6);
  expect(existsSync(place('x'))).toBe(false);
});

test('a letter from later tells how many events the file lacks, and one of another history refuses it', () => {
  const { stdout } = english('verify', '--data', place('data'), '-o', 'table');
  const code = /^code of the log now +(.+)$/m.exec(stdout)?.[1] ?? '';
  const checked = english('import', '--ledger', file, '--check', '--checkpoint', code, '-o', 'table');
  expect(checked.stdout).toContain('Every line was checked; nothing was written.');
  expect(checked.status).toBe(0);
  const key = ['--role', 'auditor', '--regions', 'all', '--commit'];
  expect(english('key', 'create', '--data', place('data'), ...key).status).toBe(0);
  const now = english('verify', '--data', place('data'), '-o', 'table');
  const later = /^code of the log now +(.+)$/m.exec(now.stdout)?.[1] ?? '';
  const lacking = english('import', '--ledger', file, '--check', '--checkpoint', later, '-o', 'table');
  expect(lacking.stdout).toMatch(/there are 1 events more that are not in this file/);
  expect(lacking.status).toBe(1);
}, 30_000);

test.each([
  ['a file that is there', ['export', file, '--data', place('data')], 4, 'is there and not empty'],
  ['no ledger', ['export', place('x'), '--data', place('nothing')], 3, 'ledger-not-found'],
  ['no store', ['export', place('x')], 2, '--data or --store is missing'],
  ['no file', ['import', '--ledger', place('nothing'), '--data', place('x')], 3, 'there is no such file'],
  ['a ledger in the place', ['import', '--ledger', file, '--data', place('copy')], 4, 'it holds a ledger'],
] as const)('refuses %s, says why, and leaves nothing', (_, args, status, words) => {
  const run = english(...args);
  expect(`${run.status} ${run.stderr}`).toContain(words);
  expect(run.status).toBe(status);
  expect(readdirSync(root).filter((name) => name.startsWith('x'))).toEqual([]);
});
