/**
 * Compiles apps, libs and bench into `dist`, from nothing, and bundles the console into `dist/console`
 * and what decides into `dist/verifiers`, beside the verifiers. The output is made beside it and moved into place when
 * it is whole, so that a failed build leaves the last good one and a running server never sees half of one. With
 * `--unchecked` the compiler does not look at the types: `npm test` does that beside it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'vite';
import { writeVerifiers } from './core.mjs';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const next = join(root, `dist.next-${process.pid}`);
const last = join(root, `dist.last-${process.pid}`);
const startedAt = new Date();

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const checking = process.argv.includes('--unchecked') ? ['--noCheck'] : [];
run([tsc, '-p', 'tsconfig.build.json', '--outDir', next, ...checking]);
// The feed client is for other people's programs: it alone has its types beside it.
run([tsc, '-p', 'tsconfig.feed-client.json', '--outDir', next, ...checking]);
await buildConsole();
await writeVerifiers(join(next, 'verifiers'));

// The stamp carries the start: a source saved while the compiler ran is newer than this build.
const stamp = join(next, '.built');
writeFileSync(stamp, '');
utimesSync(stamp, startedAt, startedAt);

function run(args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) fail(status ?? 1);
}

async function buildConsole() {
  const configFile = join(root, 'apps', 'console', 'vite.config.mjs');
  try {
    await build({ configFile, logLevel: 'warn', build: { outDir: join(next, 'console') } });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    fail(1);
  }
}

function fail(status) {
  rmSync(next, { recursive: true, force: true });
  process.exit(status);
}

if (existsSync(dist)) renameSync(dist, last);
renameSync(next, dist);
rmSync(last, { recursive: true, force: true });
