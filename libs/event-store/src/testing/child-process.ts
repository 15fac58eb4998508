import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

import { buildSync } from 'esbuild';

/** Bundles a child's program into a folder, since plain Node is to run it. Returns the path of the program. */
export function buildChild(folder: string, source = join(__dirname, 'sqlite-child.ts')): string {
  const outfile = join(folder, basename(source).replace(/\.ts$/, '.cjs'));
  buildSync({
    entryPoints: [source],
    outfile,
    bundle: true,
    conditions: ['source'],
    platform: 'node',
    target: 'node20',
    // Prebuilt code for the machine: found beside the project, not bundled.
    external: ['@photostructure/sqlite', '@eventstore/db-client'],
    logLevel: 'error',
  });
  return outfile;
}

/** A running child, and what it has said so far. */
export type Child = {
  readonly process: ChildProcessWithoutNullStreams;
  readonly lines: readonly string[];
  /** Resolves when a line starts so; rejects when the process ends first. */
  readonly said: (start: string) => Promise<void>;
  /** Resolves when the process has ended and all it said was read. */
  readonly ended: Promise<void>;
};

/** Starts a program; modules are resolved from the project. */
export function startChild(command: string, parameters: readonly string[]): Child {
  // Found by a package in it: the built bench is deeper in the project than the sources.
  const modules = dirname(dirname(require.resolve('esbuild/package.json')));
  const child = spawn(command, parameters, { env: { ...process.env, NODE_PATH: modules } });
  const lines: string[] = [];
  const reader = createInterface(child.stdout);
  reader.on('line', (line) => lines.push(line));
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const ended = Promise.all([once(child, 'close'), once(reader, 'close')]).then(() => undefined);
  const said = async (start: string): Promise<void> => {
    while (!lines.some((line) => line.startsWith(start))) {
      if (child.exitCode !== null) throw new Error(`The child ended without saying "${start}": ${complaint}`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };
  return { process: child, lines, said, ended };
}
