import type { AddressInfo } from 'node:net';
import { reportFailure } from '../../apps/cli/src/failures/report-failure.js';
import { buildProgram } from '../../apps/cli/src/program.js';
import { type RecordingShell, recordingShell } from '../../apps/cli/src/testing/recording-shell.js';
import { type Fault, FaultyProxy } from '../feed/faulty-proxy.js';
import { type RunningApp, startApp } from './running-app.js';

let run: RunningApp;
let port = 0;
beforeAll(async () => {
  run = await startApp({ sample: true });
  ({ port } = run.server.address() as AddressInfo);
  const { position } = await run.service.ledger.status();
  while ((run.service.projections[0]?.position ?? 0) < position) await run.service.ledger.feed.changed(50);
});
afterAll(() => run.stop());
afterEach(() => {
  process.exitCode = undefined;
});

interface Tail {
  readonly shell: RecordingShell;
  readonly ended: Promise<typeof process.exitCode>;
}

/** Runs `canbao feed tail` as a process would end. */
function tail(...args: readonly string[]): Tail {
  const shell = recordingShell();
  process.exitCode = 0;
  const url = args.includes('--url') ? [] : ['--url', `http://127.0.0.1:${port}`];
  const ended = buildProgram(shell)
    .parseAsync(['feed', 'tail', ...args, ...url], { from: 'user' })
    .then(
      () => process.exitCode,
      (error: unknown) => reportFailure(error, shell),
    );
  return { shell, ended };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function pay(coverageYear: number): Promise<void> {
  const source = { system: 'tax-359901', document: `FT-${coverageYear}` };
  await run
    .http()
    .post('/v1/members/P-0002/premium-payments')
    .set('Idempotency-Key', source.document)
    .send({ coverageYear, paidOn: `${coverageYear - 1}-10-10`, amountFen: 40_000, source })
    .expect(201);
}

test('what is there, in each form, and then the end', async () => {
  const { body } = await run.http().get('/v1/feed?limit=500').expect(200);
  const all = body as readonly { readonly id: string; readonly cursor: string; readonly subject: string }[];
  const history = ['--after', 'beginning', '--no-wait'];
  const lines = tail(...history, '-o', 'ndjson');
  expect(await lines.ended).toBe(0);
  expect(lines.shell.printed.map((line) => JSON.parse(line) as unknown)).toEqual(all);
  const table = tail(...history, '-o', 'table', '--after', all[1]?.cursor ?? '');
  expect(await table.ended).toBe(0);
  expect(table.shell.printed).toHaveLength(all.length - 2);
  expect(
    table.shell.printed.every((line) => /^20\d\d-.* {2}P-000\d {2}\w+ {2}\[.*\) {2}.* -> /.test(line)),
  ).toBe(true);
  const csv = tail(...history, '-o', 'csv', '--region', '359902');
  expect(await csv.ended).toBe(0);
  expect(csv.shell.printed).toEqual([]);
  const excel = tail(...history, '--excel', '--topic', 'standings');
  expect(await excel.ended).toBe(0);
  expect(excel.shell.printed[0]).toMatch(
    /^\ufeffcursor,time,member,source,type,data\r?\n.*canbao\.standing-reached\.v1/,
  );
  expect(excel.shell.printed[1]).not.toMatch(/cursor,time/);
  const facts = tail(...history, '--topic', 'facts', '-o', 'table');
  expect(await facts.ended).toBe(0);
  expect(facts.shell.printed[0]).toMatch(/ P-0001 {2}MemberRegistered {2}2020-01-01$/);
});

test('it shows what comes, connects again after a break, and at Ctrl-C says how to go on', async () => {
  let fault: Fault = 'none';
  const proxy = new FaultyProxy(port, () => fault);
  const url = await proxy.start();
  const { shell, ended } = tail('-o', 'ndjson', '--region', '359901', '--url', url);
  await until(() => proxy.asked.length >= 3);
  await pay(2036);
  await until(() => shell.printed.length > 0);
  fault = 'break';
  const asked = proxy.asked.length;
  await pay(2037);
  await until(() => shell.noted.length > 0 && proxy.asked.length > asked);
  fault = 'none';
  await until(() => shell.printed.some((line) => line.includes('"from":"2037')));
  expect(shell.noted[0]).toMatch(/^Disconnected; connecting again in \d\.\d s/);
  process.emit('SIGINT');
  expect(await ended).toBe(130);
  const cursor = (JSON.parse(shell.printed.at(-1) ?? '') as { readonly cursor: string }).cursor;
  expect(shell.noted.join('\n')).toContain(`canbao feed tail --url ${url} --region 359901 --after ${cursor}`);
  expect(new Set(shell.printed).size).toBe(shell.printed.length);
  await proxy.stop();
});

test('a terminal that only looks is no consumer', async () => {
  const { body } = await run.http().get('/v1/consumers').expect(200);
  expect(body.items).toEqual([]);
});

test.each([
  ['nobody there', ['--url', 'http://127.0.0.1:1'], 7, 'Cannot connect'],
  ['a cursor of another ledger', ['--after', '0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b17.answers.1.1'], 4, ''],
  ['no cursor', ['--after', 'yesterday'], 2, 'malformed-request'],
  ['no topic', ['--topic', 'news'], 2, ''],
  ['a scheme where there is none', ['--topic', 'facts', '--scheme', 'resident'], 2, 'malformed-request'],
])('%s', async (_, args, exit, text) => {
  const { shell, ended } = tail(...args);
  expect(await ended).toBe(exit);
  expect(shell.noted.join('\n')).toContain(text);
});

test('a key that is revoked ends it', async () => {
  const real = await startApp({ sample: false });
  const url = `http://127.0.0.1:${(real.server.address() as AddressInfo).port}`;
  const { access, feed } = real.service.ledger;
  const author = { actor: 'test', correlationId: 'test' };
  const made = await access.createKey({ role: 'claims-system', regions: ['359901'], label: 'c' }, author);
  await feed.changed(2_000);
  const shell = { ...recordingShell(), env: { CANBAO_KEY: made.secret } };
  const ended = buildProgram(shell)
    .parseAsync(['feed', 'tail', '--url', url], { from: 'user' })
    .catch((error: unknown) => reportFailure(error, shell));
  await new Promise((resolve) => setTimeout(resolve, 500));
  await access.revokeKey(made.key.keyId, author);
  expect(await ended).toBe(7);
  expect(shell.noted.join('\n')).toContain('not-authenticated');
  await real.stop();
});
