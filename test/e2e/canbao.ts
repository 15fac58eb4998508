import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describeStoreAddress } from '#libs/event-store';
import { isOnSqlite, newAddress, servingFlagsOf } from './tested-store.js';

/** The root of the project. */
export const ROOT = join(__dirname, '..', '..');
const LAUNCHER = join(ROOT, 'bin', 'canbao');

/** What a run of `canbao` left behind. */
export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built `canbao` to its end. */
export function canbao(
  args: readonly string[],
  { input = '', env = {} }: { readonly input?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [LAUNCHER, ...args], {
    cwd: ROOT,
    input,
    encoding: 'utf8',
    timeout: 25_000,
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
}

/** The sample ledger in memory, or on the tested server; served until `stop`. */
export interface Demo {
  readonly url: string;
  /** Where the ledger is, as the banner says it. */
  readonly store: string;
  /** The lines of the banner. */
  readonly banner: readonly string[];
  /** Signals the command line, and gives its exit code. */
  stop(signal: NodeJS.Signals): Promise<number | null>;
}

/** Lines of the banner: the address of the API, that of the console, a heading, three titles and four requests. */
const BANNER_LINES = 10;

/** Starts `canbao demo`, or `canbao serve --sample` on the tested server, on a free port and waits for its banner. */
export async function startDemo(): Promise<Demo> {
  const address = isOnSqlite ? null : newAddress();
  const command = address === null ? ['demo'] : ['serve', '--sample', ...servingFlagsOf(address)];
  const demo: ChildProcess = spawn(process.execPath, [LAUNCHER, ...command, '--port', '0'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const banner: string[] = [];
  if (demo.stdout === null) throw new Error('The demo has no output.');
  for await (const line of createInterface({ input: demo.stdout })) {
    banner.push(line);
    if (banner.length === BANNER_LINES) break;
  }
  const url = /http:\/\/[\d.]+:\d+/.exec(banner[0] ?? '')?.[0];
  if (url === undefined) throw new Error(`The demo did not start: ${banner.join('\n')}`);
  return {
    url,
    store: address === null ? '内存' : describeStoreAddress(address),
    banner,
    stop: async (signal) => {
      const ended = once(demo, 'exit') as Promise<[number | null]>;
      demo.kill(signal);
      return (await ended)[0];
    },
  };
}
