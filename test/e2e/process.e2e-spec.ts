import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openStore } from '#libs/event-store';
import { damage } from '../projections/models.js';
import { newAddress, passingAddress, servingFlagsOf, testOnSqlite } from './tested-store.js';

const main = join(__dirname, '../../dist/apps/ledger/src/main.js');
const scratch = mkdtempSync(join(tmpdir(), 'canbao-process-'));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(scratch, { recursive: true, force: true });
});

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
  readonly log: () => string;
}

/** Starts the built service; rejects with what it said when it ends instead. */
async function start(...args: string[]): Promise<Running> {
  if (!existsSync(main)) throw new Error('The service is not built: npm run build.');
  const child = spawn(process.execPath, [main, '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A sample ledger logs warnings only; these tests read what it logs.
    env: { ...process.env, CANBAO_LOG_LEVEL: 'info' },
  });
  children.push(child);
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  const ready = once(child.stdout.setEncoding('utf8'), 'data') as Promise<[string]>;
  const ended = once(child, 'close').then(([code]) => {
    throw new Error(`exit ${String(code)}: ${log}`);
  });
  const [line] = await Promise.race([ready, ended]);
  ended.catch(() => undefined);
  const [, url = ''] = /^API (http:\/\/\S+)\/v1\n$/.exec(line) ?? [];
  return { child, url, log: () => log };
}

async function stop({ child }: Running, signal: NodeJS.Signals = 'SIGTERM'): Promise<unknown> {
  child.kill(signal);
  const [code] = (await once(child, 'close')) as [number | null];
  return code;
}

const send = (url: string, member: string): Promise<Response> =>
  fetch(`${url}/v1/members`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': member },
    body: JSON.stringify({
      member,
      region: '359901',
      liableFrom: '2030-01-01',
      source: { system: 'stop', document: member },
    }),
  });

/** A list whose read model is still being made is asked for again when its answer says so. */
async function askedUntilThere(url: string): Promise<Response> {
  for (;;) {
    const response = await fetch(url);
    if (response.status === 200) return response;
    expect(await response.json()).toMatchObject({ code: 'projection-behind' });
    await pause(1000 * Number(response.headers.get('retry-after')));
  }
}

test('asked to stop while many append, it answers what it took and loses nothing that it answered', async () => {
  const data = servingFlagsOf(newAddress());
  const running = await start('--sample', ...data);
  const answers = Array.from({ length: 200 }, (_, index) =>
    send(running.url, `S-${String(index)}`).then(
      async (response) => ({ index, status: response.status, text: await response.text() }),
      () => ({ index, status: 0, text: '' }),
    ),
  );
  await Promise.race(answers);
  const code = await stop(running);
  const accepted = (await Promise.all(answers)).filter(({ status }) => status === 201);
  expect(code).toBe(0);
  expect(accepted.length).toBeGreaterThan(0);
  expect(running.log()).toContain('stopped');
  expect(running.log()).not.toContain('S-1');

  const again = await start('--sample', ...data);
  const stored: string[] = [];
  for (let after: string | null = ''; after !== null;) {
    const page = await askedUntilThere(
      `${again.url}/v1/members?limit=500&prefix=S-${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`,
    );
    const { items, next } = (await page.json()) as { items: { member: string }[]; next: string | null };
    stored.push(...items.map(({ member }) => member));
    after = next;
  }
  expect(stored).toEqual(expect.arrayContaining(accepted.map(({ index }) => `S-${String(index)}`)));
  expect(new Set(stored).size).toBe(stored.length);
  expect(await stop(again, 'SIGINT')).toBe(0);
}, 120_000);

testOnSqlite('the threads that seal ledger and access log stand behind the one that answers', async () => {
  // Elsewhere a thread has no priority of its own.
  if (process.platform !== 'linux') return;
  const running = await start('--sample', ...servingFlagsOf(newAddress()));
  const tasks = `/proc/${String(running.child.pid)}/task`;
  /** The nineteenth field, the seventeenth behind the name, which may have spaces. */
  const niceness = (): readonly number[] =>
    readdirSync(tasks).map((task) => {
      const fields = readFileSync(join(tasks, task, 'stat'), 'utf8');
      return Number(fields.slice(fields.lastIndexOf(')') + 2).split(' ')[16]);
    });
  const own = getPriority();
  const behind = (): number => niceness().filter((each) => each === Math.min(own + 10, 19)).length;
  for (let tries = 0; behind() < 2 && tries < 100; tries += 1) await pause(100);
  expect(behind()).toBeGreaterThanOrEqual(2);
  expect(getPriority(running.child.pid)).toBe(own);
  expect(await stop(running)).toBe(0);
});

/** Waits until the read models have everything, and have been made anew so often. */
async function followedAfter(url: string, remade: number): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const { projections } = (await (await fetch(`${url}/readyz`)).json()) as {
      projections: readonly { state: string; remade: number }[];
    };
    if (projections.every((each) => each.state === 'following' && each.remade === remade)) return;
    if (tries > 200) throw new Error(JSON.stringify(projections));
    await pause(100);
  }
}

testOnSqlite('damaged read models, and such as are taken away, are made anew while it serves', async () => {
  const data = join(scratch, 'damaged');
  const first = await start('--sample', '--data', data);
  await askedUntilThere(`${first.url}/v1/members`);
  await followedAfter(first.url, 0);
  const feed = async (url: string): Promise<string> =>
    JSON.stringify(await (await fetch(`${url}/v1/feed?topic=answers&after=beginning&limit=500`)).json());
  const told = await feed(first.url);
  await stop(first);
  damage(data, 'parked');
  const running = await start('--sample', '--data', data);
  await followedAfter(running.url, 1);
  expect(await feed(running.url)).toBe(told);
  for (const end of ['', '-wal', '-shm']) rmSync(join(data, `read-models.sqlite${end}`), { force: true });
  await followedAfter(running.url, 2);
  expect(await feed(running.url)).toBe(told);
  expect(existsSync(join(data, 'read-models.sqlite'))).toBe(true);
  const metrics = await (await fetch(`${running.url}/metrics`)).text();
  expect(metrics).toContain('canbao_projection_remade_total{projection="standing"} 2');
  expect(await stop(running)).toBe(0);
  expect(running.log()).toContain('they are made anew from the log');
});

testOnSqlite(
  'where the read models cannot be made, it is said everywhere, lists do without them, and it stops',
  async () => {
    const data = join(scratch, 'not-read-models');
    const first = await start('--sample', '--data', data);
    await stop(first);
    for (const end of ['-wal', '-shm']) rmSync(join(data, `read-models.sqlite${end}`), { force: true });
    writeFileSync(join(data, 'read-models.sqlite'), 'notes\n'.repeat(400));
    const running = await start('--sample', '--data', data);
    const ready = await fetch(`${running.url}/readyz`);
    expect(ready.status).toBe(200);
    const { status, projections } = (await ready.json()) as Record<string, unknown>;
    expect(status).toBe('degraded');
    expect(projections).toMatchObject([{ state: 'waiting', reason: 'not-read-models' }]);
    expect((await fetch(`${running.url}/v1/members`)).status).toBe(200);
    const refused = await fetch(`${running.url}/v1/feed?topic=answers`);
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({
      code: 'projection-behind',
      detail: expect.stringContaining('not-read-models') as string,
    });
    const metrics = await (await fetch(`${running.url}/metrics`)).text();
    expect(metrics).toContain('canbao_projection_waits{projection="standing",reason="not-read-models"} 1');
    const ended = stop(running);
    expect(await Promise.race([ended, pause(10_000).then(() => 'still running')])).toBe(0);
    expect(running.log()).toContain('the projection waits after a failure');
  },
);

test('it stops though nobody reads its log any more', async () => {
  const command = '{ "$@" 2>&1 & echo $! >&3; wait; } 3>&2 | head -2';
  const args = [process.execPath, main, '--port', '0', ...servingFlagsOf(newAddress())];
  const shell = spawn('sh', ['-c', command, 'sh', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [pid] = (await once(shell.stderr, 'data')) as [Buffer];
  // Where it is, and that it is ready: after the two lines head has gone.
  await once(shell.stdout, 'data');
  await pause(500);
  const ended = once(shell, 'exit').then(() => 'stopped');
  process.kill(Number(pid), 'SIGTERM');
  const outcome = await Promise.race([ended, pause(10_000).then(() => 'still running')]);
  if (outcome !== 'stopped') process.kill(Number(pid), 'SIGKILL');
  expect(outcome).toBe('stopped');
});

test('a second signal stops at once, though a request is still under way', async () => {
  const running = await start('--sample', ...servingFlagsOf(passingAddress()));
  const { port } = new URL(running.url);
  const socket = connect(Number(port), '127.0.0.1').on('error', () => undefined);
  const head = ['POST /v1/derivations HTTP/1.1', `Host: 127.0.0.1:${port}`, 'Content-Type: application/json'];
  socket.write(`${[...head, 'Content-Length: 1000'].join('\r\n')}\r\n\r\n{`);
  await fetch(`${running.url}/livez`);
  running.child.kill('SIGTERM');
  while (!running.log().includes('stopping')) await pause(20);
  await expect(fetch(`${running.url}/readyz`)).rejects.toThrow();
  expect(running.child.exitCode).toBeNull();
  expect(await stop(running)).toBe(143);
  socket.destroy();
}, 120_000);

testOnSqlite('a directory has one owner', async () => {
  const data = servingFlagsOf(newAddress());
  const running = await start('--sample', ...data);
  await expect(start('--sample', ...data)).rejects.toThrow(/exit 7: .*one owner/);
  await stop(running);
});

test('a sample ledger and a real one are never taken for each other', async () => {
  const sample = servingFlagsOf(newAddress());
  const real = servingFlagsOf(newAddress());
  await stop(await start('--sample', ...sample));
  await expect(start(...sample)).rejects.toThrow(/exit 2: .*sample ledger/);
  const other = await start(...real);
  expect((await fetch(`${other.url}/v1/regions`)).status).toBe(401);
  expect((await fetch(`${other.url}/readyz`)).status).toBe(200);
  await stop(other);
  await expect(start('--sample', ...real)).rejects.toThrow(/exit 2: .*real ledger/);
}, 120_000);

test('regions are imported at the start; a sample ledger takes sample regions only', async () => {
  const data = servingFlagsOf(newAddress());
  const file = join(scratch, 'regions.yaml');
  writeFileSync(file, '- { code: "350100", policy: fujian, baseCeilingYuan: 300000, premiumYuan: 400 }\n');
  const imported = await start(...data, '--regions', file);
  await stop(imported);
  await expect(start('--sample', '--memory', '--regions', file)).rejects.toThrow(/exit 2: .*350100/);
  writeFileSync(file, '- { code: "350100", policy: atlantis }\n');
  await expect(start(...data, '--regions', file)).rejects.toThrow(/exit 2/);
}, 120_000);

test('a file of regions that is missing or wrong leaves no ledger behind', async () => {
  const address = newAddress();
  const data = servingFlagsOf(address);
  const missing = join(scratch, 'nowhere.yaml');
  const file = join(scratch, 'wrong.yaml');
  writeFileSync(file, '- { code: "350100", policy: atlantis }\n');
  const failure = await start(...data, '--regions', missing).then(() => 'it started', String);
  expect(failure).toContain('exit 3');
  expect(failure).toContain(`${missing}: 文件不存在`);
  expect(failure).toContain(`${missing}: there is no such file`);
  await expect(start(...data, '--regions', file)).rejects.toThrow(/exit 2: .*atlantis/s);
  await expect(start(...data, '--regions', scratch)).rejects.toThrow(/exit 2: .*EISDIR/s);
  await expect(openStore(address, { clock: Date.now })).rejects.toMatchObject({ code: 'ledger-not-found' });
  if (address.engine === 'sqlite') expect(existsSync(address.directory)).toBe(false);
}, 120_000);

test.each([
  [[], '--data DIR or --memory'],
  [['--memory', '--data', 'x'], '--data DIR or --memory'],
  [['--store', 'sqlite:x', '--data', 'x'], '--store ADDRESS'],
  [['--store', 'mysql://u:s3cret@h/db'], '--store is "mysql://***@h/db"; expected sqlite:DIR'],
  [['--store', 'esdb://u:s3cret@h'], 'holds a password'],
  [['--store', 'esdb://h:70000', '--access-log', 'x'], 'port'],
  [['--store', 'esdb://h?nodePreference=nearest', '--access-log', 'x'], 'nodePreference'],
  [['--store', 'esdb://h:2113'], '--access-log DIR'],
  [['--memory', '--unknown'], 'unknown'],
  [['--memory', '--port', '99999'], '99999'],
  [['--memory', '--sample', '--host', '0.0.0.0'], 'loopback'],
])('wrong usage %j', async (args, said) => {
  const failure = await start(...args).then(() => 'it started', String);
  expect(failure).toContain('exit 2');
  expect(failure).toContain(said);
  expect(failure).not.toContain('s3cret');
});
