import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealedLedger } from '#libs/audit/testing';
import { canbao, type Run } from '../e2e/canbao.js';

const root = mkdtempSync(join(tmpdir(), 'canbao-reseal-command-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

const english = (...args: string[]): Run => canbao([...args, '--lang', 'en']);

test('a ledger is sealed anew only with --commit and once a checkpoint, and a changed re-seal fails verification', async () => {
  const ledger = await sealedLedger(root);
  await ledger.append(30);
  await ledger.sealer.seal();
  await ledger.close();
  const { directory } = ledger;
  const file = join(directory, 'reseal-sm3-30.txt');
  const reseal = (...more: string[]): Run =>
    english('reseal', '--algorithm', 'sm3', '--data', directory, ...more);
  const dry = reseal('-o', 'table');
  expect(dry.stdout).toMatch(/^events +30 {2}pos:30\nnew root +sm3:[0-9a-f]{64}\n/);
  expect(dry.stderr).toContain('--commit');
  expect(existsSync(file)).toBe(false);
  renameSync(join(directory, 'seal-keys'), join(root, 'kept'));
  expect(reseal('--commit')).toMatchObject({
    status: 3,
    stderr: expect.stringContaining('Bring seal-keys back'),
  });
  renameSync(join(root, 'kept'), join(directory, 'seal-keys'));
  const made = reseal('--commit', '-o', 'json');
  expect(JSON.parse(made.stdout)).toMatchObject({ algorithm: 'sm3', size: 30, file });
  expect(reseal('--commit').status).toBe(4);
  const proved = reseal('--prove', '7', '-o', 'json');
  expect(JSON.parse(proved.stdout)).toMatchObject({ position: 7, index: 6, size: 30, file });
  expect(reseal('--prove', '31', '-o', 'json').status).toBe(3);
  expect(reseal('--prove', 'x').status).toBe(2);
  expect(reseal('--prove', '7', '--commit').status).toBe(2);
  const verify = (): Run => english('verify', '--data', directory, '--no-read-models', '-o', 'table');
  expect(verify().status).toBe(0);
  writeFileSync(file, readFileSync(file, 'utf8').replace('\n30\n', '\n29\n'));
  const found = verify();
  expect(found.stdout).toContain('re-seal reseal-sm3-30.txt: its signature does not fit');
  expect(found.status).toBe(6);
}, 30_000);

test('refuses where there is no ledger', () => {
  const run = english('reseal', '--algorithm', 'sm3', '--data', join(root, 'none'));
  expect(run.stderr).toContain('ledger-not-found');
  expect(run.status).toBe(3);
});
