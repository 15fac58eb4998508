/**
 * Mutation testing of the core: `npm run mutate` (docs/mutation.md). All it writes is in `dist.mutation`.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  mutate: ['libs/enrollment/src/**/*.ts', '!**/*.spec.ts', '!**/testing/**', '!**/index.ts'],
  buildCommand: 'node scripts/mutate/bundle.mjs',
  testRunner: 'jest',
  jest: { configFile: 'jest.mutate.config.js', enableFindRelatedTests: false },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 10_000,
  timeoutFactor: 1.5,
  reporters: ['clear-text', 'progress', 'html', 'json'],
  clearTextReporter: { logTests: false, reportTests: false },
  htmlReporter: { fileName: 'dist.mutation/report.html' },
  jsonReporter: { fileName: 'dist.mutation/report.json' },
  incremental: true,
  incrementalFile: 'dist.mutation/incremental.json',
  tempDirName: 'dist.mutation/copy',
  ignorePatterns: [
    'apps',
    'bench',
    'bin',
    'data',
    'dist',
    'dist.*',
    'docs/*',
    '!docs/readings.md',
    'samples',
  ],
  thresholds: { high: 95, low: 90, break: 90 },
};
