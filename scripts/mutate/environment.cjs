'use strict';

const { TestEnvironment } = require('jest-environment-node');
const costly = require('./costly.cjs');
const yaml = require('./yaml-once.cjs');

/**
 * Node as a test environment that makes a run per mutant short:
 *
 * - It stops at the first failure; jest's own `bail` counts files, and a mutation run has one.
 * - It looks a test up among those that Stryker asks for; jest would try one long pattern several times for each test.
 *   A spec of which no test is asked for is not even loaded.
 * - It lends the bundle a YAML parser that remembers what it has parsed in the runs before.
 */
module.exports = class MutationEnvironment extends TestEnvironment {
  #wanted = null;

  constructor(...args) {
    super(...args);
    this.global.yamlOnce = yaml;
    this.global.isWanted = (spec) =>
      this.#wanted === null || [...this.#wanted].some((name) => name.startsWith(spec));
  }

  handleTestEvent(event, state) {
    if (event.name === 'setup' && event.testNamePattern) this.#wanted = namesIn(event.testNamePattern);
    if (event.name === 'run_start') {
      const isCostly = ({ name }) => costly.some((spec) => name.startsWith(spec));
      for (const { children } of state.rootDescribeBlock.children.filter(isCostly)) oneOfEach(children);
    }
    if (event.name === 'run_start' && this.#wanted !== null) {
      state.testNamePattern = { test: (name) => this.#wanted.has(name) || name.endsWith(' loads') };
    }
    const isFailure = event.name === 'test_fn_failure' || event.name === 'hook_failure';
    if (isFailure) dropWhatIsLeft(state.rootDescribeBlock);
  }
};

/** Keeps, of the same tests in each of several blocks, the first of the first block, the second of the second and so on. */
function oneOfEach(children) {
  const blocks = children.filter(({ type }) => type === 'describeBlock');
  blocks.forEach(({ children: tests }, block) => {
    tests.splice(0, tests.length, ...tests.filter((_, test) => test % blocks.length === block));
  });
}

/** Takes out every test that has not begun, so that jest has nothing more to run, to skip or to report. */
function dropWhatIsLeft({ children }) {
  const begun = children.filter((child) => {
    if (child.type === 'describeBlock') dropWhatIsLeft(child);
    return child.type === 'describeBlock' ? child.children.length > 0 : child.startedAt !== null;
  });
  children.splice(0, children.length, ...begun);
}

/** The names that Stryker's pattern, `(name)|(name)|…` with each name escaped, is made of. */
function namesIn(pattern) {
  const names = pattern.slice(1, -1).split(')|(');
  return new Set(names.map((name) => name.replace(/\\(.)/gs, '$1')));
}
