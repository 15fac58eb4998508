/**
 * Bundles the specs that exercise the core, with everything they import, into the one file that is run for each mutant
 * (docs/mutation.md). Stryker calls this in its copy of the project, whose core already carries the mutants.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import costly from './costly.cjs';

const root = join(import.meta.dirname, '..', '..');

/** Compares builds and processes, between which no mutant can make a difference. */
const leftOut = ['test/replay/bundle.spec.ts'];

/** The specs in the order in which they run; a mutant is done with at the first test that fails. */
const specs = [
  'scripts/mutate/cases.mjs',
  // The texts of the register of readings.
  'test/policies/readings-page.spec.ts',
  ...found('test/replay').filter((spec) => !costly.includes(spec) && !leftOut.includes(spec)),
  ...found('libs/enrollment/src'),
  ...found('libs/policy/src/cases'),
  'test/policies/readings.spec.ts',
  ...costly,
];

function found(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter((path) => path.endsWith('.spec.ts'))
    .sort()
    .map((path) => `${folder}/${path}`);
}

/**
 * One `describe` for each spec of which a test is asked for. Its name carries a digest of the spec, so that an
 * incremental run takes the tests of a changed spec for new ones. A spec that a mutant keeps from being loaded becomes
 * a test that fails: to Stryker a file that cannot be loaded is no test result at all.
 */
function entry() {
  return `${specs.map(load).join('\n')}
function load(name, require) {
  if (!isWanted(name)) return;
  describe(name, () => {
    try {
      require();
    } catch (error) {
      test('loads', () => {
        throw error;
      });
    }
  });
}`;
}

function load(spec) {
  const digest = createHash('sha256')
    .update(readFileSync(join(root, spec)))
    .digest('hex');
  return `load(${JSON.stringify(`${spec} ${digest.slice(0, 8)}`)}, () => require(${JSON.stringify(`./${spec}`)}));`;
}

/** Puts two packages of a mutation run in the place of those that the specs and libraries import. */
const substitutes = {
  name: 'substitutes',
  setup({ onResolve, onLoad }) {
    const fewRuns = join(import.meta.dirname, 'few-runs.mjs');
    onResolve({ filter: /^fast-check$/ }, ({ importer }) =>
      importer === fewRuns ? undefined : { path: fewRuns },
    );
    onResolve({ filter: /^yaml$/ }, () => ({ path: 'yaml', namespace: 'lent' }));
    // The environment lends it: what belongs to one run is thrown away after each mutant.
    onLoad({ filter: /.*/, namespace: 'lent' }, () => ({
      contents: 'module.exports = globalThis.yamlOnce;',
    }));
  },
};

await build({
  stdin: { contents: entry(), resolveDir: root, sourcefile: 'suite.js' },
  absWorkingDir: root,
  // As deep as the specs that look for the root of the project from their own folder.
  outfile: join(import.meta.dirname, 'suite.spec.js'),
  allowOverwrite: true,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  conditions: ['source'],
  logLevel: 'warning',
  tsconfigRaw: {},
  plugins: [substitutes],
  // Nobody reads the stack of a test that killed a mutant, and each of thousands of tests would collect one.
  banner: { js: 'Error.stackTraceLimit = 1;' },
});
