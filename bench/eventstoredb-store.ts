import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type EventStore, type NewEvent, openStore } from '#libs/event-store';
import { population } from './population.js';

/** A protocol server in a process of its own. */
export interface BenchServer {
  readonly connectionString: string;
  tell(command: 'away' | 'back'): Promise<void>;
  stop(): Promise<void>;
}

export async function startBenchServer(): Promise<BenchServer> {
  const child = spawn(
    process.execPath,
    ['--max-old-space-size=6144', join(__dirname, 'eventstoredb-server.js')],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const line = await lines.next();
    if (line.done === true) throw new Error('The protocol server has ended.');
    return line.value;
  };
  const connectionString = (await next()).replace('listening ', '');
  return {
    connectionString,
    tell: async (command) => {
      child.stdin.write(`${JSON.stringify({ command })}\n`);
      await next();
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('close', () => {
          resolve();
        });
        child.kill('SIGTERM');
      }),
  };
}

/** A new ledger on the server. */
export function openBenchStore(connection: string): Promise<EventStore> {
  const create = {
    logId: '00000000-0000-4000-8000-000000000001',
    kind: 'ledger',
    clockOffsetMs: 0,
    appVersion: 'bench',
  } as const;
  return openStore({ engine: 'eventstoredb', connection }, { create, clock: Date.now });
}

const [rows = []] = population(1);
const template = JSON.parse(rows[3] ?? '{}') as {
  readonly type: string;
  readonly data: Record<string, unknown>;
};

/** The n-th event of a run, whose name is one hexadecimal digit or `h`. */
export function benchEvent(
  run: string,
  number: number,
): NewEvent & { readonly data: Record<string, unknown> } {
  const digit = run === 'h' ? 'f' : run;
  const id = `${digit}${number.toString(16).padStart(7, '0')}-0000-4000-8000-000000000000`;
  const metadata = { correlationId: id, actor: 'bench', source: { system: 'bench', document: id } };
  return { id, type: template.type, schemaVersion: 1, data: template.data, metadata };
}
