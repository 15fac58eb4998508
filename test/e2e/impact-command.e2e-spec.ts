import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '#libs/event-store';
import { everyRegion, type ImpactRun, openSampleLedger } from '#libs/ledger';
import { loadShippedPacks } from '#libs/policy';
import { buildProgram } from '../../apps/cli/src/program.js';
import { reportFailure } from '../../apps/cli/src/failures/report-failure.js';
import { type RecordingShell, recordingShell } from '../../apps/cli/src/testing/recording-shell.js';
import { canbao } from './canbao.js';
import { type RunningApp, startApp } from './running-app.js';

/** More than are compared without threads. */
const MEMBERS = 600;

const root = mkdtempSync(join(tmpdir(), 'canbao-impact-command-'));
const data = join(root, 'county');
let run: RunningApp;
let url = '';
beforeAll(async () => {
  run = await startApp({ sample: true });
  url = `http://127.0.0.1:${String((run.server.address() as AddressInfo).port)}`;
  const { status } = canbao(['generate', '--members', String(MEMBERS), '--data', data]);
  expect(status).toBe(0);
});
afterAll(async () => {
  await run.stop();
  rmSync(root, { recursive: true });
});

interface Ran {
  readonly exit: typeof process.exitCode;
  readonly shell: RecordingShell;
}

afterEach(() => {
  process.exitCode = undefined;
});

/** Runs `canbao impact`, as a process would end. */
async function impact(...args: readonly string[]): Promise<Ran> {
  const shell = recordingShell();
  process.exitCode = 0;
  try {
    await buildProgram(shell).parseAsync(['impact', ...args], { from: 'user' });
  } catch (error) {
    process.exitCode = reportFailure(error, shell);
  }
  return { exit: process.exitCode, shell };
}

const onServer = (...args: readonly string[]): Promise<Ran> => impact(...args, '--url', url);
const answerOf = ({ shell }: Ran): ImpactRun => JSON.parse(shell.printed.join('\n')) as ImpactRun;

/** Interrupts a command as soon as it listens. */
async function interrupting(command: Promise<Ran>): Promise<Ran> {
  const before = process.listeners('SIGINT');
  const timer = setInterval(() => {
    if (process.listeners('SIGINT').some((listener) => !before.includes(listener))) {
      clearInterval(timer);
      process.emit('SIGINT');
    }
  }, 1);
  return command.finally(() => {
    clearInterval(timer);
  });
}

test('the threads of the built program find what one thread finds, to the digest', async () => {
  const built = canbao(['impact', '--everyone', '--b', 'reading=R1=yes', '--data', data, '-o', 'json']);
  expect(built.stderr).toBe('');
  expect(built.status).toBe(0);
  const threads = JSON.parse(built.stdout) as ImpactRun;
  expect(threads).toMatchObject({ state: 'done', numbers: { examined: MEMBERS, unreadable: 0 } });
  expect(threads.numbers.changed).toBeGreaterThan(20);
  const store = await openSqliteStore({ directory: data, clock: Date.now });
  const packs = loadShippedPacks().map(({ pack }) => pack);
  const ledger = await openSampleLedger({ store, packs, engine: '0.0.0' });
  try {
    const author = { actor: 'tester', correlationId: 'test', scope: everyRegion };
    const knownAt = `pos:${String(threads.a.position)}`;
    const sides = { a: { knownAt }, b: { knownAt, readings: 'R1=yes' } };
    const { run: one } = await ledger.impactRuns.start({ population: { everyone: true }, ...sides }, author);
    expect(one.id).not.toBe(threads.id);
    const alone = await ledger.impactRuns.run({ id: one.id, workers: 0 });
    expect(alone.digest).toBe(threads.digest);
  } finally {
    await ledger.close();
  }
});

test('Ctrl-C on a store ends the run at a checkpoint and says how to go on; it then comes to the same', async () => {
  const asked = ['--everyone', '--b', 'reading=R14=no', '--data', data];
  const { exit, shell } = await interrupting(impact(...asked));
  expect(exit).toBe(130);
  const [, id = ''] = /canbao impact (impact-\d+)/.exec(shell.noted.join('\n')) ?? [];
  const resumed = answerOf(await impact(id, '--data', data, '-o', 'json'));
  expect(resumed).toMatchObject({ id, state: 'done', numbers: { examined: MEMBERS } });
  const at = `known-at=pos:${String(resumed.a.position)}`;
  const again = await impact(...asked, '--a', at, '--b', at, '-o', 'json');
  expect(answerOf(again)).toMatchObject({ id, digest: resumed.digest });
});

test('on a server: begun, shown for people, listed, and the same again', async () => {
  const begun = await onServer('--region', '359901', '--b', 'reading=R1=yes', '-o', 'table');
  expect(begun.exit).toBe(0);
  const text = begun.shell.printed.join('\n');
  const [, id = ''] = /^impact run +(impact-\d+) {2}done$/m.exec(text) ?? [];
  expect(text).toMatch(/^B .*R1=yes$/m);
  expect(text).toMatch(/^wait longer +[1-9]\d*$/m);
  expect(text).toMatch(/^digest sha256:[\da-f]{64}$/m);
  const { shell } = await onServer(id, '--members');
  expect(shell.printed[0]).toMatch(/^member,region,buckets,/);
  expect(shell.printed[1]).toMatch(/^P-0001,359901,/);
  const shown = answerOf(await onServer(id, '-o', 'json'));
  expect(shown.state).toBe('done');
  const file = join(root, 'members.txt');
  writeFileSync(file, 'P-0001\r\n\nP-0002\n');
  const named = await onServer(
    '--from',
    file,
    '--member',
    'P-9999',
    '--a',
    'known-at=2028-06-30',
    '-o',
    'json',
  );
  expect(answerOf(named).numbers).toMatchObject({ examined: 2, unknown: 1 });
});

test('Ctrl-C on a server ends the watching; the run is ended, and taken up, by its number', async () => {
  const { impactRuns } = run.service.ledger;
  const author = { actor: 'sample-user:03', correlationId: 'x', scope: everyRegion };
  // Nothing carries this one on until somebody asks the server for it: it stays where it is.
  const { run: left } = await impactRuns.start({ population: { everyone: true } }, author);
  const { exit, shell } = await interrupting(onServer(left.id));
  expect(exit).toBe(130);
  expect(shell.noted.join('\n')).toContain(`canbao impact ${left.id} --url ${url} --abort`);
  expect(answerOf(await onServer(left.id, '--abort', '-o', 'json')).state).toBe('aborted');
  expect((await onServer(left.id, '--abort')).exit).toBe(4);
  expect(answerOf(await onServer(left.id, '-o', 'json')).state).toBe('aborted');
  expect(answerOf(await onServer(left.id, '--resume', '-o', 'json')).state).toBe('done');
});

test('a draft that cannot be read is wrong usage, told by line', async () => {
  const file = join(root, 'draft.yaml');
  writeFileSync(file, 'id: fujian\nversion: "2"\n');
  const { exit, shell } = await onServer('--everyone', '--b', `pack=${file}`);
  expect(exit).toBe(2);
  expect(shell.noted.join('\n')).toContain('/b/pack/draft:1:1');
});

test.each([
  ['nothing named', [], 2],
  ['two populations', ['--everyone', '--decisions'], 2],
  ['a side of no kind', ['--everyone', '--a', 'since=2027'], 2],
  ['a moment twice', ['--everyone', '--a', 'known-at=pos:1', '--a', 'known-at=pos:2'], 2],
  ['a reading that is none', ['--everyone', '--b', 'reading=R99=yes'], 2],
  ['a number with a population', ['impact-1', '--everyone'], 2],
  ['two steps', ['impact-1', '--abort', '--resume'], 2],
  ['a step without a number', ['--everyone', '--members'], 2],
  ['an unknown run', ['impact-999'], 3],
  ['an unknown pack', ['--everyone', '--b', 'pack=atlantis@1'], 3],
  ['an unknown region', ['--region', '123456'], 2],
])('%s', async (_, args, exit) => {
  expect((await onServer(...args)).exit).toBe(exit);
});
