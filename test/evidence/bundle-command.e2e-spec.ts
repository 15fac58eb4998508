import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canbao, type Demo, startDemo } from '../e2e/canbao.js';

let demo: Demo;
let directory: string;
let decision: string;

beforeAll(async () => {
  demo = await startDemo();
  directory = mkdtempSync(join(tmpdir(), 'canbao-bundle-'));
  const response = await fetch(`${demo.url}/v1/decisions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ kind: 'eligibility', member: 'P-0001', on: '2028-03-15' }),
  });
  decision = ((await response.json()) as { readonly decisionId: string }).decisionId;
  for (let tries = 0; tries < 300; tries += 1) {
    if ((await fetch(`${demo.url}/v1/decisions/${decision}/seal`)).ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The decision was not sealed in time.');
});
afterAll(async () => {
  await demo.stop('SIGTERM');
  rmSync(directory, { recursive: true });
});

const bundle = (...more: readonly string[]): ReturnType<typeof canbao> =>
  canbao(['bundle', decision, '--url', demo.url, '--lang', 'en', ...more]);
const verify = (...args: readonly string[]): ReturnType<typeof canbao> =>
  canbao(['verify', ...args, '--lang', 'en', '-o', 'table']);

test('a bundle is written once, and verified without the server; what is altered is named', () => {
  const file = join(directory, 'decision.json');
  expect(bundle('-o', file)).toMatchObject({ status: 0, stdout: '' });
  expect(bundle('-o', file)).toMatchObject({ status: 2, stderr: expect.stringContaining('exists already') });
  expect(verify(file)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^INTACT {2}dec_/) });
  expect(verify(file, '--strict').status).toBe(1);
  const altered = join(directory, 'altered.json');
  writeFileSync(altered, readFileSync(file, 'utf8').replace('"member":"P-0001"', '"member":"P-0002"'));
  expect(verify(altered)).toMatchObject({ status: 6, stdout: expect.stringContaining('other-stream') });
  const said = canbao(['verify', altered, '-o', 'json']).stdout;
  expect(JSON.parse(said)).toMatchObject({ verdict: 'altered', finding: { at: '/parts/facts/stream' } });
});

test('what goes to standard output is the file, without a line end of its own', () => {
  const file = join(directory, 'piped.json');
  const { status, stdout } = bundle();
  writeFileSync(file, stdout);
  expect([status, stdout.at(-1)]).toEqual([0, '}']);
  expect(verify(file).status).toBe(0);
});

test('what cannot be is told with its exit code', () => {
  const file = join(directory, 'never.json');
  expect(canbao(['bundle', 'dec_1', '--url', demo.url, '-o', file]).status).toBe(3);
  expect(existsSync(file)).toBe(false);
  expect(verify(file).status).toBe(3);
  writeFileSync(file, '{}');
  expect(verify(file, '--data', directory).status).toBe(2);
  expect(verify(file, '--checkpoint', '95 af76').status).toBe(2);
  expect(verify(file, '--key', 'canbao-ledger/0190')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('is no sealing key'),
  });
  expect(verify(directory).status).toBe(3);
  expect(verify(file)).toMatchObject({ status: 6, stdout: expect.stringContaining('unknown-format') });
});
