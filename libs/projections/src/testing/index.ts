export { readModelContent, type ReadModelContent } from './read-model-content.js';
export { Killed, NoPauses, KillingPauses } from './test-pauses.js';
