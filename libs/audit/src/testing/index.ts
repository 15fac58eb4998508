export { witnessLine } from './witness.js';
export { sealedLedger, type SealedLedger } from './sealed-ledger.js';
