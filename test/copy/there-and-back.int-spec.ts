import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { directoryAddress, formatStoreAddress, type StoreAddress } from '#libs/event-store';
import { isFull } from '../replay/sizes.js';
import { answersOf, fillLedger } from './copied-ledger.js';

const LAUNCHER = join(__dirname, '..', '..', 'bin', 'canbao');
const SIZE = isFull
  ? { questions: 1_000, members: 1_000, kills: 12 }
  : { questions: 100, members: 60, kills: 3 };
/** A killed copy is let run for up to so long, in milliseconds: from its start to its end, and a bit. */
const LONGEST_RUN_MS = isFull ? 2_500 : 700;

const root = mkdtempSync(join(tmpdir(), 'canbao-there-and-back-'));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(root, { recursive: true });
});

const sqlite = (name: string): StoreAddress => directoryAddress(join(root, name));

/** How a run of `canbao copy` ended: its exit code, null when it was killed; and what it said. */
interface Run {
  readonly exit: number | null;
  readonly said: string;
}

async function runCopy(from: StoreAddress, to: StoreAddress, killAfterMs?: number): Promise<Run> {
  const args = ['copy', '--from', formatStoreAddress(from), '--to', formatStoreAddress(to), '-o', 'json'];
  const child = spawn(process.execPath, [LAUNCHER, ...args, '--lang', 'en']);
  children.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (said += text.toString()));
  const ended = once(child, 'close') as Promise<[number | null]>;
  if (killAfterMs !== undefined) {
    await Promise.race([ended, pause(killAfterMs)]);
    child.kill('SIGKILL');
  }
  const [exit] = await ended;
  return { exit, said };
}

/** Copies with kills in between, until it is done. Where the kill came after the end, there is nothing left to do. */
async function copyThroughKills(from: StoreAddress, to: StoreAddress): Promise<Run> {
  for (let kill = 0; kill < SIZE.kills; kill += 1) {
    const run = await runCopy(from, to, Math.random() * LONGEST_RUN_MS);
    if (run.exit === 0) return run;
    expect(run).toMatchObject({ exit: null });
  }
  const last = await runCopy(from, to);
  // Killed between the end of the copy and the end of the process: the target is a ledger, and says so.
  if (last.exit === 4) expect(last.said).toContain('it holds a ledger');
  else expect(last).toMatchObject({ exit: 0 });
  return last;
}

test(`there and back again, killed on the way: the same bytes for ${SIZE.questions} answers`, async () => {
  const [home, away, back] = [sqlite('home'), sqlite('away'), sqlite('back')];
  await fillLedger(home, SIZE.members);
  const before = await answersOf(home, SIZE);
  expect(before).toHaveLength(SIZE.questions);
  expect(new Set(before).size).toBeGreaterThan(SIZE.questions / 2);
  expect(before.filter((answer) => answer.startsWith('{"refused"')).length).toBeLessThan(SIZE.questions / 2);

  await copyThroughKills(home, away);
  expect(await answersOf(away, SIZE)).toEqual(before);
  await copyThroughKills(away, back);
  expect(await answersOf(back, SIZE)).toEqual(before);
  // Nothing of it has changed where it came from.
  expect(await answersOf(home, SIZE)).toEqual(before);
}, 600_000);
