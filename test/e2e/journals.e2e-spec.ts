import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import pino from 'pino';
import {
  CHECKPOINT_FRAMES,
  type JournalLength,
  openSqliteJournal,
  USUAL_JOURNAL_PACE,
} from '#libs/event-store';
import { Journals } from '../../apps/ledger/src/journals/journals.js';

const BUILT = join(__dirname, '../../dist/apps/ledger/src');
const data = mkdtempSync(join(tmpdir(), 'canbao-journals-'));
let server: ChildProcess | undefined;

afterAll(() => {
  server?.kill('SIGKILL');
  rmSync(data, { recursive: true, force: true });
});

async function start(): Promise<{ readonly url: string; readonly log: () => string }> {
  const args = [join(BUILT, 'main.js'), '--sample', '--data', data, '--port', '0'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  server = child;
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  const [, url = ''] = /^API (http:\/\/\S+)\n$/.exec(line) ?? [];
  return { url, log: () => log };
}

async function register(url: string, member: string): Promise<number> {
  const { status } = await fetch(`${url}/members`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': member },
    body: JSON.stringify({
      member,
      region: '359901',
      liableFrom: '2030-01-01',
      source: { system: 'journals', document: member },
    }),
  });
  return status;
}

function lengthOf(directory: string): JournalLength {
  const journal = openSqliteJournal(directory);
  try {
    return journal.length();
  } finally {
    journal.close();
  }
}

test('a served ledger keeps its journal short before any commit would, and leaves none when it stops', async () => {
  const { url, log } = await start();
  const { fromFrames } = USUAL_JOURNAL_PACE;
  let sent = 0;
  let longest = 0;
  let length = lengthOf(data);
  // Long enough, and then taken in: less of it waits than the thread would begin with.
  while (longest < fromFrames || length.waiting >= fromFrames) {
    const batch = Array.from({ length: 16 }, () =>
      register(url, `P-${String((sent += 1)).padStart(6, '0')}`),
    );
    expect(new Set(await Promise.all(batch))).toEqual(new Set([201]));
    length = lengthOf(data);
    longest = Math.max(longest, length.frames);
  }
  expect(longest).toBeLessThan(CHECKPOINT_FRAMES.relieved);
  expect(log()).toBe('');
  server?.kill('SIGTERM');
  expect(await once(server!, 'close')).toEqual([0, null]);
  for (const database of [join(data, 'ledger.db'), join(data, 'access-log', 'ledger.db')])
    expect(existsSync(`${database}-wal`) ? statSync(`${database}-wal`).size : 0).toBe(0);
}, 120_000);

test('the thread says once what it cannot do, and ends when it is told to', async () => {
  const nowhere = join(data, 'nowhere');
  const worker = new Worker(join(BUILT, 'journals', 'journal-thread.js'), { workerData: [nowhere] });
  const [said] = (await once(worker, 'message')) as [unknown];
  expect(said).toMatchObject({ directory: nowhere, trouble: { code: 'ledger-not-found' } });
  worker.postMessage('stop');
  expect(await once(worker, 'exit')).toEqual([0]);
});

test('a thread that dies is logged once, and keeps nothing from stopping', async () => {
  const lines: string[] = [];
  const logger = pino({ level: 'error' }, { write: (line: string) => lines.push(line) });
  // Not the built program: there is no thread beside it.
  const journals = new Journals([data], logger);
  journals.start();
  while (lines.length === 0) await pause(10);
  await journals.stop();
  await journals.stop();
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('the journal cannot be taken in');
});
