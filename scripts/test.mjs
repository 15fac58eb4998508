/**
 * The whole check, in the order in which a failure is cheapest to read. It stops at the first kind that fails and
 * names it; otherwise the last line counts the tests. `--full` runs the full-size counts.
 */
import { spawnSync } from 'node:child_process';
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
const steps = [
  ['types', bin('typescript/bin/tsc'), '--noEmit'],
  ['types of the console', bin('typescript/bin/tsc'), '--noEmit', '-p', join('apps', 'console')],
  ['lint', bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'],
  ['format', bin('prettier/bin/prettier.cjs'), '--check', '.', '--log-level', 'warn'],
  ['dependencies', bin('dependency-cruiser/bin/dependency-cruise.mjs'), ...folders],
  ['build', join(root, 'scripts', 'prepare.mjs'), '--build'],
  ['tests', bin('jest/bin/jest.js'), '--ci', '--json', `--outputFile=${results}`],
  [
    'end-to-end tests on EventStoreDB',
    bin('jest/bin/jest.js'),
    ...['--ci', '--json', `--outputFile=${resultsOnServer}`, ...onServer],
  ],
];

for (const [name, script, ...args] of steps) {
  process.stdout.write(`\n== ${name}${full && args.includes('--json') ? ' (full counts)' : ''}\n`);
  const startedAt = performance.now();
  const isOnServer = args.includes(`--outputFile=${resultsOnServer}`);
  const env = {
    ...process.env,
    ...(full ? { CANBAO_FULL: '1' } : {}),
    ...(isOnServer ? { CANBAO_TEST_STORE: 'esdb' } : {}),
  };
  // jest prints its report on standard error and, with --json, the same results again on standard output.
  const stdout = args.includes('--json') ? 'ignore' : 'inherit';
  const { status, error } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', stdout, 'inherit'],
  });
  if (error) process.stderr.write(`${error.message}\n`);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`== ${name}: ${status === 0 ? 'passed' : 'FAILED'} in ${seconds} s\n`);
  if (status === 0) continue;
  process.stdout.write(`\nStopped: ${name} failed.\n${existsSync(results) ? countLine() : ''}`);
  process.exit(1);
}
process.stdout.write(`\n${countLine()}`);

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
