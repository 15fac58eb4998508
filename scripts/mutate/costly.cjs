'use strict';

/**
 * Specs that take seconds instead of milliseconds. They run last, for the mutants that all others let live. Each of
 * their properties is written for every pack; a mutation run tries it under one, the next property under the next.
 */
module.exports = ['test/replay/properties.spec.ts', 'test/replay/explanations.spec.ts'];
