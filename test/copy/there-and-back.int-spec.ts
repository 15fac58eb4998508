import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { directoryAddress, formatStoreAddress, type StoreAddress } from '#libs/event-store';
import { type ProtocolServerProcess, startProtocolServerProcess } from '#libs/event-store/testing';
import { isFull } from '../replay/sizes.js';
import { answersOf, fillLedger } from './copied-ledger.js';

const LAUNCHER = join(__dirname, '..', '..', 'bin', 'canbao');
const SIZE = isFull
  ? { questions: 1_000, members: 1_000, kills: 12 }
  : { questions: 100, members: 60, kills: 3 };
/** A killed copy is let run for up to so long, in milliseconds: from its start to its end, and a bit. */
const LONGEST_RUN_MS = isFull ? 20_000 : 3_000;
const LIMIT_MS = isFull ? 1_800_000 : 600_000;

const root = mkdtempSync(join(tmpdir(), 'canbao-there-and-back-'));
const children: ChildProcess[] = [];
let server: ProtocolServerProcess | undefined;
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await server?.stop();
  rmSync(root, { recursive: true });
});

const sqlite = (name: string): StoreAddress => directoryAddress(join(root, name));

/** A ledger of a server: that of `ESDB_URL`, or a protocol server. */
function onServer(name: string): StoreAddress {
  const connection = process.env['ESDB_URL'] ?? server?.connectionString ?? '';
  const ledger = `test_${name}_${randomUUID().replaceAll('-', '')}`;
  return {
    engine: 'eventstoredb',
    connection: `${connection}${connection.includes('?') ? '&' : '?'}ledger=${ledger}`,
  };
}

/** How a run of `canbao copy` ended: its exit code, null when it was killed; and what it said. */
interface Run {
  readonly exit: number | null;
  readonly said: string;
}

async function runCopy(from: StoreAddress, to: StoreAddress, killAfterMs?: number): Promise<Run> {
  const child = spawn(process.execPath, [LAUNCHER, 'copy', '-o', 'json', '--lang', 'en'], {
    env: {
      ...process.env,
      CANBAO_COPY_FROM: formatStoreAddress(from),
      CANBAO_COPY_TO: formatStoreAddress(to),
    },
  });
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
  if (last.exit === 4) expect(last.said).toMatch(/it holds a ledger|ledger there is finished/);
  else expect(last).toMatchObject({ exit: 0 });
  return last;
}

test(
  `to EventStoreDB and back again, killed on the way: the same bytes for ${SIZE.questions} answers`,
  async () => {
    server ??= await startProtocolServerProcess();
    const [home, away, back] = [sqlite('home'), onServer('away'), sqlite('back')];
    await fillLedger(home, SIZE.members);
    const before = await answersOf(home, SIZE);
    expect(before).toHaveLength(SIZE.questions);
    expect(new Set(before).size).toBeGreaterThan(SIZE.questions / 2);
    expect(before.filter((answer) => answer.startsWith('{"refused"')).length).toBeLessThan(
      SIZE.questions / 2,
    );

    await copyThroughKills(home, away);
    expect(await answersOf(away, SIZE)).toEqual(before);
    await copyThroughKills(away, back);
    expect(await answersOf(back, SIZE)).toEqual(before);
    // Nothing of it has changed where it came from.
    expect(await answersOf(home, SIZE)).toEqual(before);
  },
  LIMIT_MS,
);
