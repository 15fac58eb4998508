export { collect, everything, newEvent, newEvents } from './builders.js';
export { eventStoreContract } from './contract.js';
export type { ContractLedger, OpenLedger } from './contract/open-ledger.js';
