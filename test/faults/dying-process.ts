import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { buildSync } from 'esbuild';

import { packs, PACKS_FILE } from './prepared-ledger.js';

const ROOT = join(__dirname, '..', '..');

/** Bundles `dying-child.ts`, since plain Node is to run it, and puts beside it what would be slow to read each time. */
export function buildDyingChild(outfile: string): void {
  writeFileSync(packsBeside(outfile), JSON.stringify(packs()));
  buildSync({
    entryPoints: [join(__dirname, 'dying-child.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    conditions: ['source'],
    packages: 'external',
    // The program looks for its package, with the packs and the samples, from where it stands.
    define: { __dirname: JSON.stringify(ROOT) },
    logLevel: 'error',
  });
}

/** Runs a child that is to be killed by its own hand; fails where it ends in another way. */
export async function expectToDie(program: string, parameters: readonly string[]): Promise<void> {
  const complaint = await complaintOf(program, parameters);
  if (complaint !== null) throw new Error(`The child was not killed: ${complaint}`);
}

/** What a child said that was to be killed by its own hand and ended in another way; null where it was killed. */
export async function complaintOf(program: string, parameters: readonly string[]): Promise<string | null> {
  const env = {
    ...process.env,
    NODE_PATH: join(ROOT, 'node_modules'),
    [PACKS_FILE]: packsBeside(program),
  };
  const child = spawn(process.execPath, [program, ...parameters], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const [, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return signal === 'SIGKILL' ? null : complaint;
}

function packsBeside(program: string): string {
  return `${program}.packs.json`;
}
