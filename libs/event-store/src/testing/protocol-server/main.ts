import { createInterface } from 'node:readline';

import { EventLog, type EventLogOptions } from './event-log.js';
import type { FaultPlan } from './faults.js';
import { type ProtocolServerOptions, startProtocolServer } from './server.js';

/** One line of standard input, as JSON. */
export type ServerCommand =
  | { readonly command: 'away' | 'back' | 'calls' | 'clear' }
  /** The streams are named by the start of their names. */
  | { readonly command: 'plan'; readonly plan: Omit<FaultPlan, 'stream'>; readonly streamPrefix?: string };

/** Settings that can be given to a process. */
export type ServerSettings = Omit<ProtocolServerOptions, 'log' | 'members'> & {
  readonly log?: EventLogOptions;
};

/**
 * A protocol server as a process of its own: `main SETTINGS`, as JSON. It says `listening CONNECTION-STRING`, answers
 * each command with one line, and stops on SIGTERM or when its standard input ends, so that it never outlives its test.
 */
async function main(): Promise<void> {
  const settings = JSON.parse(process.argv[2] ?? '{}') as ServerSettings;
  const server = await startProtocolServer({ ...settings, log: new EventLog(settings.log) });
  const stop = async (): Promise<void> => {
    await server.stop();
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  say(`listening ${server.connectionString}`);
  for await (const line of createInterface(process.stdin)) {
    const request = JSON.parse(line) as ServerCommand;
    switch (request.command) {
      case 'away':
        await server.away();
        break;
      case 'back':
        await server.back();
        break;
      case 'clear':
        server.faults.clear();
        break;
      case 'plan': {
        const { plan, streamPrefix = '' } = request;
        server.faults.plan({ ...plan, stream: (name) => name.startsWith(streamPrefix) });
        break;
      }
      case 'calls':
        break;
    }
    say(`done ${JSON.stringify(server.calls)}`);
  }
  await stop();
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(String(error));
  process.exitCode = 1;
});
