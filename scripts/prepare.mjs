/**
 * Makes a clone ready to run: installs when `node_modules` is missing or older than the lock file and, with
 * `--build`, builds when a source is newer than `dist` (with `--unchecked` without looking at the types). It runs
 * before anything is installed, so it uses nothing but Node.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const at = (...names) => join(root, ...names);
const changedAt = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

refuseOldNode();
if (changedAt(at('node_modules', '.package-lock.json')) < changedAt(at('package-lock.json'))) install();
if (process.argv.includes('--build') && isBuildStale())
  run('Building', process.execPath, [
    at('scripts', 'build.mjs'),
    ...process.argv.filter((flag) => flag === '--unchecked'),
  ]);

function refuseOldNode() {
  const needed = JSON.parse(readFileSync(at('package.json'), 'utf8')).engines.node.replace('>=', '');
  const [major, minor] = needed.split('.').map(Number);
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return;
  process.stderr.write(`This is Node ${process.versions.node}; Node ${needed} or newer is needed.\n`);
  process.exit(1);
}

function install() {
  // No package needs its install script, and without them nothing is compiled or reported anywhere.
  const args = ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  if (npm?.endsWith('.js')) run('Installing', process.execPath, [npm, ...args]);
  else run('Installing', 'npm', args, { shell: process.platform === 'win32' });
}

function isBuildStale() {
  const isBuilt = /\.(tsx?|css|html|svg|mjs)$/;
  const built = changedAt(at('dist', '.built'));
  const settings = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
  return settings.some((name) => changedAt(at(name)) > built) || ['apps', 'libs', 'bench'].some(isNewer);

  // A folder's own time counts too: it is what changes when a file is deleted.
  function isNewer(name) {
    const path = at(name);
    if (!existsSync(path)) return false;
    const stat = statSync(path);
    if (stat.mtimeMs > built && (stat.isDirectory() || (isBuilt.test(name) && !name.endsWith('spec.ts'))))
      return true;
    return stat.isDirectory() && readdirSync(path).some((child) => isNewer(join(name, child)));
  }
}

function run(title, command, args, options = {}) {
  // On standard error: what the command itself prints stays clean.
  process.stderr.write(`${title} …\n`);
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options });
  if (error) process.stderr.write(`${title} failed: ${error.message}\n`);
  if (status !== 0) process.exit(status ?? 1);
}
