import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';

import { build } from 'esbuild';

import { startChild } from '../child-process.js';
import type { ServerCommand, ServerSettings } from './main.js';
import type { CallCounts } from './node.js';

/** A protocol server in a process of its own, for several API processes, and for a bench that looks at a heap. */
export interface ProtocolServerProcess {
  readonly connectionString: string;
  readonly pid: number;
  /** Gives a command and waits until it is carried out; the answer is what was counted so far. */
  tell(command: ServerCommand): Promise<CallCounts>;
  stop(): Promise<void>;
}

/**
 * Starts it with plain Node, bundled first. Nothing of gRPC is loaded into the calling process.
 *
 * @throws Error when it ends before it listens
 */
export async function startProtocolServerProcess(
  settings: ServerSettings = {},
): Promise<ProtocolServerProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'protocol-server-'));
  const program = join(folder, 'main.cjs');
  await build({
    // The source in tests, its compiled form in the bench.
    entryPoints: [join(__dirname, `main${extname(__filename)}`)],
    outfile: program,
    bundle: true,
    platform: 'node',
    target: 'node20',
    // The protobuf runtime keeps its messages in globals: one copy of it, found beside the project.
    external: ['@eventstore/db-client', '@grpc/grpc-js', 'google-protobuf'],
    logLevel: 'error',
  });
  const child = startChild(process.execPath, [program, JSON.stringify(settings)]);
  await child.said('listening ');
  const [listening = ''] = child.lines;
  let answers = 0;
  return {
    connectionString: listening.slice('listening '.length),
    pid: child.process.pid ?? 0,
    tell: async (command) => {
      answers += 1;
      const index = answers;
      child.process.stdin.write(`${JSON.stringify(command)}\n`);
      while (child.lines.length <= index) await new Promise((resolve) => setTimeout(resolve, 2));
      return JSON.parse(child.lines[index]?.slice('done '.length) ?? '{}') as CallCounts;
    },
    stop: async () => {
      child.process.kill('SIGTERM');
      await child.ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
