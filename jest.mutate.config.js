'use strict';

// Read by test/replay/sizes.ts.
process.env.CANBAO_FEW_RUNS = '1';

/**
 * How a mutation run (docs/mutation.md) starts jest: one bundled file, nothing to transform, nothing to look for.
 *
 * @type {import('jest').Config}
 */
module.exports = {
  rootDir: __dirname,
  roots: ['<rootDir>/scripts/mutate'],
  testMatch: ['**/suite.spec.js'],
  testEnvironment: require.resolve('./scripts/mutate/environment.cjs'),
  moduleFileExtensions: ['js', 'cjs', 'json', 'node'],
  transform: {},
  watchman: false,
  testTimeout: 60_000,
};
