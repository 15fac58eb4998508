import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EXIT } from '../failures/exit-codes.js';
import { CommandFailure } from '../failures/failure.js';
import { type ListeningOptions, portOf } from '../flags/listening.js';
import { freePort } from './free-port.js';
import { servingLine, thingsToTry } from './banner.js';
import type { Shell } from '../shell.js';
import { packageRoot } from '../version.js';

/** What to serve. */
export interface Served {
  /** Arguments of the server beside those of where it listens. */
  readonly args: readonly string[];
  /** What stands in its environment beside that of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where the ledger is, as the banner says it. */
  readonly store: string;
}

/** How often, and how long at most, the server is asked whether it is ready. */
const READY = { everyMs: 100, withinMs: 120_000 };

/**
 * Runs the built API as a child process until it ends: its output passes through, signals are forwarded, its exit code
 * is kept. The banner is printed when it answers.
 */
export async function serveApi(shell: Shell, listening: ListeningOptions, served: Served): Promise<void> {
  const host = listening.host ?? '127.0.0.1';
  const port = await freePort({ host, port: portOf(listening, shell.env) });
  const child = startApi([...served.args, '--host', host, '--port', String(port)], {
    ...shell.env,
    ...served.env,
  });
  const ended = exitOf(child);
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const readiness = await Promise.race([ready(url), ended.then(() => null)]);
  if (readiness !== null) {
    const { kind, today } = readiness.clock;
    const sampleToday = kind === 'sample clock' ? today : null;
    const hasSampleMembers = sampleToday !== null && (await isThere(`${url}/v1/members/P-0001/standing`));
    shell.print(servingLine(shell, { url, store: served.store, sampleToday, hasSampleMembers }));
    if (hasSampleMembers) for (const line of thingsToTry(shell, url, sampleToday)) shell.print(line);
  }
  process.exitCode = await ended;
}

/** Starts the API with the module that follows this process loaded first. */
function startApi(args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  const main = join(packageRoot(), 'dist', 'apps', 'ledger', 'src', 'main.js');
  if (!existsSync(main)) {
    throw new CommandFailure({
      exit: EXIT.internal,
      detail: { zh: `服务程序未构建: ${main} 不存在。`, en: `The server is not built: ${main} is missing.` },
      remedy: { zh: '先运行 npm run build。', en: 'Run npm run build first.' },
    });
  }
  const follow = join(__dirname, 'follow-parent.js');
  return spawn(process.execPath, ['--enable-source-maps', '--require', follow, main, ...args], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env,
  });
}

/** Forwards signals until the child ends, and gives its exit code; a child ended by a signal has 128 + its number. */
function exitOf(child: ChildProcess): Promise<number> {
  process.removeAllListeners('SIGINT');
  let count = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      count += 1;
      // What the terminal hung up on is stopped in good order.
      if (child.connected) child.send({ signal: signal === 'SIGHUP' ? 'SIGTERM' : signal, count });
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

async function isThere(url: string): Promise<boolean> {
  return (await fetch(url).catch(() => null))?.ok === true;
}

/** What `/readyz` says, as far as the banner needs it. */
interface Readiness {
  readonly clock: { readonly kind: string; readonly today: string };
}

/** Resolves when the server answers that it is ready; a connection that fails counts as not yet. */
async function ready(url: string): Promise<Readiness | null> {
  const until = performance.now() + READY.withinMs;
  while (performance.now() < until) {
    const response = await fetch(`${url}/readyz`).catch(() => null);
    if (response?.ok === true) return (await response.json()) as Readiness;
    await pause(READY.everyMs, undefined, { ref: false });
  }
  return null;
}
