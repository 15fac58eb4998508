import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { canbao, ROOT } from '../e2e/canbao.js';
import { makeLarge } from './large-ledger.js';

const root = mkdtempSync(join(tmpdir(), 'canbao-copy-command-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

const directory = (name: string): string => join(root, name);
const copy = (from: string, to: string, ...more: string[]): ReturnType<typeof canbao> =>
  canbao([
    ...['copy', '--from', `sqlite:${directory(from)}`, '--to', `sqlite:${directory(to)}`],
    ...['--lang', 'en', ...more],
  ]);

/** Enough for a copy to take a while. */
const EVENTS = 20_000;

beforeAll(async () => {
  const created = canbao([
    ...['key', 'create', '--data', directory('small'), '--role', 'admin', '--regions', 'all', '--commit'],
  ]);
  expect(created.status).toBe(0);
  await makeLarge(directory('large'), EVENTS);
}, 120_000);

test('prints what it compared, in the words of the run', () => {
  const english = copy('small', 'small-copy', '-o', 'table');
  expect(english.stderr).toBe('');
  expect(english.stdout).toContain('Copied; both sides were compared and are the same.');
  expect(english.stdout).toMatch(/^events +6 {2}sha256:[0-9a-f]{64}$/m);
  const chinese = copy('small', 'small-copy-zh', '-o', 'table', '--lang', 'zh');
  expect(chinese.stdout).toContain('已复制, 两边逐块核对相同。');
  const [digest] = /sha256:[0-9a-f]{64}/.exec(english.stdout) ?? [];
  expect(chinese.stdout).toContain(digest);
  expect(canbao(['key', 'list', '--data', directory('small-copy')]).stdout).toBe(
    canbao(['key', 'list', '--data', directory('small')]).stdout,
  );
});

test('a ledger that stands there is left alone', () => {
  copy('small', 'taken');
  const again = copy('small', 'taken');
  expect(again.status).toBe(4);
  expect(again.stderr).toContain('[copy-mismatch]');
  expect(copy('large', 'taken').status).toBe(4);
});

test('there must be a ledger to copy, and no sample', () => {
  expect(copy('nowhere', 'new').status).toBe(3);
  expect(existsSync(directory('new'))).toBe(false);
  const served = canbao(['standing', 'P-0001', '--data', directory('nowhere')]);
  expect(served.status).toBe(3);
});

test('interrupted, it says how to go on; until then nothing serves or asks the target', async () => {
  const args = ['copy', '--from', `sqlite:${directory('large')}`, '--to', `sqlite:${directory('half')}`];
  const child = spawn(process.execPath, [join(ROOT, 'bin', 'canbao'), ...args, '--lang', 'en']);
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const ended = once(child, 'close') as Promise<[number | null]>;
  while (!existsSync(join(directory('half'), 'ledger.db'))) await pause(2);
  child.kill('SIGINT');
  expect((await ended)[0]).toBe(130);
  expect(said).toMatch(/Interrupted; copied through pos:\d+ of pos:20000\./);
  expect(said).toContain('The same command goes on from there: canbao copy');

  for (const command of [
    ['serve', '--data', directory('half'), '--port', '0'],
    ['standing', 'P-0001', '--data', directory('half')],
    ['key', 'create', '--data', directory('half'), '--role', 'admin', '--regions', 'all', '--commit'],
  ]) {
    const { status, stderr } = canbao([...command, '--lang', 'en']);
    expect([command[0], status]).toEqual([command[0], 7]);
    expect(stderr).toContain('half-made copy');
  }
  expect(copy('small', 'half').status).toBe(4);

  const whole = copy('large', 'half', '-o', 'json');
  expect(JSON.parse(whole.stdout)).toMatchObject({ events: EVENTS, keys: 0, head: EVENTS });
  expect(canbao(['key', 'list', '--data', directory('half')]).status).toBe(0);
}, 60_000);
