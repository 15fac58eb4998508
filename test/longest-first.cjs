'use strict';

/**
 * The order of the test files: those that take longest begin first, so that none of them is left alone at the end. Jest
 * itself goes by how long a file took the last time, which a new clone cannot know, and then by how large it is.
 */
const Sequencer = require('@jest/test-sequencer').default;

const LONGEST = [
  'test/console/looks.e2e-spec.ts',
  'libs/event-store/src/eventstoredb/faults.int-spec.ts',
  'test/console/keyboard.e2e-spec.ts',
  'libs/event-store/src/eventstoredb/contract.int-spec.ts',
  'test/replay/properties.spec.ts',
  'test/e2e/process.e2e-spec.ts',
  'test/console/journeys.e2e-spec.ts',
  'test/replay/explanations.spec.ts',
  'test/faults/dying-process.int-spec.ts',
  'test/faults/failing-calls.int-spec.ts',
  'test/console/recompute.e2e-spec.ts',
  'test/e2e/verify-command.e2e-spec.ts',
  'test/policies/sweep.spec.ts',
  'test/policies/sensitivity.spec.ts',
  'test/copy/there-and-back.int-spec.ts',
  'test/year/simulated-year.e2e-spec.ts',
];

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => {
      const found = LONGEST.findIndex((name) => path.replaceAll('\\', '/').endsWith(name));
      return found === -1 ? LONGEST.length : found;
    };
    return [...super.sort(tests)].sort((a, b) => place(a) - place(b));
  }
};
