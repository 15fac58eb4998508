import type { Command } from 'commander';
import type { Shell } from '../shell.js';
import { wholeNumberOf } from './parse.js';

/** Where a server listens. */
export interface ListeningOptions {
  readonly host?: string;
  readonly port?: number;
}

/** Adds `--host` and `--port`. */
export function withListening(command: Command, { say }: Shell): Command {
  return command
    .option(
      '--host <host>',
      say({ zh: '监听地址 (默认 127.0.0.1)', en: 'address to listen on (default: 127.0.0.1)' }),
    )
    .option(
      '--port <port>',
      say({
        zh: '端口 (默认环境变量 PORT, 或 3000; 0 为任一空闲端口)',
        en: 'port (default: the variable PORT, or 3000; 0: any free one)',
      }),
      wholeNumberOf('--port', { min: 0, max: 65_535 }),
    );
}

/** The port to listen on: the flag, else `PORT`, else 3000. */
export function portOf({ port }: ListeningOptions, env: NodeJS.ProcessEnv): number {
  if (port !== undefined) return port;
  const named = env['PORT'];
  return named === undefined || named === '' ? 3000 : wholeNumberOf('PORT', { min: 0, max: 65_535 })(named);
}
