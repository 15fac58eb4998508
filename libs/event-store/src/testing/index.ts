export { collect, everything, newEvent, newEvents } from './builders.js';
export { type ContractLedger, eventStoreContract, type OpenLedger } from './contract.js';
