/* global test */
'use strict';

/**
 * Holds the place of the bundle that a mutation run puts here, in its copy of the project. Stryker keeps results only of
 * tests whose file it knows and finds unchanged; that a spec has changed shows in the names of its tests (bundle.mjs).
 */
test('the specs have been bundled', () => {
  throw new Error('Run `npm run mutate`.');
});
