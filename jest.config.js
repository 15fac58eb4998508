'use strict';

const full = process.env.CANBAO_FULL === '1';

/**
 * Names that the code under test looks up all the time. A test runs in a context of its own, where each look-up of a
 * global is a slow call; given to each module as parameters they are as fast as in plain Node (an eighth of the time of the
 * generated histories). What a test may replace, such as `Date`, is not among them.
 */
const frequentGlobals = [
  ...['Array', 'BigInt', 'Boolean', 'Error', 'JSON', 'Map', 'Math', 'Number', 'Object', 'Promise'],
  ...['RangeError', 'Reflect', 'RegExp', 'Set', 'String', 'Symbol', 'TypeError', 'WeakMap'],
];

/** @type {import('jest').Config} */
module.exports = {
  rootDir: __dirname,
  roots: ['apps', 'libs', 'test', 'bench']
    .filter((folder) => require('node:fs').existsSync(`${__dirname}/${folder}`))
    .map((folder) => `<rootDir>/${folder}`),
  globalSetup: `${__dirname}/test/esdb-server.cjs`,
  testEnvironment: 'node',
  // `source` makes `#libs/*` mean the TypeScript sources here; the built program takes the default condition, dist.
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  testMatch: ['**/*.spec.ts', '**/*.int-spec.ts', '**/*.e2e-spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  // Relative imports are spelt with `.js`, as Node will see them; the files beside the specs are `.ts`.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  moduleFileExtensions: ['ts', 'js', 'cjs', 'json', 'node'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2022',
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
        // Beside the code and not in it, so that a worker reads and parses a third as much.
        sourceMaps: true,
      },
    ],
  },
  sandboxInjectedGlobals: frequentGlobals,
  testSequencer: `${__dirname}/test/longest-first.cjs`,
  // One more than the two cores of a small machine: many files wait for processes that they have started, killed or cut off.
  maxWorkers: 3,
  // A test takes a few seconds at most, of a busy machine many; the full counts (kills, generated histories) need long.
  testTimeout: full ? 1_800_000 : 60_000,
  // A worker that grew this large is replaced, so a small machine can run the whole suite.
  workerIdleMemoryLimit: '1GB',
};
