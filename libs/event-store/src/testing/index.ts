export { copyContract, type CopyPlace } from './copy-contract.js';
export { buildChild, type Child, startChild } from './child-process.js';
export { collect, everything, newEvent, newEvents } from './builders.js';
export { eventStoreContract } from './contract.js';
export { loseLastEntry } from './damaged-index.js';
export { DatabaseFaults, failAt, failFrom, type FaultKind, type FaultPlan } from './database-faults.js';
export { ledgerContent } from './ledger-content.js';
export type { ContractLedger, OpenLedger } from './contract/open-ledger.js';
export { type ProtocolServerProcess, startProtocolServerProcess } from './protocol-server/process.js';
