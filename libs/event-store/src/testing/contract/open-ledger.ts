import type { EventStore, LedgerKind } from '../../port.js';

/** What a ledger is to be for one test; left out: a real ledger on the system clock. */
export interface ContractLedger {
  readonly kind?: LedgerKind;
  readonly clockOffsetMs?: number;
  readonly clock?: () => number;
}

/** Opens a new, empty ledger. */
export type OpenLedger = (ledger?: ContractLedger) => Promise<EventStore>;
