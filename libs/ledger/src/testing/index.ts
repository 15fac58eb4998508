export * from './fixtures.js';
export { projectedLedger } from './projected-ledger.js';
