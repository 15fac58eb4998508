/**
 * fast-check as the specs use it in a mutation run: a property is tried a fortieth as often, and its first counterexample
 * is enough. A full search costs seconds for each of thousands of mutants, and shrinking as much again.
 */
import fc from 'fast-check';

const SHARE = 40;

export default {
  ...fc,
  assert: (property, settings = {}) =>
    fc.assert(property, {
      ...settings,
      numRuns: Math.ceil((settings.numRuns ?? 100) / SHARE),
      endOnFailure: true,
    }),
};
