/**
 * The whole check: what only reads the sources first, the linter beside the rest, then the tests. It stops at the first kind
 * that fails and names it; otherwise the last line counts the tests. `--full` runs the full-size counts.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const bin = (path) => join(root, 'node_modules', path);
const full = process.argv.includes('--full');
const scratch = mkdtempSync(join(tmpdir(), 'canbao-test-'));
const results = join(scratch, 'results.json');
const resultsOnServer = join(scratch, 'results-esdb.json');
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

/** What runs once more on EventStoreDB, that is on the protocol server: the central ones, in the full run all of them. */
const onServer = full
  ? ['test/e2e/', 'test/policies/readme']
  : ['test/e2e/newcomer', 'test/e2e/canbao-ledger', 'test/e2e/process'];

const folders = ['apps', 'libs', 'test', 'bench'].filter((name) => existsSync(join(root, name)));
const jest = (file, ...args) => [bin('jest/bin/jest.js'), '--ci', '--json', `--outputFile=${file}`, ...args];
/** Takes as long as the others together; each works with one core and writes nothing that another reads. */
const lint = ['lint', bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'];
/** The build need not look at the types once more. */
const readers = [
  ['types', bin('typescript/bin/tsc'), '--noEmit'],
  ['types of the console', bin('typescript/bin/tsc'), '--noEmit', '-p', join('apps', 'console')],
  ['format', bin('prettier/bin/prettier.cjs'), '--check', '.', '--log-level', 'warn'],
  ['dependencies', bin('dependency-cruiser/bin/dependency-cruise.mjs'), ...folders],
  ['build', join(root, 'scripts', 'prepare.mjs'), '--build', '--unchecked'],
];
/** Both at a time: the second mostly waits for the processes that it starts, so one worker is enough for it. */
const testers = [
  { name: 'tests', command: jest(results) },
  {
    name: 'end-to-end tests on EventStoreDB',
    command: jest(resultsOnServer, '--maxWorkers=1', ...onServer),
    store: 'esdb',
    quiet: true,
  },
];

const linting = read([lint]);
await read(readers);
// Whatever is left of it, the tests need not wait for.
await Promise.all([linting, ...testers.map(test)]);
process.stdout.write(`\n${countLine()}`);

/** One kind after the other; shows what each said when it has ended. */
async function read(kinds) {
  for (const [name, ...command] of kinds) {
    const outcome = await run(command, { quiet: true });
    process.stdout.write(`\n== ${name}\n`);
    process.stderr.write(outcome.said);
    finish(name, outcome);
  }
}

/** A run of tests: what it says is shown at once, or of the quiet one when it has ended. */
async function test({ name, command, store, quiet = false }) {
  const title = `\n== ${name}${full ? ' (full counts)' : ''}\n`;
  if (!quiet) process.stdout.write(title);
  const outcome = await run(command, { quiet, store });
  if (quiet) process.stdout.write(title);
  process.stderr.write(outcome.said);
  finish(name, outcome);
}

/**
 * Runs a script with this Node. `quiet` keeps what it prints for `said`. The standard output of the tests is dropped: jest
 * prints its report on standard error and, with --json, the same results again on standard output.
 */
function run([script, ...args], { quiet = false, store } = {}) {
  const startedAt = performance.now();
  const env = {
    ...process.env,
    ...(full ? { CANBAO_FULL: '1' } : {}),
    ...(store ? { CANBAO_TEST_STORE: store } : {}),
  };
  const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'ignore', 'inherit'];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: root, env, stdio });
    // A kind that fails ends this process; what runs beside it must not outlive it.
    const stop = () => child.kill();
    process.once('exit', stop);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (said += text));
    const end = (passed) => {
      process.off('exit', stop);
      resolve({ passed, said, seconds: (performance.now() - startedAt) / 1000 });
    };
    child.on('error', (error) => {
      said += `${error.message}\n`;
      end(false);
    });
    child.on('close', (status) => {
      end(status === 0);
    });
  });
}

function finish(name, { passed, seconds }) {
  process.stdout.write(`== ${name}: ${passed ? 'passed' : 'FAILED'} in ${seconds.toFixed(1)} s\n`);
  if (passed) return;
  process.stdout.write(`\nStopped: ${name} failed.\n${existsSync(results) ? countLine() : ''}`);
  process.exit(1);
}

function countLine() {
  const counts = [results, resultsOnServer]
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')));
  const sum = (...names) =>
    counts.flatMap((each) => names.map((name) => each[name])).reduce((a, b) => a + b, 0);
  // A file that could not be loaded has no failed test of its own, but it has not passed.
  const failed = sum('numFailedTests', 'numRuntimeErrorTestSuites');
  const skipped = sum('numPendingTests', 'numTodoTests');
  return `${sum('numPassedTests')} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`;
}
