import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openForSealing, openKeyFile, Sealer } from '#libs/audit';
import { openSqliteLogView } from '#libs/event-store';
import { eventOf, LOG_ID, makeLarge, openLarge } from '../copy/large-ledger.js';
import { canbao, ROOT, type Run } from '../e2e/canbao.js';

const root = mkdtempSync(join(tmpdir(), 'canbao-backup-command-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

const directory = (name: string): string => join(root, name);
const english = (...args: string[]): Run => canbao([...args, '--lang', 'en']);

/** Enough for a back-up to take a while. */
const EVENTS = 6_000;
const KILLS = process.env['CANBAO_FULL'] === '1' ? 30 : 2;

beforeAll(() => makeLarge(directory('large'), EVENTS), 120_000);

/** Runs `canbao`, and signals it so long after it began to fill the place; gives how it ended. */
async function signalled(
  args: readonly string[],
  {
    place,
    name,
    afterMs,
  }: { readonly place: string; readonly name: NodeJS.Signals; readonly afterMs: number },
): Promise<number | NodeJS.Signals | null> {
  const run = spawn(process.execPath, [join(ROOT, 'bin', 'canbao'), ...args], { cwd: ROOT, stdio: 'ignore' });
  const ended = once(run, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  while (!existsSync(`${place}.partial`) && run.exitCode === null) await pause(2);
  await pause(afterMs);
  run.kill(name);
  const [code, by] = await ended;
  return code ?? by;
}

test(
  'a back-up and a restore that are killed anywhere leave all or nothing, and the same command makes it whole',
  async () => {
    const whole = directory('whole');
    expect(english('backup', whole, '--data', directory('large')).status).toBe(0);
    let unfinished = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const isBackup = kill % 2 === 0;
      const place = directory(`killed-${kill}`);
      const args = isBackup
        ? ['backup', place, '--data', directory('large')]
        : ['restore', whole, '--data', place];
      // From the first moment to about the time that it takes.
      await signalled(args, { place, name: 'SIGKILL', afterMs: (kill * 900) / KILLS });
      if (existsSync(place)) expectWhole(place, isBackup);
      else unfinished += 1;
      if (!existsSync(place)) expect(canbao(args).status).toBe(0);
      expectWhole(place, isBackup);
      rmSync(place, { recursive: true });
    }
    expect(unfinished).toBeGreaterThan(0);
  },
  60_000 * KILLS,
);

/** A restore has verified every event. */
function expectWhole(place: string, isBackup: boolean): void {
  expect(existsSync(`${place}.partial`)).toBe(false);
  const restored = isBackup ? directory('restored') : place;
  if (isBackup) expect(english('restore', place, '--data', restored).status).toBe(0);
  const view = openSqliteLogView(restored);
  const { events } = JSON.parse(
    readFileSync(join(isBackup ? place : directory('whole'), 'backup.json'), 'utf8'),
  ) as {
    readonly events: number;
  };
  expect(events).toBe(EVENTS);
  expect(view.ledger.logId).toBe(LOG_ID);
  view.close();
  if (isBackup) rmSync(restored, { recursive: true });
}

test('Ctrl-C ends a back-up with 130 and leaves nothing', async () => {
  const place = directory('stopped');
  const args = ['backup', place, '--data', directory('large')];
  expect(await signalled(args, { place, name: 'SIGINT', afterMs: 20 })).toBe(130);
  expect(readdirSync(root).filter((name) => name.startsWith('stopped'))).toEqual([]);
}, 30_000);

describe('a ledger that is served', () => {
  const data = directory('served');

  test('is backed up beside its server; a later checkpoint tells what a restore lacks', async () => {
    await sealedLedger(data);
    const stop = await served(data);
    const place = directory('beside');
    const made = english('backup', place, '--data', data, '-o', 'table');
    expect(made.stderr).toBe('');
    expect(made.stdout).toMatch(/^Backed up to .*: everything recorded up to pos:\d+\.$/m);
    expect(made.stdout).toContain('keep a copy of seal-keys apart');
    expect(made.status).toBe(0);
    await stop();
    expect(
      english('key', 'create', '--data', data, '--role', 'auditor', '--regions', 'all', '--commit').status,
    ).toBe(0);
    const { stdout } = english('verify', '--data', data, '-o', 'table');
    const code = /^code of the log now +(.+)$/m.exec(stdout)?.[1] ?? '';
    const restored = english(
      'restore',
      place,
      '--data',
      directory('lacking'),
      '--checkpoint',
      code,
      '-o',
      'table',
    );
    expect(restored.stdout).toMatch(/^missing since +1 events, by the checkpoints given/m);
    expect(restored.stdout).toMatch(/^sealing keys +none: put seal-keys back/m);
    expect(restored.status).toBe(1);
    const keys = join(data, 'seal-keys');
    const whole = english(
      'restore',
      place,
      '--data',
      directory('whole-again'),
      '--seal-keys',
      keys,
      '-o',
      'json',
    );
    expect(JSON.parse(whole.stdout)).toMatchObject({
      status: 'restored',
      missing: null,
      holdsSealKeys: true,
    });
    expect(whole.status).toBe(0);
  }, 60_000);
});

/** A ledger with a first checkpoint: a server would take some seconds to seal. */
async function sealedLedger(data: string): Promise<void> {
  const store = await openLarge(data);
  await store.append('member-0', 0, [eventOf(0)]);
  const seals = openForSealing(data, LOG_ID);
  await new Sealer(store, seals, () => openKeyFile(data, LOG_ID)).seal();
  seals.close();
  await store.close();
}

/** Serves a ledger until the function that it gives is called. */
async function served(data: string): Promise<() => Promise<void>> {
  const server = spawn(
    process.execPath,
    [join(ROOT, 'bin', 'canbao'), 'serve', '--data', data, '--port', '0'],
    {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const ended = once(server, 'exit');
  await once(server.stdout, 'data');
  return async () => {
    server.kill('SIGTERM');
    await ended;
  };
}

test.each([
  ['no ledger', ['backup', directory('x'), '--data', directory('nothing')], 3, 'ledger-not-found'],
  ['to verify a back-up in its place', ['verify', '--data', directory('whole')], 4, 'is-a-backup'],
  ['a place that is taken', ['backup', root, '--data', directory('large')], 4, 'is there and not empty'],
  ['no back-up', ['restore', directory('nothing'), '--data', directory('x')], 3, 'holds no backup.json'],
  [
    'a ledger in the place',
    ['restore', directory('whole'), '--data', directory('large')],
    4,
    'is there and not empty',
  ],
  [
    'no checkpoint',
    ['restore', directory('whole'), '--data', directory('x'), '--checkpoint', '12 ab'],
    2,
    'code of a letter',
  ],
  [
    'a directory as checkpoint',
    ['restore', directory('whole'), '--data', directory('x'), '--checkpoint', root],
    2,
    'this is a directory, expected a file',
  ],
] as const)('refuses %s, says why, and leaves nothing', (_, args, status, words) => {
  const run = english(...args);
  expect(`${run.status} ${run.stderr}`).toContain(words);
  expect(run.status).toBe(status);
  expect(existsSync(directory('x'))).toBe(false);
});

test('a changed back-up is named by its file and not restored', () => {
  const changed = directory('changed');
  cpSync(directory('whole'), changed, { recursive: true });
  const bytes = readFileSync(join(changed, 'ledger.db'));
  bytes[bytes.length - 9] = (bytes[bytes.length - 9] ?? 0) ^ 1;
  writeFileSync(join(changed, 'ledger.db'), bytes);
  const run = english('restore', changed, '--data', directory('x'));
  expect(run.stderr).toContain('ledger.db of the back-up is not as it was made');
  expect(run.status).toBe(6);
  expect(existsSync(directory('x'))).toBe(false);
});
